import Foundation
import Threading

/// SIGTERM and SIGINT as an ordinary event: block them before any thread starts, then wait in one place.
public enum TerminationSignals {
    /// Blocks both signals in this thread and in those started later, and ignores SIGPIPE. Call it first.
    public static func block() {
        var set = signals
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Waits until one of the signals arrives and returns its number.
    @discardableResult
    public static func wait() -> Int32 {
        var set = signals
        var number: Int32 = 0
        while sigwait(&set, &number) != 0 {}
        return number
    }

    /// Calls `body` on a thread of its own when one of the signals arrives, and ends the process as the signal would have: for
    /// a command that has something to say before it goes.
    public static func handle(_ body: @escaping @Sendable () -> Void) {
        block()
        JoinableThread.start(stackByteCount: 1 << 20) {
            let number = wait()
            body()
            exit(128 + number)
        }?.detach()
    }

    private static var signals: sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTERM)
        sigaddset(&set, SIGINT)
        return set
    }
}
