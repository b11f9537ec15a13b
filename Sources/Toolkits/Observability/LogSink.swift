import Foundation
import Threading

/// The bounded queue behind a `Logger` and the thread that writes it out.
final class LogSink: @unchecked Sendable {
    static let queuedBytesMax = 4 << 20

    let level: LogLevel
    let format: LogFormat
    private let descriptor: Int32
    // Guards the rest.
    private let monitor = Monitor()
    private var queue: [UInt8] = []
    private var dropped = 0
    private var isWriting = false

    init(level: LogLevel, descriptor: Int32) {
        self.level = level
        self.descriptor = descriptor
        format = LogFormat(isTerminal: isatty(descriptor) == 1, environment: ProcessInfo.processInfo.environment)
        JoinableThread.start(stackByteCount: 256 << 10) { [self] in writeForever() }?.detach()
    }

    func submit(_ line: [UInt8]) {
        monitor.lock()
        defer { monitor.unlock() }
        if queue.count + line.count > Self.queuedBytesMax {
            dropped += 1
            return
        }
        queue += line
        monitor.broadcast()
    }

    func flush() {
        monitor.lock()
        defer { monitor.unlock() }
        let end = MonotonicClock.nowMillis + 2_000
        while !queue.isEmpty || isWriting {
            if !monitor.wait(untilMillis: end) { return }
        }
    }

    private func writeForever() {
        while true {
            monitor.lock()
            isWriting = false
            monitor.broadcast()
            while queue.isEmpty { monitor.wait() }
            var batch = queue
            queue = []
            isWriting = true
            let lost = dropped
            dropped = 0
            monitor.unlock()
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
