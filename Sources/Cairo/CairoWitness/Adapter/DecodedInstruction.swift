/// An instruction word's offsets and flags (STWO §6.4).
struct DecodedInstruction {
    let word: UInt64
    /// Bits from 63 on: 0 Stone, 1 Blake, 2 Blake finalize, 3 QM31.
    let opcodeExtension: UInt32

    /// Flags by bit, from bit 48 of the word on.
    struct Flags: OptionSet {
        let rawValue: UInt32
        static let dstFp = Flags(rawValue: 1 << 0), op0Fp = Flags(rawValue: 1 << 1)
        static let immediate = Flags(rawValue: 1 << 2), op1Fp = Flags(rawValue: 1 << 3)
        static let op1Ap = Flags(rawValue: 1 << 4), resAdd = Flags(rawValue: 1 << 5)
        static let resMul = Flags(rawValue: 1 << 6), jump = Flags(rawValue: 1 << 7)
        static let jumpRel = Flags(rawValue: 1 << 8), jnz = Flags(rawValue: 1 << 9)
        static let apAdd = Flags(rawValue: 1 << 10), apAdd1 = Flags(rawValue: 1 << 11)
        static let call = Flags(rawValue: 1 << 12), ret = Flags(rawValue: 1 << 13)
        static let assertEq = Flags(rawValue: 1 << 14)
        /// The three sources of op1 besides op0.
        static let op1: Flags = [.immediate, .op1Fp, .op1Ap]
    }

    /// Nil when the value has more than 72 bits: it cannot be an instruction.
    init?(_ value: SIMD8<UInt32>) {
        for k in 3..<8 where value[k] != 0 { return nil }
        guard value[2] <= 0xff else { return nil }
        word = UInt64(value[0]) | UInt64(value[1]) << 32
        opcodeExtension = UInt32(word >> 63) | value[2] << 1
    }

    var flags: Flags { Flags(rawValue: UInt32(word >> 48) & 0x7fff) }
    var offset0: Int { Int(word & 0xffff) - 0x8000 }
    var offset1: Int { Int(word >> 16 & 0xffff) - 0x8000 }
    var offset2: Int { Int(word >> 32 & 0xffff) - 0x8000 }
    var hasOneOp1Source: Bool { flags.intersection(.op1).rawValue.nonzeroBitCount == 1 }
}
