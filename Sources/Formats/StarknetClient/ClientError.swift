public import HTTPRequesting
public import JSONCoding

/// Why a call of a node's RPC gave no result.
public enum ClientError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No answer came.
    case http(HTTPClientError)
    /// An answer that is not JSON-RPC, with the HTTP status.
    case notRPC(address: String, status: Int)
    /// The node answered with an error.
    case rpc(code: Int, message: String, data: String)
    /// The result has another shape than expected.
    case shape(JSONError)

    public var description: String {
        switch self {
        case .http(let error): error.description
        case .notRPC(let address, let status): "\(address): the answer is no JSON-RPC (HTTP status \(status))"
        case .rpc(let code, let message, let data): "RPC error \(code): \(message)\(data.isEmpty ? "" : " \(data)")"
        case .shape(let error): "unexpected answer: \(error)"
        }
    }
}
