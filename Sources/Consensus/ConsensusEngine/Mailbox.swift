import Threading

/// A bounded queue that one thread waits on with a deadline.
final class Mailbox<Message: Sendable>: @unchecked Sendable {
    // Guards all state.
    private let monitor = Monitor()
    private var messages: [(message: Message, byteCount: Int)] = []
    private var byteCount = 0
    private let countMax: Int
    private let byteCountMax: Int

    init(countMax: Int, byteCountMax: Int) {
        self.countMax = countMax
        self.byteCountMax = byteCountMax
    }

    /// Adds a message; false when the mailbox is full and the message may be dropped.
    @discardableResult
    func post(_ message: Message, byteCount: Int = 0, mustKeep: Bool = false) -> Bool {
        monitor.withLock {
            guard mustKeep || messages.count < countMax && self.byteCount + byteCount <= byteCountMax else {
                return false
            }
            messages.append((message, byteCount))
            self.byteCount += byteCount
            monitor.signal()
            return true
        }
    }

    /// Waits until there are messages or the monotonic clock shows `deadlineMillis`, and takes all of them.
    func take(until deadlineMillis: Int?) -> [Message] {
        monitor.withLock {
            while messages.isEmpty {
                if let deadlineMillis {
                    if !monitor.wait(untilMillis: deadlineMillis) { break }
                } else {
                    monitor.wait()
                }
            }
            defer {
                messages = []
                byteCount = 0
            }
            return messages.map(\.message)
        }
    }
}
