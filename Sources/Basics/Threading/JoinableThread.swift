import Glibc

/// A thread that somebody waits for: it is joined once, or detached.
public struct JoinableThread: Sendable {
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private let id: pthread_t

    /// Starts a thread; nil when the system has none. Executing contracts recurses, hence the stack.
    public static func start(
        stackByteCount: Int = 64 << 20, _ run: @escaping @Sendable () -> Void
    ) -> JoinableThread? {
        let attributes = UnsafeMutablePointer<pthread_attr_t>.allocate(capacity: 1)
        pthread_attr_init(attributes)
        defer {
            pthread_attr_destroy(attributes)
            attributes.deallocate()
        }
        pthread_attr_setstacksize(attributes, stackByteCount)
        let body = Unmanaged.passRetained(Body(run))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, attributes,
            { argument in
                if let argument { Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run() }
                return nil
            }, body.toOpaque())
        guard code == 0 else {
            body.release()
            return nil
        }
        return JoinableThread(id: thread)
    }

    /// Whether this is the thread that asks.
    public var isCurrent: Bool { pthread_equal(pthread_self(), id) != 0 }

    /// Waits for the end of the thread. Everything its body held is released then.
    public func join() { pthread_join(id, nil) }

    /// Says that nobody will join.
    public func detach() { pthread_detach(id) }
}
