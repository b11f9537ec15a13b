import Threading

/// A fixed set of threads for heavy computation, with stacks of a chosen size.
///
/// Heavy loops must not run on Swift's cooperative pool: its threads have small stacks and serve the rest of the
/// process. `forEach` splits an index range over the workers and returns when all of it is done; the caller works too,
/// so a pool of one worker has no thread of its own and runs everything in place.
///
/// One loop runs at a time. A loop started while another one runs (from inside a body, or from a second thread) runs
/// in place on its caller: nesting is allowed and cannot deadlock.
public final class WorkerPool: Sendable {
    /// The number of threads that take part in a loop, the caller included.
    public let workerCount: Int
    private let crew: Crew

    /// One pool for the process, as wide as the machine.
    public static let shared = WorkerPool()

    /// - Parameters:
    ///   - workers: the width; nil stands for the number of processors online. At least one, at most 256.
    ///   - stackBytes: the stack of each thread.
    public init(workers: Int? = nil, stackBytes: Int = 8 << 20) {
        workerCount = max(1, min(256, workers ?? Processors.count))
        crew = Crew()
        crew.start(threads: workerCount - 1, stackBytes: stackBytes)
    }

    deinit { crew.stop() }

    /// Ends and joins the threads; later loops run on their caller alone. Must not be called from a loop body.
    public func stop() { crew.stop() }

    /// Calls `body` once for every index of `0 ..< count`, several at a time and in no order, and returns when all
    /// calls have returned. The body must be safe to call from several threads at once.
    public func forEach(_ count: Int, _ body: (Int) -> Void) {
        guard count > 0 else { return }
        guard count > 1, workerCount > 1, crew.claim() else {
            for index in 0..<count { body(index) }
            return
        }
        defer { crew.unclaim() }
        withoutActuallyEscaping(body) { escapable in
            withUnsafePointer(to: escapable) { crew.run(RunningLoop(body: $0, count: count)) }
        }
    }

    /// The results of `body` for every index of `0 ..< count`, several at a time.
    public func map<Result>(_ count: Int, _ body: (Int) -> Result) -> [Result] {
        var results = [Result?](repeating: nil, count: count)
        results.withUnsafeMutableBufferPointer { out in forEach(count) { out[$0] = body($0) } }
        return results.compactMap { $0 }
    }

    /// Splits `0 ..< count` into consecutive ranges of `grain` indices (the last one may be shorter) and calls `body`
    /// with each, as `forEach` does.
    public func forRanges(_ count: Int, grain: Int, _ body: (Range<Int>) -> Void) {
        let size = max(grain, 1)
        forEach((count &+ size &- 1) / size) { part in
            body((part &* size)..<min(count, (part &+ 1) &* size))
        }
    }
}
