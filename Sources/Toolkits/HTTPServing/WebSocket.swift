import Foundation

/// The server's end of an open WebSocket. Any thread may use it.
public struct WebSocket: Sendable, Hashable {
    let stream: HTTPStream

    /// Sends a text message without waiting. False when the client is gone, or so slow that too much was waiting for it and
    /// the socket is closed now.
    @discardableResult
    public func send(_ text: [UInt8]) -> Bool { stream.send(WebSocketFrame.text(text)) }

    /// Sends a text message, waiting while the client is slow. False when the client is gone.
    @discardableResult
    public func sendWaiting(_ text: [UInt8]) -> Bool { stream.sendWaiting(WebSocketFrame.text(text)) }
}

/// What happens with a WebSocket's messages.
public struct WebSocketHandler: Sendable {
    /// Called on a worker with one message at a time. What it returns, if anything, is done by a worker for long work, and
    /// the next message waits for it.
    public var message: @Sendable ([UInt8]) -> (@Sendable () -> Void)?
    /// Called once when the socket is closed, on a thread that must not be held up.
    public var closed: @Sendable () -> Void

    public init(
        message: @escaping @Sendable ([UInt8]) -> (@Sendable () -> Void)?, closed: @escaping @Sendable () -> Void
    ) {
        self.message = message
        self.closed = closed
    }
}

/// What the loop keeps of an open socket. Only touched on its thread.
final class WebSocketState {
    let gate: StreamGate
    let handler: WebSocketHandler
    var reader: WebSocketReader
    /// A message is in work: nothing more is read.
    var isBusy = false
    var lastInput: Double
    var isPinged = false

    init(_ gate: StreamGate, _ handler: WebSocketHandler, messageBytesMax: Int, now: Double) {
        self.gate = gate
        self.handler = handler
        reader = WebSocketReader(messageBytesMax: messageBytesMax)
        lastInput = now
    }
}

/// The opening of a WebSocket (RFC 6455, section 4.2).
enum WebSocketOpening {
    private static let suffix = Array("258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8)

    /// What `Sec-WebSocket-Accept` must say; nil when the request opens no WebSocket of version 13.
    static func accept(_ request: HTTPRequest) -> String? {
        guard request.method == "GET", request.header("upgrade")?.lowercased() == "websocket",
            request.header("connection")?.lowercased().contains("upgrade") == true,
            request.header("sec-websocket-version") == "13", let key = request.header("sec-websocket-key"),
            key.utf8.count == 24
        else { return nil }
        return Base64.encode(SHA1.hash(Array(key.utf8) + suffix))
    }
}

enum Base64 {
    static func encode(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
}
