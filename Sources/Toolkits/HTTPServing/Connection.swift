/// One client connection. Owned by the event loop's thread.
final class Connection {
    enum Phase {
        /// Waiting for a head, or inside one.
        case head
        case body(HTTPRequest, BodyReader)
        /// A handler works on the request.
        case busy
        /// An answer of unknown length is being sent.
        case streaming(StreamGate, isChunked: Bool)
        /// Messages go both ways.
        case socket(WebSocketState)
        /// The last answer is on its way; then the connection is closed.
        case closing
    }

    let descriptor: Int32
    let generation: UInt64
    let address: UInt32
    var phase = Phase.head
    var input: [UInt8] = []
    /// Start of what is not consumed yet.
    var position = 0
    /// Where the search for the end of the head goes on.
    var scanned = 0
    var output: [[UInt8]] = []
    var outputHead = 0
    var outputOffset = 0
    var outputBytes = 0
    /// Bytes of the request in work.
    var workBytes = 0
    /// What the loop's sum counts for this connection.
    var accountedBytes = 0
    /// Tells the request in work that the client has left.
    var cancellation: RequestCancellation?
    var isAbandoned = false
    var keepsAlive = true
    var isHeadRequest = false
    var closesAfterFlush = false
    var peerEnded = false
    var deadline: Double
    /// When it was opened, had its last answer, or began its request.
    var since: Double
    var armedEvents: UInt32 = 0

    init(_ descriptor: Int32, generation: UInt64, address: UInt32, now: Double, deadline: Double) {
        since = now
        self.descriptor = descriptor
        self.generation = generation
        self.address = address
        self.deadline = deadline
    }

    var peer: Peer { Peer(descriptor: descriptor, generation: generation) }

    var isIdle: Bool {
        if case .head = phase { return outputBytes == 0 && input.count == position }
        return false
    }

    /// Bytes that are kept for the client: unread input, the request, unsent answers.
    var heldBytes: Int {
        var bytes = input.count - position + workBytes + outputBytes
        if case .body(_, let reader) = phase { bytes += reader.body.count }
        if case .socket(let socket) = phase { bytes += socket.reader.heldBytes }
        return bytes
    }

    /// Drops input that was consumed.
    func compactInput() {
        guard position > 0, position == input.count || position > 65_536 else { return }
        input.removeFirst(position)
        scanned = max(0, scanned - position)
        position = 0
    }
}

/// Names a connection across threads. An answer for a connection that is gone, or whose descriptor was used again,
/// finds another generation and is dropped.
struct Peer: Sendable, Hashable {
    let descriptor: Int32
    let generation: UInt64
}

/// A message from another thread to the event loop.
enum Post: Sendable {
    case response(Peer, HTTPResponse)
    case streamOpen(Peer, HTTPResponse, StreamGate)
    case socketOpen(Peer, accept: String, StreamGate, WebSocketHandler)
    case socketReady(Peer)
    case socketClose(Peer, code: UInt16)
    case streamBytes(Peer, [UInt8])
    case streamEnd(Peer)
    case streamAbort(Peer)
    case stop
}
