/// What is asked of a server.
public struct OutgoingRequest: Sendable {
    /// The verbs of a client.
    public enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    public var method: Method
    /// http or https; sent as it is, dots in the path included.
    public var address: String
    /// Header lines beside those of the transport, in visible ASCII.
    public var headers: [(name: String, value: String)]
    /// Sent by POST and PUT only.
    public var body: [UInt8]

    public init(_ method: Method, _ address: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [])
    {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
    }

    /// Whether the lines hold nothing that would end a line or make another one.
    var isClean: Bool {
        headers.allSatisfy { header in
            !header.name.isEmpty
                && header.name.utf8.allSatisfy { (0x21...0x7e).contains($0) && $0 != UInt8(ascii: ":") }
                && header.value.utf8.allSatisfy { (0x20...0x7e).contains($0) }
        }
    }
}
