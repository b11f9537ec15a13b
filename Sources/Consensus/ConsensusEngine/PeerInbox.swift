import ByteCoding
package import ConsensusAlgorithms
import ConsensusWire
public import ProtobufCoding
package import QuorumCertificates
package import ValidatorSigning

/// Why a peer's link is ended.
public enum PeerMisbehaviour: Error, Hashable, Sendable {
    case malformed(WireError)
    /// The peer speaks another version or is on another chain.
    case foreign(String)
    /// Something before the greeting.
    case noHello
    case badSignature(String)
}

extension PeerMisbehaviour: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let error): "a frame is malformed: \(error)"
        case .foreign(let reason): reason
        case .noHello: "it did not greet first"
        case .badSignature(let what): "a signature does not hold: \(what)"
        }
    }
}

/// The receiving end of one connection; not for use from several threads at once.
public protocol PeerInbox: AnyObject {
    /// Handles one frame. An error is a reason to end the link.
    func receive(_ frame: [UInt8]) throws(PeerMisbehaviour)
}

/// What one peer sends: decodes frames, checks signatures on the link's own thread, and passes on what is genuine.
package final class CheckingInbox<Algorithm: ConsensusAlgorithm>: PeerInbox {
    private let committee: Committee
    private let application: any ApplicationBlocks
    private let post: @Sendable (EngineEvent<Algorithm>) -> Void
    private let peer: ValidatorIndex
    private var assembler = OfferAssembler<Algorithm>()
    private var isGreeted = false

    /// `post` hands over what is genuine.
    package init(
        committee: Committee, application: any ApplicationBlocks, peer: ValidatorIndex,
        post: @escaping @Sendable (EngineEvent<Algorithm>) -> Void
    ) {
        self.committee = committee
        self.application = application
        self.peer = peer
        self.post = post
        post(.connected(peer))
    }

    package func receive(_ frame: [UInt8]) throws(PeerMisbehaviour) {
        let message: PeerMessage<Algorithm>
        do { message = try PeerMessage<Algorithm>(wireBytes: frame) } catch { throw .malformed(error) }
        if case .hello(let version, let domain) = message {
            guard version == PeerMessage<Algorithm>.version else { throw .foreign("protocol version \(version)") }
            guard domain == committee.signingDomain else {
                throw .foreign(
                    "another chain: its fingerprint is \(HexBytes.encode(domain)), here it is "
                        + "\(HexBytes.encode(committee.signingDomain)); chain id and genesis block make it")
            }
            isGreeted = true
            return
        }
        guard isGreeted else { throw .noHello }
        switch message {
        case .hello: break
        case .message(let message):
            guard committee.isGenuine(message) else { throw .badSignature("message") }
            post(.message(message, content: []))
        case .stream(let part): try receive(part)
        case .summary(let summary): post(.summary(summary, from: peer))
        case .blockRequest(let height): post(.blockRequest(height, from: peer))
        case .decidedBlock(let certificate, let content):
            do { try committee.check(certificate) } catch { throw .badSignature("certificate: \(error)") }
            post(.decidedBlock(certificate, content: content, from: peer))
        case .evidence(let evidence):
            guard evidence.holds(for: Algorithm.Message.self, in: committee) else { throw .badSignature("evidence") }
            post(.evidence(evidence))
        case .transaction(let bytes): application.receiveTransaction(bytes, from: peer)
        }
    }

    private func receive(_ part: StreamMessage<Algorithm>) throws(PeerMisbehaviour) {
        let whole: (Algorithm.Message, content: [UInt8])?
        do { whole = try assembler.add(part) } catch { throw .malformed(error) }
        guard let (message, content) = whole else { return }
        guard committee.isGenuine(message, content: content) else { throw .badSignature("offer") }
        post(.message(message, content: content))
    }
}
