/// Finds values that were seen before: a hash table with open addressing from values to ids.
struct ValueTable {
    private var slots: [UInt32]
    private var mask: Int
    private var used = 0
    /// Small values beyond this number are numbered with the large ones, which may be any values.
    private let smallMax: Int
    /// The values so far, in order of first occurrence (STWO §6.9 step 4).
    private(set) var memory = RunMemory(addressToId: [], smallWords: [], bigWords: [])

    init(expected: Int, smallMax: Int) {
        self.smallMax = smallMax
        var size = 1024
        while size < 2 * expected { size *= 2 }
        slots = [UInt32](repeating: RunMemory.hole, count: size)
        mask = size - 1
    }

    /// The id of a value, which is new or not.
    mutating func id(of value: SIMD8<UInt32>) -> UInt32 {
        if 2 * used >= slots.count { grow() }
        var slot = Self.hash(value) & mask
        while slots[slot] != RunMemory.hole {
            if memory.value(id: slots[slot]) == value { return slots[slot] }
            slot = (slot + 1) & mask
        }
        let id = append(value)
        slots[slot] = id
        used += 1
        return id
    }

    private mutating func append(_ value: SIMD8<UInt32>) -> UInt32 {
        let isSmall = value[2] <= 0xff && (value[3] | value[4] | value[5] | value[6] | value[7]) == 0
        if isSmall && memory.smallCount < smallMax {
            for k in 0..<3 { memory.smallWords.append(value[k]) }
            return UInt32(memory.smallCount - 1)
        }
        for k in 0..<8 { memory.bigWords.append(value[k]) }
        return RunMemory.bigIdBase + UInt32(memory.bigCount - 1)
    }

    private mutating func grow() {
        let ids = slots.filter { $0 != RunMemory.hole }
        slots = [UInt32](repeating: RunMemory.hole, count: 2 * slots.count)
        mask = slots.count - 1
        for id in ids {
            guard let value = memory.value(id: id) else { continue }
            var slot = Self.hash(value) & mask
            while slots[slot] != RunMemory.hole { slot = (slot + 1) & mask }
            slots[slot] = id
        }
    }

    /// Values come from the run's owner, who can only slow himself down with collisions.
    private static func hash(_ value: SIMD8<UInt32>) -> Int {
        let halves = unsafeBitCast(value, to: SIMD4<UInt64>.self)
        var h: UInt64 = 0x9e37_79b9_7f4a_7c15
        for k in 0..<4 {
            h = (h ^ halves[k]) &* 0xff51_afd7_ed55_8ccd
            h ^= h >> 32
        }
        return Int(truncatingIfNeeded: h)
    }
}
