import FlowReplaying
import JSONCoding
import Testing

/// A client of the node's WebSocket: sends requests and reads what comes.
final class WebSocketClient {
    private let socket: FlowSocket

    init(port: UInt16, path: String = "/ws") throws { socket = try #require(FlowSocket(port: port, path: path)) }

    /// Sends a request and returns the message that answers it; none may come between.
    func call(_ method: String, _ parameters: String) throws -> JSONValue {
        socket.send(Array(#"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(parameters)}"#.utf8))
        return try next()
    }

    /// The next message.
    func next() throws -> JSONValue { try JSONDocument(try #require(socket.next(seconds: 60))).root }
}
