/// Every bound of an HTTP server. Listed in LIMITS.md; each has a test at the limit and above it.
///
/// Deadlines are absolute per phase: a client that drips bytes does not extend them.
public struct HTTPLimits: Sendable {
    /// Request line and header lines together, bytes.
    public var headBytesMax = 16 << 10
    /// One header line, bytes.
    public var fieldBytesMax = 8 << 10
    /// Number of header lines.
    public var fieldsMax = 100
    /// The request target, bytes.
    public var targetBytesMax = 4 << 10
    /// Request body after transfer decoding, bytes.
    public var bodyBytesMax = 1 << 20
    /// The line that carries a chunk's size, bytes.
    public var chunkLineBytesMax = 256
    /// Trailer lines of a chunked body together, bytes.
    public var trailerBytesMax = 4 << 10

    /// From the first byte of a request (or the connection's opening) to the end of its head, seconds.
    public var headSeconds = 10.0
    /// From the end of the head to the end of the body, seconds.
    public var bodySeconds = 30.0
    /// From the end of the body to the answer, seconds.
    public var answerSeconds = 60.0
    /// How long a connection may wait between two requests, seconds.
    public var idleSeconds = 30.0
    /// How long a client may take no byte of an answer, seconds.
    public var writeStallSeconds = 15.0
    /// How long a stopping server waits for answers under way, seconds.
    public var drainSeconds = 10.0

    /// Open connections.
    public var connectionsMax = 1_024
    /// Open connections of one client address.
    public var connectionsPerAddressMax = 64
    /// IPv4 addresses of proxies, whose `X-Forwarded-For` is believed: their connections are bounded by `connectionsMax` alone,
    /// and long work is counted for the clients that they name.
    public var trustedProxies: Set<String> = []
    /// Answers that stay open as streams.
    public var streamsMax = 256
    /// How long a WebSocket's client may be silent, seconds; it is asked at half of that.
    public var socketIdleSeconds = 60.0
    /// Messages waiting to be sent on one stream before it is closed as too slow.
    public var streamQueueMessagesMax = 1_024
    /// Bytes waiting to be sent on one stream before it is closed as too slow.
    public var streamQueueBytesMax = 1 << 20
    /// Bytes that all connections together hold: input, requests in work, answers that wait to be sent.
    public var heldBytesMax = 64 << 20
    /// Requests waiting for a worker, and the bytes of their bodies.
    public var queuedRequestsMax = 1_024
    public var queuedRequestBytesMax = 16 << 20
    /// Worker threads that run handlers.
    public var workers = 4
    /// Worker threads for long work.
    public var longWorkers = 2
    /// Long requests waiting for a worker.
    public var queuedLongRequestsMax = 256
    /// Long requests of one address, waiting or in work.
    public var longRequestsPerAddressMax = 8
    /// Processor time of long work that one address may use at once, seconds.
    public var longSecondsPerAddressMax = 20.0
    /// How much of that it gets back per second.
    public var longSecondsRate = 0.5

    public init() {}

    var ordinaryWork: WorkerLimits {
        WorkerLimits(threads: workers, queuedMax: queuedRequestsMax, queuedBytesMax: queuedRequestBytesMax)
    }

    var longWork: WorkerLimits {
        WorkerLimits(
            threads: longWorkers, queuedMax: queuedLongRequestsMax, queuedBytesMax: queuedRequestBytesMax,
            perClientMax: longRequestsPerAddressMax, clientSecondsMax: longSecondsPerAddressMax,
            clientRate: longSecondsRate, isLowPriority: true)
    }

    var operatorWork: WorkerLimits { WorkerLimits(threads: 1, queuedMax: 64, queuedBytesMax: queuedRequestBytesMax) }
}
