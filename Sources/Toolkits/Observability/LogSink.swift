internal import Foundation

/// The bounded queue behind a `Logger` and the thread that writes it out.
final class LogSink: @unchecked Sendable {
    static let queuedBytesMax = 4 << 20

    let level: LogLevel
    let format: LogFormat
    private let descriptor: Int32
    // Guarded by `condition`.
    private let condition = NSCondition()
    private var queue: [UInt8] = []
    private var dropped = 0
    private var isWriting = false

    init(level: LogLevel, descriptor: Int32) {
        self.level = level
        self.descriptor = descriptor
        format = LogFormat(isTerminal: isatty(descriptor) == 1, environment: ProcessInfo.processInfo.environment)
        let thread = Thread { [self] in writeForever() }
        thread.name = "log"
        thread.stackSize = 256 << 10
        thread.start()
    }

    func submit(_ line: [UInt8]) {
        condition.lock()
        defer { condition.unlock() }
        if queue.count + line.count > Self.queuedBytesMax {
            dropped += 1
            return
        }
        queue += line
        condition.broadcast()
    }

    func flush() {
        condition.lock()
        defer { condition.unlock() }
        let end = Date(timeIntervalSinceNow: 2)
        while !queue.isEmpty || isWriting {
            if !condition.wait(until: end) { return }
        }
    }

    private func writeForever() {
        while true {
            condition.lock()
            isWriting = false
            condition.broadcast()
            while queue.isEmpty { condition.wait() }
            var batch = queue
            queue = []
            isWriting = true
            let lost = dropped
            dropped = 0
            condition.unlock()
            if lost > 0 {
                batch += LogLine.encode(
                    format, level: .warning, part: "log", message: "lines dropped", fields: ["count": LogValue(lost)])
            }
            write(batch)
        }
    }

    private func write(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[offset...])
                let written = Foundation.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 {
                    if errno == EINTR { continue }
                    return
                }
                offset += written
            }
        }
    }
}
