public import HTTPRequesting
import JSONCoding
public import ProofStorage

/// What the prover said about a block.
public enum ProofAnswer: Sendable, Equatable {
    case status(ProofStatus)
    /// The prover has not seen the block yet.
    case unknownBlock
    /// No answer, or none that can be read.
    case silent
}

/// Where the states of proofs come from.
public protocol ProofStatusSource: Sendable {
    func status(of block: UInt64) -> ProofAnswer
    /// Whether the prover answers at all: asked when there is no block to ask for.
    func isAnswering() -> Bool
}

/// The prover's word on proofs, from its status interface.
public struct ProverClient: ProofStatusSource {
    let address: String
    let client: HTTPClient

    /// - Parameter address: such as `http://127.0.0.1:5060`.
    public init(address: String, client: HTTPClient) {
        self.address = address
        self.client = client
    }

    public func status(of block: UInt64) -> ProofAnswer {
        guard let answer = try? client.get("\(address)/blocks/\(block)") else { return .silent }
        if answer.status == 404 { return .unknownBlock }
        guard answer.status == 200, let root = try? JSONDocument(answer.body, limits: JSONLimits(bytes: 1 << 16)).root,
            let status = try? ProofStatus(json: root)
        else { return .silent }
        return .status(status)
    }

    public func isAnswering() -> Bool { (try? client.get("\(address)/health"))?.status == 200 }
}
