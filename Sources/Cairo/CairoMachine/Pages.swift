import Glibc

/// Zeroed memory blocks: small ones from the heap, large ones as fresh pages that cost nothing until touched.
enum Pages {
    private static var threshold: Int { 1 << 17 }

    /// A zeroed block, or nil when there is no memory. `huge` asks for 2 MiB pages: 512 times fewer page faults for
    /// memory that is written densely, wasteful for sparse writes.
    static func allocate(_ bytes: Int, huge: Bool) -> UnsafeMutableRawPointer? {
        if bytes < threshold { return calloc(1, max(bytes, 1)) }
        let p = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let p, p != MAP_FAILED else { return nil }
        if huge && bytes >= 1 << 22 { madvise(p, bytes, MADV_HUGEPAGE) }
        return p
    }

    /// A zeroed range of addresses that takes memory page by page as it is written, or nil. It never has to grow, so
    /// nothing is copied; far from its start it uses huge pages, which a short run never reaches.
    static func reserve(_ bytes: Int) -> UnsafeMutableRawPointer? {
        let p = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let p, p != MAP_FAILED else { return nil }
        let small = 1 << 22
        if bytes > 2 * small { madvise(p + small, bytes - small, MADV_HUGEPAGE) }
        return p
    }

    static func releaseReserved(_ p: UnsafeMutableRawPointer, _ bytes: Int) { munmap(p, bytes) }

    static func release(_ p: UnsafeMutableRawPointer, _ bytes: Int) {
        if bytes < threshold { free(p) } else { munmap(p, bytes) }
    }
}
