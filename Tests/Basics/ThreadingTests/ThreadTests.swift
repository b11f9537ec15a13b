import Synchronization
import Testing
import Threading

struct ThreadTests {
    /// What threads of a test write down.
    private final class Notes: Sendable {
        private let list = Mutex<[Int]>([])
        func add(_ number: Int) { list.withLock { $0.append(number) } }
        var all: [Int] { list.withLock { $0 } }
    }

    @Test func `a joined thread has run and let go of what it held`() throws {
        weak var held: Notes?
        let notes = Notes()
        do {
            let box = Notes()
            held = box
            let thread = try #require(
                JoinableThread.start(stackByteCount: 1 << 20) {
                    box.add(1)
                    notes.add(box.all.count)
                })
            #expect(!thread.isCurrent)
            thread.join()
        }
        #expect(notes.all == [1])
        #expect(held == nil)
    }

    @Test func `a thread that waits sees what another changes under the lock`() throws {
        final class Queue: @unchecked Sendable {
            // Guarded by the monitor.
            let monitor = Monitor()
            var numbers: [Int] = []
        }
        let queue = Queue(), notes = Notes()
        let taker = try #require(
            JoinableThread.start {
                for _ in 0..<3 {
                    notes.add(
                        queue.monitor.withLock {
                            while queue.numbers.isEmpty { queue.monitor.wait() }
                            return queue.numbers.removeFirst()
                        })
                }
            })
        for number in 7..<10 {
            queue.monitor.withLock {
                queue.numbers.append(number)
                queue.monitor.signal()
            }
        }
        taker.join()
        #expect(notes.all == [7, 8, 9])
    }

    @Test func `a wait ends at its time, not before, and the lock is held again`() {
        let monitor = Monitor(), deadline = MonotonicClock.nowMillis + 20
        monitor.withLock {
            while monitor.wait(untilMillis: deadline) {}
            #expect(!monitor.tryLock())
        }
        #expect(MonotonicClock.nowMillis >= deadline)
        #expect(monitor.tryLock())
        monitor.unlock()
    }

    @Test func `a flag stays set and ends the waits for it`() throws {
        let flag = StopFlag(), notes = Notes()
        let waiting = try #require(JoinableThread.start { notes.add(flag.wait(millis: .max / 2) ? 1 : 0) })
        #expect(!flag.isSet && !flag.wait(millis: 1))
        flag.set()
        waiting.join()
        #expect(notes.all == [1] && flag.isSet && flag.wait(millis: .max / 2))
    }
}
