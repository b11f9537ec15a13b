import ConsensusCore
import ConsensusWire
public import ProtobufCoding
import QuorumCertificates
import ValidatorSigning

/// Why a peer's link is ended.
public enum PeerMisbehaviour: Error, Hashable, Sendable {
    case malformed(WireError)
    /// The peer speaks another version or is on another chain.
    case foreign(String)
    /// Something before the greeting.
    case noHello
    case badSignature(String)
}

/// What one peer sends: decodes frames, checks signatures on the link's own thread, and passes on what is genuine.
/// One per connection; not for use from several threads at once.
public final class PeerInbox {
    private let engine: ValidatorEngine
    private let peer: ValidatorIndex
    private var assembler = ProposalAssembler()
    private var isGreeted = false

    init(engine: ValidatorEngine, peer: ValidatorIndex) {
        self.engine = engine
        self.peer = peer
    }

    /// Handles one frame. An error is a reason to end the link.
    public func receive(_ frame: [UInt8]) throws(PeerMisbehaviour) {
        let message: PeerMessage
        do { message = try PeerMessage(wireBytes: frame) } catch { throw .malformed(error) }
        if case .hello(let version, let chainID) = message {
            guard version == PeerMessage.version else { throw .foreign("protocol version \(version)") }
            guard chainID == engine.committee.chainID else { throw .foreign("another chain id") }
            isGreeted = true
            return
        }
        guard isGreeted else { throw .noHello }
        switch message {
        case .hello: break
        case .vote(let vote):
            guard engine.committee.isGenuine(vote) else { throw .badSignature("vote") }
            engine.post(.vote(vote))
        case .proposal(let part): try receive(part)
        case .summary(let summary): engine.post(.summary(summary, from: peer))
        case .blockRequest(let height): engine.post(.blockRequest(height, from: peer))
        case .decidedBlock(let certificate, let content):
            do { try engine.committee.check(certificate) } catch { throw .badSignature("certificate: \(error)") }
            engine.post(.decidedBlock(certificate, content: content, from: peer))
        case .transaction(let bytes): engine.application.receiveTransaction(bytes, from: peer)
        }
    }

    private func receive(_ part: StreamMessage) throws(PeerMisbehaviour) {
        let whole: (SignedProposal, content: [UInt8])?
        do { whole = try assembler.add(part) } catch { throw .malformed(error) }
        guard let (proposal, content) = whole else { return }
        guard engine.committee.isGenuine(proposal, content: content) else { throw .badSignature("proposal") }
        engine.post(.proposal(proposal, content: content))
    }
}
