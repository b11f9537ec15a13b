import Glibc
import Synchronization

/// Memory for columns and digests, aligned to whole vectors, kept for reuse.
///
/// Fresh pages cost more than most of what a prover does with them: the system clears each one, which can take longer
/// than a Fourier transform of its contents. All large areas here are powers of two, so a freed one serves the next
/// request of its size, a part of it a smaller one, and with its free neighbours a larger one (`ColumnShelves`).
public enum ColumnMemory {
    /// Smaller areas are left to the C allocator.
    private static var recycledBytesMin: Int { 256 << 10 }
    private static let shelves = Mutex(ColumnShelves())

    private static func isRecycled(_ bytes: Int) -> Bool { bytes >= recycledBytesMin && bytes & (bytes - 1) == 0 }

    /// `bytes`: a power of two or any number below the recycled sizes. The contents are arbitrary.
    public static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
        if isRecycled(bytes) {
            let found = shelves.withLock { $0.take(order: bytes.trailingZeroBitCount) }
            guard let area = UnsafeMutableRawPointer(bitPattern: found) else { fatalError("out of memory") }
            return area
        }
        var area: UnsafeMutableRawPointer?
        guard posix_memalign(&area, 64, bytes) == 0, let area else { fatalError("out of memory") }
        return area
    }

    /// Takes an area back; `bytes` as it was allocated.
    public static func release(_ area: UnsafeMutableRawPointer, bytes: Int) {
        guard isRecycled(bytes) else { return free(area) }
        shelves.withLock { $0.put(UInt(bitPattern: area), order: bytes.trailingZeroBitCount) }
    }

    /// Returns all free areas to the system: for a process that goes on to do other things.
    public static func trim() { shelves.withLock { $0.trim() } }

    /// How much memory columns take.
    public struct Use: Equatable, Sendable {
        /// Bytes of columns that live, and of free ones that were written to and not given back.
        public var live = 0, kept = 0
        /// The most bytes that lived at a time.
        public var peak = 0
    }
    public static var use: Use { shelves.withLock { $0.use } }

    /// The most bytes of live and kept columns: before there are more, free ones go back to the system. Columns that live are
    /// not bounded by it.
    public static func keep(within bytes: Int) { shelves.withLock { $0.bound = bytes } }
}
