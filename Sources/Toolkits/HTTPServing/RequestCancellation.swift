import Synchronization

/// Tells a handler that nobody waits for its answer any more: the client closed its side, or its connection was closed.
///
/// Work that takes long asks now and then and gives up; short work need not care.
public final class RequestCancellation: Sendable {
    private let flag = Atomic(false)

    /// A request that is waited for.
    public init() {}

    /// Whether the client has left. Cheap enough to ask every millisecond.
    public var isCancelled: Bool { flag.load(ordering: .relaxed) }

    func cancel() { flag.store(true, ordering: .relaxed) }
}
