import Foundation
import JSONCoding

/// One recorded conversation with a node: requests in their order, with the answers that came.
public struct RecordedFlow: Sendable {
    public var name: String
    public var steps: [RecordedStep]

    /// Reads a file of the vectors.
    public init(path: String) throws {
        let root = try JSONTree(parsing: Array(try Data(contentsOf: URL(fileURLWithPath: path))))
        name = root["name"]?.text ?? (path as NSString).lastPathComponent
        steps = (root["steps"]?.elements ?? []).map(RecordedStep.init)
    }
}

/// One step of a flow.
public struct RecordedStep: Sendable {
    public enum Body: Sendable {
        case json(JSONTree)
        /// Bytes that are no plain JSON, as they went over the wire.
        case raw([UInt8], contentType: String)
        /// A body too large to be kept, in words.
        case described(String)
    }

    /// A step over a socket names the socket.
    public var connection: String?
    public var about: String
    public var path: String
    public var body: Body
    /// Nil when the answer was no JSON, or none came.
    public var answer: JSONTree?
    public var status: Int
    public var isDropped: Bool
    /// How often the request was sent.
    public var repeats: Int
    /// What came over this socket.
    public var received: [JSONTree]
    /// What came over the open sockets because of this step.
    public var receivedElsewhere: [(connection: String, messages: [JSONTree])]

    init(_ json: JSONTree) {
        connection = json["connection"]?.text
        about = json["about"]?.text ?? ""
        path = json["path"]?.text ?? "/"
        answer = json["response"]
        status = json["http_status"]?.integer ?? 200
        isDropped = json["connection_dropped"] == .bool(true)
        repeats = max(1, json["repeat"]?.integer ?? 1)
        received = json["received"]?.elements ?? []
        receivedElsewhere = []
        if case .object(let members)? = json["received_by_connection"] {
            receivedElsewhere = members.map { ($0.key, $0.value.elements ?? []) }
        }
        if let raw = json["request_raw"]?.text {
            if json["request_raw_is_description"] == .bool(true) {
                body = .described(raw)
            } else {
                // Latin-1: a character a byte. Without a type, one that says nothing of JSON is sent.
                let headers = json["request_headers"]
                body = .raw(
                    raw.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) },
                    contentType: headers == nil
                        ? "application/json" : headers?["Content-Type"]?.text ?? "application/octet-stream")
            }
        } else {
            body = .json(json["request"] ?? .null)
        }
    }

    /// The method that is called; empty for batches and what is no request.
    public var method: String {
        if case .json(let request) = body { return request["method"]?.text ?? "" }
        return ""
    }
}
