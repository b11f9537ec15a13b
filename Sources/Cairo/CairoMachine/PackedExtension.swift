import FiniteFields

/// Elements of the degree-4 extension of M31 packed into a felt, 36 bits per coordinate (EXEC spec §6.2).
enum PackedExtension {
    static func unpack(_ v: MemoryValue) throws(MachineError) -> QM31 {
        guard !v.isPointer, v.top == 0, v.l2 >> 16 == 0 else { throw .extensionOperand }
        let mask: UInt64 = (1 << 36) - 1
        let coordinates = (
            v.l0 & mask, (v.l0 >> 36 | v.l1 << 28) & mask, (v.l1 >> 8) & mask, (v.l1 >> 44 | v.l2 << 20) & mask
        )
        return QM31(
            try coordinate(coordinates.0), try coordinate(coordinates.1), try coordinate(coordinates.2),
            try coordinate(coordinates.3))
    }

    private static func coordinate(_ x: UInt64) throws(MachineError) -> M31 {
        guard x < UInt64(M31.modulus) else { throw .extensionOperand }
        return M31(canonical: UInt32(x))
    }

    static func pack(_ q: QM31) -> MemoryValue {
        let a = UInt64(q.a.value), b = UInt64(q.b.value), c = UInt64(q.c.value), d = UInt64(q.d.value)
        return MemoryValue(a | b << 36, b >> 28 | c << 8 | d << 44, d >> 20, MemoryValue.felt)
    }

    static func add(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        pack(try unpack(a) + unpack(b))
    }

    static func subtract(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        pack(try unpack(a) - unpack(b))
    }

    static func multiply(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        pack(try unpack(a) * unpack(b))
    }

    static func divide(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        let divisor = try unpack(b)
        guard divisor != .zero else { throw .extensionOperand }
        return pack(try unpack(a) * divisor.inverse)
    }
}
