import CLinux
import Glibc
import Synchronization

/// Frames on their way to one link: filled by any thread, emptied by the link's own, which is woken through an
/// eventfd.
final class SendQueue: Sendable {
    private struct State {
        var frames: [[UInt8]] = []
        var byteCount = 0
        var ending: NetworkError?
    }

    private let state = Mutex(State())
    private let byteCountMax: Int
    /// Readable when something changed.
    let wake: Int32

    init(byteCountMax: Int) throws(NetworkError) {
        self.byteCountMax = byteCountMax
        wake = eventfd(0, Int32(EFD_NONBLOCK | EFD_CLOEXEC))
        guard wake >= 0 else { throw .system(call: "eventfd", code: errno) }
    }

    deinit { close(wake) }

    /// Queues frames, all or none; false when the link is ending or they do not fit.
    func add(_ frames: [[UInt8]]) -> Bool {
        let count = frames.reduce(0) { $0 + $1.count }
        let isTaken = state.withLock { state in
            guard state.ending == nil, state.byteCount + count <= byteCountMax else { return false }
            state.frames += frames
            state.byteCount += count
            return true
        }
        if isTaken { signal() }
        return isTaken
    }

    /// Everything queued, each frame behind its length (4 bytes, big-endian), and why the link should end.
    func take() -> (bytes: [UInt8], ending: NetworkError?) {
        let (frames, ending) = state.withLock { state in
            defer {
                state.frames = []
                state.byteCount = 0
            }
            return (state.frames, state.ending)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(frames.reduce(0) { $0 + $1.count + 4 })
        for frame in frames {
            for shift in [24, 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: frame.count >> shift)) }
            bytes += frame
        }
        return (bytes, ending)
    }

    /// Why the link should end, if it should.
    var ending: NetworkError? { state.withLock { $0.ending } }

    /// Asks the link to end. The first reason stays.
    func end(_ reason: NetworkError) {
        state.withLock { $0.ending = $0.ending ?? reason }
        signal()
    }

    private func signal() {
        var one: UInt64 = 1
        _ = write(wake, &one, MemoryLayout<UInt64>.size)
    }

    /// Makes `wake` unreadable again.
    func acknowledge() {
        var value: UInt64 = 0
        _ = read(wake, &value, MemoryLayout<UInt64>.size)
    }
}
