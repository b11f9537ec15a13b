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

    /// Codes of the Starknet API that mean "there is no such thing": contract, block, class, transaction.
    private static let absentCodes: Set<Int64> = [20, 24, 28, 29]
    /// The node's own failures, JSON-RPC's "internal error" and those a server defines: nothing is known.
    private static let failureCodes: ClosedRange<Int64> = -32_603 ... -32_000

    public func ask(_ method: String, _ params: String) -> NodeAnswer {
        let body = Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#.utf8)
        guard let answer = try? client.post(address, body: body) else { return .silent }
        // The node is there and has no time for this question.
        if answer.status == 429 { return .refused("the node is busy; try again in a moment") }
        guard answer.status == 200,
            let document = try? JSONDocument(
                answer.body, limits: JSONLimits(bytes: client.limits.bodyBytesMax, depth: 128))
        else { return .silent }
        return RPCExplorerNode.read(document.root)
    }

    /// What a JSON-RPC answer says.
    static func read(_ root: JSONValue) -> NodeAnswer {
        if let error = (try? root.optional("error")) ?? nil, !error.isNull {
            guard let code = try? error.member("code").integer(Int64.self) else { return .silent }
            if absentCodes.contains(code) { return .absent }
            if failureCodes.contains(code) { return .silent }
            return .refused(reason(error))
        }
        guard let result = (try? root.optional("result")) ?? nil, !result.isNull else { return .silent }
        var writer = JSONWriter()
        guard (try? writer.copy(result)) != nil else { return .silent }
        return .result(writer.bytes)
    }

    private static func reason(_ error: JSONValue) -> String {
        var text = (try? error.member("message").string()) ?? "an error without a message"
        if let data = (try? error.optional("data")) ?? nil, !data.isNull {
            var writer = JSONWriter()
            if (try? writer.copy(data)) != nil { text += ": " + writer.text }
        }
        return String(text.prefix(2000))
    }
}
