/// The gates of a server's open streams.
struct StreamGates {
    var open: [Peer: StreamGate] = [:]
    private var isClosed = false

    /// After `close`, a gate that comes is shut at once: nobody would let its writer through.
    mutating func add(_ gate: StreamGate, of peer: Peer) {
        if isClosed { gate.close() } else { open[peer] = gate }
    }

    /// Lets no writer wait any more.
    mutating func close() {
        isClosed = true
        for gate in open.values { gate.close() }
        open = [:]
    }
}
