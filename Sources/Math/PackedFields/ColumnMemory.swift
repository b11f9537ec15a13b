import Glibc
import Synchronization

/// Memory for columns and digests, aligned to whole vectors, kept for reuse.
///
/// Fresh pages cost more than most of what a prover does with them: the system clears each one, which can take longer
/// than a Fourier transform of its contents. All large areas here are powers of two, so a freed one serves the next
/// request of its size as it is. Areas of some megabytes ask for large pages.
public enum ColumnMemory {
    /// Smaller areas are left to the C allocator.
    private static var recycledBytesMin: Int { 256 << 10 }

    /// Free areas by log2 of their size.
    private struct Shelves: ~Copyable {
        var areas = [[UInt]](repeating: [], count: 64)
    }
    private static let shelves = Mutex(Shelves())

    /// `bytes`: a power of two or any number below the recycled sizes. The contents are arbitrary.
    public static func allocate(bytes: Int) -> UnsafeMutableRawPointer {
        if bytes >= recycledBytesMin, bytes & (bytes - 1) == 0 {
            let found = shelves.withLock { $0.areas[bytes.trailingZeroBitCount].popLast() }
            if let found, let area = UnsafeMutableRawPointer(bitPattern: found) { return area }
        }
        var area: UnsafeMutableRawPointer?
        let isLarge = bytes >= 4 << 20
        guard posix_memalign(&area, isLarge ? 2 << 20 : 64, bytes) == 0, let area else { fatalError("out of memory") }
        if isLarge { madvise(area, bytes, 14) }  // MADV_HUGEPAGE; a refusal costs speed only
        return area
    }

    /// Takes an area back; `bytes` as it was allocated.
    public static func release(_ area: UnsafeMutableRawPointer, bytes: Int) {
        guard bytes >= recycledBytesMin, bytes & (bytes - 1) == 0 else { return free(area) }
        shelves.withLock { $0.areas[bytes.trailingZeroBitCount].append(UInt(bitPattern: area)) }
    }

    /// Returns all free areas to the system: for a process that goes on to do other things.
    public static func trim() {
        let areas = shelves.withLock { shelves in
            let areas = shelves.areas.flatMap { $0 }
            for k in shelves.areas.indices { shelves.areas[k] = [] }
            return areas
        }
        for area in areas { free(UnsafeMutableRawPointer(bitPattern: area)) }
    }
}
