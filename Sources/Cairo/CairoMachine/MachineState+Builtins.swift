import CasmModel
import EllipticCurves
import FiniteFields
import HashFunctions

/// What the builtins compute: unknown output cells from known input cells (EXEC spec §6.3).
extension MachineState {
    /// The builtin whose segment this is.
    func builtin(of s: UInt64) -> Builtin? {
        guard s < segmentCount, segments[Int(s)].builtin > 0 else { return nil }
        return Builtin(rawValue: segments[Int(s)].builtin - 1)
    }

    /// Computes the instance that covers the cell if its inputs are known, and writes all its outputs.
    @inline(never)
    mutating func deduce(_ s: UInt64, _ o: UInt64) throws(MachineError) -> MemoryValue {
        guard let builtin = builtin(of: s), let inputs = builtin.inputCells else { return .unknown }
        let start = o - o % UInt64(builtin.cellsPerInstance)
        guard o - start >= UInt64(inputs), areFelts(s, start, inputs) else { return .unknown }
        try writeOutputs(builtin, s, start)
        return read(s, o)
    }

    private func areFelts(_ s: UInt64, _ start: UInt64, _ count: Int) -> Bool {
        for i in 0..<UInt64(count) {
            let v = peek(s, start + i)
            guard v.isKnown, !v.isPointer else { return false }
        }
        return true
    }

    /// Writes (or compares) the outputs of an instance whose inputs are all felts.
    private mutating func writeOutputs(_ builtin: Builtin, _ s: UInt64, _ start: UInt64) throws(MachineError) {
        switch builtin {
        case .pedersen:
            let hash = Pedersen.hash(felt(s, start), felt(s, start + 1))
            try write(s, start + 2, MemoryValue(hash), accessed: false)
        case .poseidon:
            let h = Poseidon.permute(felt(s, start), felt(s, start + 1), felt(s, start + 2))
            try write(s, start + 3, MemoryValue(h.0), accessed: false)
            try write(s, start + 4, MemoryValue(h.1), accessed: false)
            try write(s, start + 5, MemoryValue(h.2), accessed: false)
        case .bitwise:
            let x = peek(s, start), y = peek(s, start + 1)
            guard x.top >> 59 == 0, y.top >> 59 == 0 else { throw .builtin }
            let and = MemoryValue(x.l0 & y.l0, x.l1 & y.l1, x.l2 & y.l2, x.top & y.top | MemoryValue.felt)
            let xor = MemoryValue(x.l0 ^ y.l0, x.l1 ^ y.l1, x.l2 ^ y.l2, (x.top ^ y.top) | MemoryValue.felt)
            let or = MemoryValue(x.l0 | y.l0, x.l1 | y.l1, x.l2 | y.l2, x.top | y.top | MemoryValue.felt)
            try write(s, start + 2, and, accessed: false)
            // Bits 0 to 250 can exceed p only together with the top pattern, which no operand below p has.
            try write(s, start + 3, MachineState.canonical(xor), accessed: false)
            try write(s, start + 4, MachineState.canonical(or), accessed: false)
        case .ecOp:
            let p = AffinePoint(x: felt(s, start), y: felt(s, start + 1))
            let q = AffinePoint(x: felt(s, start + 2), y: felt(s, start + 3))
            guard let sum = CurveOperation.sum(p, multiple: felt(s, start + 4), of: q) else { throw .builtin }
            try write(s, start + 5, MemoryValue(sum.x), accessed: false)
            try write(s, start + 6, MemoryValue(sum.y), accessed: false)
        case .keccak:
            try writeKeccak(s, start)
        default: break
        }
    }

    /// The felt at a cell that is known to hold one.
    private func felt(_ s: UInt64, _ o: UInt64) -> Felt252 { peek(s, o).asFelt ?? .zero }

    static func canonical(_ v: MemoryValue) -> MemoryValue { WordField.reduceOnce(v.l0, v.l1, v.l2, v.top) }

    /// Keccak-f[1600] on eight words of 200 bits.
    private mutating func writeKeccak(_ s: UInt64, _ start: UInt64) throws(MachineError) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(200)
        for i in 0..<8 {
            let v = peek(s, start + UInt64(i))
            guard v.top >> 8 == 0 else { throw .builtin }
            for limb in [v.l0, v.l1, v.l2] {
                for k in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: limb >> UInt64(8 * k))) }
            }
            bytes.append(UInt8(v.top))
        }
        var lanes = [UInt64](repeating: 0, count: 25)
        for (i, byte) in bytes.enumerated() { lanes[i / 8] |= UInt64(byte) << UInt64(8 * (i % 8)) }
        Keccak.permute(&lanes)
        for i in 0..<200 { bytes[i] = UInt8(truncatingIfNeeded: lanes[i / 8] >> UInt64(8 * (i % 8))) }
        for i in 0..<8 {
            var limbs: [UInt64] = [0, 0, 0, 0]
            for k in 0..<25 { limbs[k / 8] |= UInt64(bytes[25 * i + k]) << UInt64(8 * (k % 8)) }
            let word = MemoryValue(limbs[0], limbs[1], limbs[2], limbs[3] | MemoryValue.felt)
            try write(s, start + 8 + UInt64(i), word, accessed: false)
        }
    }

    /// Checks every instance of a builtin segment: inputs there, outputs as computed (missing ones are filled in).
    mutating func completeBuiltin(_ s: UInt64) throws(MachineError) {
        guard let builtin = builtin(of: s), let inputs = builtin.inputCells else { return }
        let cells = UInt64(builtin.cellsPerInstance)
        var start: UInt64 = 0
        while start < segments[Int(s)].used {
            guard areFelts(s, start, inputs) else { throw .builtin }
            try writeOutputs(builtin, s, start)
            start += cells
        }
    }
}

extension Builtin {
    /// The number of input cells of builtins whose outputs are a function of them; nil for the others.
    var inputCells: Int? {
        switch self {
        case .pedersen, .bitwise: 2
        case .poseidon: 3
        case .ecOp: 5
        case .keccak: 8
        default: nil
        }
    }
}
