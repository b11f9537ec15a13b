import EllipticCurves
import FiniteFields
import SHA2

/// Running the hints of Cairo 0 programs.
extension Machine {
    func run(_ hint: ZeroHint) throws(MachineError) {
        switch hint {
        case .addSegment: try putAtAP(.pointer(try addSegment(), 0))
        case .check: break
        case .divide(let value, let divisor, let quotient, let remainder):
            let (q, r) = try Machine.divide(try felt(value), try felt(divisor))
            try write(q, at: try place(quotient))
            try write(r, at: try place(remainder))
        case .split(let value, let low, let high):
            let v = try felt(value)
            try write(MemoryValue(v.l0, v.l1, 0, MemoryValue.felt), at: try place(low))
            try write(MemoryValue(v.l2, v.top, 0, MemoryValue.felt), at: try place(high))
        case .findSmallArcs(let rangeCheck, let a, let b):
            guard let pointer = try value(rangeCheck).asAddress else { throw .notPointer }
            try findSmallArcs(pointer, try felt(a), try felt(b))
        case .excludedArc(let arc): try putAtAP(.small(hints.excludedArc != arc ? 1 : 0))
        case .isBelowWord(let a, let negated):
            var v = try felt(a)
            if negated { v = WordField.sub(WordField.negative(v), .small(1)) }
            try putAtAP(.small(v.isWord128 ? 0 : 1))
        case .enterLoop(let count):
            guard let n = try value(count).asUInt64, hints.loopCounts.count < 1 << 20 else { throw .hint }
            hints.loopCounts.append(n)
        case .continueLoop(let flag):
            guard let n = hints.loopCounts.popLast(), n > 0 else { throw .hint }
            hints.loopCounts.append(n - 1)
            try write(.small(n > 1 ? 1 : 0), at: try place(flag))
        case .exitScope: guard hints.loopCounts.popLast() != nil else { throw .hint }
        case .encodeFelts(let values, let count, let words):
            guard let source = try value(values).asAddress, let target = try value(words).asAddress,
                let n = try value(count).asUInt64, n < 1 << 24
            else { throw .hint }
            try encode(source, n, target)
        case .isShortFelt(let values, let end):
            guard let source = try value(values).asAddress, let limit = try value(end).asAddress else { throw .hint }
            var isShort = false
            if source != limit { isShort = Machine.isShort(try felt(at: source)) }
            try putAtAP(.small(isShort ? 1 : 0))
        case .randomPoint(let p, let m, let q, let s): try randomPoint(p, m, q, s)
        case .fillModular(let add, let addCount, let mul, let mulCount):
            guard let addStart = try value(add).asAddress, let mulStart = try value(mul).asAddress,
                let adds = try value(addCount).asUInt64, let muls = try value(mulCount).asUInt64
            else { throw .hint }
            try fillModular(add: (addStart, adds), multiply: (mulStart, muls))
        case .unknown: throw .unknownHint
        }
    }

    // MARK: - Variables

    /// The address a variable stands for, before its content is taken.
    private func place(_ reference: ZeroReference) throws(MachineError) -> MachineAddress {
        let register = MachineAddress(segment: 1, offset: reference.usesAP ? ap : fp)
        guard let cell = register.advanced(by: reference.offset) else { throw .addressRange }
        guard reference.readsCell else {
            guard let address = cell.advanced(by: reference.addend) else { throw .addressRange }
            return address
        }
        guard let address = try address(at: cell).advanced(by: reference.addend) else { throw .addressRange }
        return address
    }

    private func value(_ reference: ZeroReference) throws(MachineError) -> MemoryValue {
        let address = try place(reference)
        guard reference.isContent else { return MemoryValue(address) }
        guard let value = value(at: address) else { throw .hint }
        return value
    }

    private func felt(_ reference: ZeroReference) throws(MachineError) -> MemoryValue {
        let v = try value(reference)
        guard !v.isPointer else { throw .notFelt }
        return v
    }

    private func putAtAP(_ value: MemoryValue) throws(MachineError) {
        try write(value, at: MachineAddress(segment: 1, offset: ap))
    }

    // MARK: - Larger hints

    private static func isShort(_ felt: Felt252) -> Bool {
        guard let value = felt.asUInt64 else { return false }
        return value < 1 << 63
    }

    /// Two big-endian words for felts below 2^63, eight with the top bit set for the others.
    private func encode(_ source: MachineAddress, _ count: UInt64, _ target: MachineAddress) throws(MachineError) {
        var cell = target
        for i in 0..<count {
            let v = MemoryValue(try felt(at: MachineAddress(segment: source.segment, offset: source.offset &+ i)))
            var words = [UInt32(truncatingIfNeeded: v.l0 >> 32), UInt32(truncatingIfNeeded: v.l0)]
            if v.l1 | v.l2 | v.top != 0 || v.l0 >> 63 != 0 {
                words = []
                for limb in [v.top | 1 << 63, v.l2, v.l1, v.l0] {
                    words += [UInt32(truncatingIfNeeded: limb >> 32), UInt32(truncatingIfNeeded: limb)]
                }
            }
            for word in words {
                try write(.small(UInt64(word)), at: cell)
                cell.offset = cell.offset &+ 1
            }
        }
    }

    /// cairo-lang's seeded point: SHA-256 of the inputs gives a sign and a seed, SHA-256 of seed and counter an x.
    private func randomPoint(
        _ p: ZeroReference, _ m: ZeroReference, _ q: ZeroReference, _ s: ZeroReference
    ) throws(MachineError) {
        var bytes: [UInt8] = []
        for (reference, cells) in [(p, 2), (m, 1), (q, 2)] {
            let start = try place(reference)
            for i in 0..<UInt64(cells) {
                let cell = MachineAddress(segment: start.segment, offset: start.offset &+ i)
                bytes += try felt(at: cell).bigEndianBytes
            }
        }
        let seed = SHA256.hash(bytes)
        for counter in 0..<100 as Range<UInt8> {
            let digest = SHA256.hash(seed.dropFirst() + [counter] + [UInt8](repeating: 0, count: 9))
            guard let integer = UInt256(bigEndianBytes: digest) else { throw .hint }
            let x = Felt252(reducing: integer)
            guard let root = StarkCurve.rightSide(x).squareRoot else { continue }
            let smaller = Machine.isLess(MemoryValue(-root), MemoryValue(root)) ? -root : root
            let target = try place(s)
            try write(x, at: target)
            let y = seed[0] & 1 == 0 ? smaller : -smaller
            try write(y, at: MachineAddress(segment: target.segment, offset: target.offset &+ 1))
            return
        }
        throw .hint
    }
}
