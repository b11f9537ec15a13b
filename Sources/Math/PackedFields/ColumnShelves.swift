import Glibc

/// Free areas of powers of two, in chunks of addresses: an area is halved for a smaller request, and joined with its other half
/// when both are free. Chunks are ranges of addresses that take memory as they are written.
struct ColumnShelves: ~Copyable {
    /// Binary logarithm of the bytes of a chunk, but for larger areas, which have one of their own.
    private static var chunkOrder: Int { 26 }
    /// Smaller free parts of chunks in use are not worth a call to the system: half a huge page.
    private static var trimmedOrder: Int { 20 }

    private struct Chunk {
        let base: UInt
        let order: Int
    }
    /// The free areas of one size, any of which can be removed: their addresses, and the place of each among them.
    private struct Shelf {
        var areas: [UInt] = []
        var places: [UInt: Int] = [:]

        mutating func add(_ area: UInt) {
            places[area] = areas.count
            areas.append(area)
        }
        mutating func remove(_ area: UInt) -> Bool {
            guard let place = places.removeValue(forKey: area) else { return false }
            let last = areas.removeLast()
            if last != area {
                areas[place] = last
                places[last] = place
            }
            return true
        }
        mutating func pop() -> UInt? {
            guard let area = areas.last else { return nil }
            return remove(area) ? area : nil
        }
    }

    /// By ascending base.
    private var chunks: [Chunk] = []
    /// By log2 of the size: areas that were written to since they were mapped or given back, and those that were not.
    private var used = [Shelf](repeating: Shelf(), count: 64)
    private var fresh = [Shelf](repeating: Shelf(), count: 64)
    var use = ColumnMemory.Use()
    var bound = Int.max

    /// An area of `2^order` bytes; 0 where the system has none. Written ones first: their pages are there already.
    mutating func take(order: Int) -> UInt {
        let bytes = 1 << order
        var area: UInt?, isUsed = true
        for size in order..<64 where area == nil { area = Self.split(&used, size, to: order) }
        if area == nil {
            isUsed = false
            if use.live + use.kept + bytes > bound { trim() }
            for size in order..<64 where area == nil { area = Self.split(&fresh, size, to: order) }
        }
        if area == nil {
            guard map(order: max(order, Self.chunkOrder)) else { return 0 }
            area = Self.split(&fresh, max(order, Self.chunkOrder), to: order)
        }
        guard let area else { return 0 }
        if isUsed { use.kept -= bytes }
        use.live += bytes
        use.peak = max(use.peak, use.live)
        return area
    }

    /// A free area of one size cut down to another, the upper halves staying free.
    private static func split(_ shelves: inout [Shelf], _ size: Int, to order: Int) -> UInt? {
        guard let area = shelves[size].pop() else { return nil }
        for half in order..<size { shelves[half].add(area + 1 << UInt(half)) }
        return area
    }

    mutating func put(_ area: UInt, order: Int) {
        use.live -= 1 << order
        use.kept += 1 << order
        let chunk = chunks[place(of: area)]
        var area = area, order = order
        while order < chunk.order {
            let other = chunk.base + ((area - chunk.base) ^ (1 << UInt(order)))
            if fresh[order].remove(other) {
                // It counts as written now.
                use.kept += 1 << order
            } else if !used[order].remove(other) {
                break
            }
            area = min(area, other)
            order += 1
        }
        used[order].add(area)
    }

    /// The chunk that an area lies in.
    private func place(of area: UInt) -> Int {
        var low = 0, high = chunks.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if chunks[middle].base <= area { low = middle } else { high = middle }
        }
        return low
    }

    private mutating func map(order: Int) -> Bool {
        let bytes = 1 << order, huge = 2 << 20
        // More than asked for, to start at a huge page.
        let range = mmap(
            nil, bytes + huge, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let range, range != MAP_FAILED else { return false }
        let start = UInt(bitPattern: range), base = (start + UInt(huge) - 1) / UInt(huge) * UInt(huge)
        if base > start { munmap(range, Int(base - start)) }
        let end = start + UInt(bytes + huge)
        munmap(UnsafeMutableRawPointer(bitPattern: base + UInt(bytes)), Int(end - base) - bytes)
        madvise(UnsafeMutableRawPointer(bitPattern: base), bytes, 14)  // MADV_HUGEPAGE; a refusal costs speed only
        let chunk = Chunk(base: base, order: order)
        chunks.insert(chunk, at: chunks.firstIndex { $0.base > base } ?? chunks.count)
        fresh[order].add(base)
        return true
    }

    /// Gives whole free chunks back, and the memory of free parts of the others.
    mutating func trim() {
        var left: [Chunk] = []
        for chunk in chunks {
            if used[chunk.order].remove(chunk.base) || fresh[chunk.order].remove(chunk.base) {
                munmap(UnsafeMutableRawPointer(bitPattern: chunk.base), 1 << chunk.order)
            } else {
                left.append(chunk)
            }
        }
        chunks = left
        for order in Self.trimmedOrder..<64 {
            while let area = used[order].pop() {
                madvise(UnsafeMutableRawPointer(bitPattern: area), 1 << order, MADV_DONTNEED)
                fresh[order].add(area)
            }
        }
        use.kept = used.indices.reduce(0) { $0 + used[$1].areas.count << $1 }
    }
}
