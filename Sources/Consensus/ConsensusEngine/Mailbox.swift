import Glibc

/// A bounded queue that one thread waits on with a deadline.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
    // All state is behind `mutex`.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var messages: [(message: Message, byteCount: Int)] = []
    private var byteCount = 0
    private let countMax: Int
    private let byteCountMax: Int

    init(countMax: Int, byteCountMax: Int) {
        self.countMax = countMax
        self.byteCountMax = byteCountMax
        pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        pthread_condattr_init(&attributes)
        pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        pthread_cond_init(condition, &attributes)
        pthread_condattr_destroy(&attributes)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Adds a message; false when the mailbox is full and the message may be dropped.
    @discardableResult
    func post(_ message: Message, byteCount: Int = 0, mustKeep: Bool = false) -> Bool {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        guard mustKeep || messages.count < countMax && self.byteCount + byteCount <= byteCountMax else { return false }
        messages.append((message, byteCount))
        self.byteCount += byteCount
        pthread_cond_signal(condition)
        return true
    }

    /// Waits until there are messages or the monotonic clock shows `deadlineMillis`, and takes all of them.
    func take(until deadlineMillis: Int?) -> [Message] {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while messages.isEmpty {
            if let deadlineMillis {
                var time = timespec(tv_sec: deadlineMillis / 1_000, tv_nsec: deadlineMillis % 1_000 * 1_000_000)
                if pthread_cond_timedwait(condition, mutex, &time) == ETIMEDOUT { break }
            } else {
                pthread_cond_wait(condition, mutex)
            }
        }
        defer {
            messages = []
            byteCount = 0
        }
        return messages.map(\.message)
    }
}
