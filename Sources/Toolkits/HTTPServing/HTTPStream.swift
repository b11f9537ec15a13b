import Threading

/// The sending side of an answer that stays open. Any thread may use it.
public struct HTTPStream: Sendable, Hashable {
    let peer: Peer
    let loop: EventLoop

    public static func == (a: HTTPStream, b: HTTPStream) -> Bool { a.peer == b.peer && a.loop === b.loop }
    public func hash(into hasher: inout Hasher) { hasher.combine(peer) }

    /// Sends bytes without waiting. False when the client is gone, or so slow that its queue was full and the stream
    /// is closed now: forget the stream then.
    public func send(_ bytes: [UInt8]) -> Bool {
        guard loop.gate(of: peer)?.admit(bytes.count, loop.limits) == true else {
            loop.post(.streamAbort(peer))
            return false
        }
        loop.post(.streamBytes(peer, bytes))
        return true
    }

    /// Sends bytes, waiting while the client is slow: for producers of long answers on a worker thread. False when
    /// the client is gone.
    public func sendWaiting(_ bytes: [UInt8]) -> Bool {
        guard let gate = loop.gate(of: peer), gate.waitForRoom(bytes.count, max: loop.limits.streamQueueBytesMax)
        else { return false }
        loop.post(.streamBytes(peer, bytes))
        return true
    }

    /// Ends the answer.
    public func finish() { loop.post(.streamEnd(peer)) }
}

/// Counts the bytes of one stream that are on their way, and tells its producers when the client is gone.
final class StreamGate: @unchecked Sendable {
    // Guards the rest.
    private let monitor = Monitor()
    private var queued = 0
    /// The messages on their way, and what was sent of the first.
    private var sizes: [Int] = []
    private var sentBytes = 0
    private var isClosed = false

    /// Counts a message that is to be sent, if there is room for it.
    func admit(_ count: Int, _ limits: HTTPLimits) -> Bool {
        monitor.withLock {
            if isClosed || queued + count > limits.streamQueueBytesMax || sizes.count >= limits.streamQueueMessagesMax {
                return false
            }
            add(count)
            return true
        }
    }

    /// Counts a message whatever waits already.
    func admitAlways(_ count: Int) { monitor.withLock { add(count) } }

    private func add(_ count: Int) {
        queued += count
        sizes.append(count)
    }

    /// Waits for room; one message larger than the whole queue is let through when the queue is empty. The loop's
    /// write-stall deadline bounds the wait: a stuck client is closed, which ends it.
    func waitForRoom(_ count: Int, max: Int) -> Bool {
        monitor.lock()
        defer { monitor.unlock() }
        while !isClosed && queued > 0 && queued + count > max { monitor.wait() }
        if isClosed { return false }
        add(count)
        return true
    }

    func sent(_ count: Int) {
        monitor.lock()
        queued = Swift.max(0, queued - count)
        sentBytes += count
        // Framing adds a little to a message: what was sent covers at least these.
        while let first = sizes.first, sentBytes >= first {
            sentBytes -= first
            sizes.removeFirst()
        }
        if queued == 0 { (sizes, sentBytes) = ([], 0) }
        monitor.broadcast()
        monitor.unlock()
    }

    func close() {
        monitor.lock()
        isClosed = true
        monitor.broadcast()
        monitor.unlock()
    }
}
