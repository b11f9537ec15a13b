public import ConstraintSystems
import FiniteFields
public import PackedFields

extension WitnessEvaluator {
    @inline(never) public mutating func memoryId(at address: PackedM31) -> PackedHint {
        let memory = context.memory
        var v = SIMD16<UInt32>(repeating: 0)
        for i in 0..<16 {
            let address = Int(address.lanes[i])
            if address < memory.addressCount {
                v[i] = memory.addressToId[address]
            } else {
                counters.isOutOfRange = true
            }
        }
        return PackedHint(lanes: v)
    }

    @inline(never) public mutating func memoryValue(id: PackedHint) -> PackedWord {
        let memory = context.memory
        let (vectors, words) = takeWord()
        for lane in 0..<16 {
            let id = Int(id.lanes[lane]), big = id &- 0x4000_0000
            if big >= 0 && big < memory.bigCount {
                let from = memory.bigValues + 8 &* big
                for k in 0..<8 { words[16 &* k &+ lane] = from[k] }
            } else {
                let isSmall = id < memory.smallCount
                if !isSmall { counters.isOutOfRange = true }
                let from = memory.smallValues + 3 &* (isSmall ? id : 0)
                for k in 0..<3 { words[16 &* k &+ lane] = isSmall ? from[k] : 0 }
                for k in 3..<8 { words[16 &* k &+ lane] = 0 }
            }
        }
        return PackedWord(vectors)
    }
    @inline(__always) mutating func takeWord() -> (UnsafeMutablePointer<SIMD16<UInt32>>, UnsafeMutablePointer<UInt32>) {
        let raw = UnsafeMutableRawPointer(arena.take(8).pointer)
        return (raw.assumingMemoryBound(to: SIMD16<UInt32>.self), raw.assumingMemoryBound(to: UInt32.self))
    }

    @inline(never) public func felt(_ limbs: Vector<PackedM31>) -> PackedFelt {
        var r = PackedFelt(lanes: [16 of Felt252](repeating: .zero))
        let p = UnsafeRawPointer(limbs.pointer).assumingMemoryBound(to: UInt32.self)
        for lane in 0..<16 {
            var w: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
            @inline(__always) func l(_ i: Int) -> UInt64 { UInt64(p[16 &* i &+ lane]) }
            for i in 0..<7 { w.0 |= l(i) << UInt64(9 &* i) }
            w.0 |= l(7) << 63
            w.1 = l(7) >> 1
            for i in 8..<14 { w.1 |= l(i) << UInt64(9 &* i &- 64) }
            w.1 |= l(14) << 62
            w.2 = l(14) >> 2
            for i in 15..<21 { w.2 |= l(i) << UInt64(9 &* i &- 128) }
            w.2 |= l(21) << 61
            w.3 = l(21) >> 3
            for i in 22..<28 { w.3 |= l(i) << UInt64(9 &* i &- 192) }
            r.lanes[lane] = Felt252(reducing: w.0, w.1, w.2, w.3)
        }
        return r
    }
    @inline(never) public mutating func cells(_ felt: PackedFelt) -> Vector<PackedM31> {
        let v = limbs(felt)
        for i in 0..<28 { v[i] = write(v[i]) }
        return v
    }
    @inline(never) public mutating func limbs(_ felt: PackedFelt) -> Vector<PackedM31> {
        // Lane by lane to word-sliced form, then vector shifts.
        let v = arena.take(28), mark = arena.mark
        let (vectors, words) = takeWord()
        for lane in 0..<16 {
            let (a, b, c, d) = felt.lanes[lane].limbs
            words[lane] = UInt32(truncatingIfNeeded: a)
            words[16 &+ lane] = UInt32(truncatingIfNeeded: a >> 32)
            words[32 &+ lane] = UInt32(truncatingIfNeeded: b)
            words[48 &+ lane] = UInt32(truncatingIfNeeded: b >> 32)
            words[64 &+ lane] = UInt32(truncatingIfNeeded: c)
            words[80 &+ lane] = UInt32(truncatingIfNeeded: c >> 32)
            words[96 &+ lane] = UInt32(truncatingIfNeeded: d)
            words[112 &+ lane] = UInt32(truncatingIfNeeded: d >> 32)
        }
        let word = PackedWord(vectors)
        for i in 0..<28 { v[i] = PackedM31(lanes: word.limb(i).lanes) }
        arena.reset(to: mark)
        return v
    }
}

// Chains: what a row's rounds are given.
extension WitnessEvaluator {
    @inlinable @inline(__always) public mutating func deduce(_ body: (inout Self) -> Void) { body(&self) }
    @inlinable @inline(__always) public func value(_ hint: PackedHint) -> PackedM31 { PackedM31(lanes: hint.lanes) }
    @inline(never) public mutating func tableFelt(row: PackedM31, _ column: Int) -> PackedFelt {
        var r = PackedFelt(lanes: [16 of Felt252](repeating: .zero))
        for lane in 0..<16 {
            let index = Int(row.lanes[lane])
            if let table = context.table, index < context.tableRows {
                r.lanes[lane] = table[context.tableColumns &* index &+ column]
            } else {
                counters.isOutOfRange = true
            }
        }
        return r
    }
    @inline(never) public mutating func pass(to relation: Relation, slot: Int, _ input: Vector<PackedM31>) {
        guard let callees = context.callees else { return }
        for index in 0..<context.calleeCount where callees[index].relation == relation.index {
            callees[index].take(slot: slot, row: row, input)
        }
    }
}
