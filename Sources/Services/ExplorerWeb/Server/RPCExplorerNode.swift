public import HTTPRequesting
import JSONCoding

/// The chain's node over JSON-RPC.
public struct RPCExplorerNode: ExplorerNode {
    let address: String
    let client: HTTPClient

    public init(address: String, client: HTTPClient) {
        self.address = address
        self.client = client
    }

    public func result(method: String, params: String) -> [UInt8]? {
        let body = Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#.utf8)
        guard let answer = try? client.post(address, body: body), answer.status == 200,
            let document = try? JSONDocument(answer.body, limits: JSONLimits(bytes: client.limits.bodyBytesMax, depth: 128)),
            let result = (try? document.root.optional("result")) ?? nil, !result.isNull
        else { return nil }
        var writer = JSONWriter()
        guard (try? writer.copy(result)) != nil else { return nil }
        return writer.bytes
    }
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

    public func state(of block: UInt64, timestamp: UInt64) -> ProofState? {
        guard let answer = try? client.get("\(address)/blocks/\(block)"), answer.status == 200,
            let root = try? JSONDocument(answer.body, limits: JSONLimits(bytes: 1 << 16)).root,
            let state = try? root.member("state").string()
        else { return nil }
        switch state {
        case "stored":
            guard let lag = try? root.member("lag_seconds").integer(UInt64.self),
                let bytes = try? root.member("bytes").integer(UInt64.self)
            else { return nil }
            return .stored(lagSeconds: lag, bytes: bytes)
        case "proving": return .proving
        case "failed": return .failed((try? root.member("reason").string()) ?? "no reason given")
        default: return .pending
        }
    }
}
