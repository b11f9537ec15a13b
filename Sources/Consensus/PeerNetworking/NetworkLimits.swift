/// What a network of links allows.
public struct NetworkLimits: Hashable, Sendable {
    /// The largest frame, in bytes.
    public var frameBytesMax = 4 << 20
    /// Frames waiting to be sent to one peer, in bytes together.
    public var queuedBytesMax = 8 << 20
    /// Connections whose handshake is not done: of all addresses, and of one. A new one takes the place of the oldest.
    public var handshakesMax = 32
    public var handshakesPerAddressMax = 8
    public var connectMillis = 3_000
    public var handshakeMillis = 5_000
    public var idleMillis = 30_000
    public var writeStallMillis = 15_000
    /// The pause before connecting again: it doubles from the first to the second, with jitter.
    public var retryMillis = 100
    public var retryMillisMax = 3_000

    public init() {}
}
