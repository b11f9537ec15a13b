import ConsensusAlgorithms
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

/// The receiving end of one connection; not for use from several threads at once.
public protocol PeerInbox: AnyObject {
    /// Handles one frame. An error is a reason to end the link.
    func receive(_ frame: [UInt8]) throws(PeerMisbehaviour)
}

/// What one peer sends: decodes frames, checks signatures on the link's own thread, and passes on what is genuine.
final class CheckingInbox<Algorithm: ConsensusAlgorithm>: PeerInbox {
    private let engine: ValidatorEngine<Algorithm>
    private let peer: ValidatorIndex
    private var assembler = OfferAssembler<Algorithm>()
    private var isGreeted = false

    init(engine: ValidatorEngine<Algorithm>, peer: ValidatorIndex) {
        self.engine = engine
        self.peer = peer
    }

    func receive(_ frame: [UInt8]) throws(PeerMisbehaviour) {
        let message: PeerMessage<Algorithm>
        do { message = try PeerMessage<Algorithm>(wireBytes: frame) } catch { throw .malformed(error) }
        if case .hello(let version, let chainID) = message {
            guard version == PeerMessage<Algorithm>.version else { throw .foreign("protocol version \(version)") }
            guard chainID == engine.committee.chainID else { throw .foreign("another chain id") }
            isGreeted = true
            return
        }
        guard isGreeted else { throw .noHello }
        switch message {
        case .hello: break
        case .message(let message):
            guard engine.committee.isGenuine(message) else { throw .badSignature("message") }
            engine.post(.message(message, content: []))
        case .stream(let part): try receive(part)
        case .summary(let summary): engine.post(.summary(summary, from: peer))
        case .blockRequest(let height): engine.post(.blockRequest(height, from: peer))
        case .decidedBlock(let certificate, let content):
            do { try engine.committee.check(certificate) } catch { throw .badSignature("certificate: \(error)") }
            engine.post(.decidedBlock(certificate, content: content, from: peer))
        case .transaction(let bytes): engine.application.receiveTransaction(bytes, from: peer)
        }
    }

    private func receive(_ part: StreamMessage<Algorithm>) throws(PeerMisbehaviour) {
        let whole: (Algorithm.Message, content: [UInt8])?
        do { whole = try assembler.add(part) } catch { throw .malformed(error) }
        guard let (message, content) = whole else { return }
        guard engine.committee.isGenuine(message, content: content) else { throw .badSignature("offer") }
        engine.post(.message(message, content: content))
    }
}
