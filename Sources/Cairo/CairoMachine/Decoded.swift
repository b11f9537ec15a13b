/// The kinds the fast loop tells apart. Zero means not decoded; from `generic` on the complete path takes over.
enum Kind {
    static let undecoded: UInt8 = 0, movImm: UInt8 = 1, movReg: UInt8 = 2, movDeref: UInt8 = 3, addImm: UInt8 = 4
    static let addReg: UInt8 = 5, mulImm: UInt8 = 6, mulReg: UInt8 = 7, jnz: UInt8 = 8, jmpRelImm: UInt8 = 9
    static let callRelImm: UInt8 = 10, ret: UInt8 = 11, apAddImm: UInt8 = 12
    static let generic: UInt8 = 13, hint: UInt8 = 14, stop: UInt8 = 15
}

/// A decoded instruction: 16 bytes per code cell. Sound because a known cell never changes.
struct Decoded: BitwiseCopyable {
    var kind: UInt8 = 0
    /// The kind without regard to hints and the stop mark.
    var real: UInt8 = 0
    /// Flag bits of the instruction word, bits 48...62.
    var flags: UInt16 = 0
    var dst: Int16 = 0, op0: Int16 = 0, op1: Int16 = 0
    var size: UInt8 = 1
    /// Opcode extension: 0 none, 1 Blake, 2 Blake of the last block, 3 QM31 arithmetic.
    var ext: UInt8 = 0
    /// Jump, call and ap immediates that fit; only those kinds read it.
    var imm: Int32 = 0

    @inline(__always) var dstFP: Bool { flags & 1 != 0 }
    @inline(__always) var op0FP: Bool { flags & 2 != 0 }
    @inline(__always) var op1FP: Bool { flags & 8 != 0 }
    @inline(__always) var source: UInt16 { (flags >> 2) & 7 }
    @inline(__always) var logic: UInt16 { (flags >> 5) & 3 }
    @inline(__always) var jump: UInt16 { (flags >> 7) & 7 }
    @inline(__always) var apUpdate: UInt16 { (flags >> 10) & 3 }
    @inline(__always) var opcode: UInt16 { (flags >> 12) & 7 }
}

extension Decoded {
    /// Decodes an instruction word (EXEC spec §6.2) and the word after it, which may be its immediate.
    ///
    /// `next` is unknown when there is no such cell; then the fused kinds that read it unchecked are not used.
    init(word w: MemoryValue, next imm: MemoryValue) throws(MachineError) {
        guard !w.isPointer, w.l2 | w.top == 0, w.l1 < 1 << 1 else { throw .badInstruction }
        dst = Int16(truncatingIfNeeded: Int(w.l0 & 0xffff) - 0x8000)
        op0 = Int16(truncatingIfNeeded: Int((w.l0 >> 16) & 0xffff) - 0x8000)
        op1 = Int16(truncatingIfNeeded: Int((w.l0 >> 32) & 0xffff) - 0x8000)
        flags = UInt16((w.l0 >> 48) & 0x7fff)
        ext = UInt8(w.l0 >> 63 | w.l1 << 1)
        let plainStep = jump == 0 && (apUpdate == 0 || apUpdate == 2)
        guard source == 0 || source == 1 || source == 2 || source == 4, logic < 3, apUpdate < 3,
            jump == 0 || jump == 1 || jump == 2 || jump == 4,
            opcode == 0 || opcode == 1 || opcode == 2 || opcode == 4
        else { throw .badInstruction }
        if jump == 4 && logic != 0 { throw .badInstruction }
        if opcode == 1 && (apUpdate != 0 || dst != 0 || op0 != 1 || flags & 3 != 0) { throw .badInstruction }
        if opcode == 2 && (dst != -2 || op1 != -1 || flags & 1 == 0 || source != 2 || logic != 0 || jump != 1) {
            throw .badInstruction
        }
        switch ext {
        case 0: break
        case 1, 2:
            guard opcode == 0, source == 2 || source == 4, logic == 0, plainStep else { throw .badInstruction }
        case 3:
            guard opcode == 4, source != 0, logic != 0, plainStep else { throw .badInstruction }
        default: throw .badInstruction
        }
        size = source == 1 ? 2 : 1
        real = ext == 0 ? fusedKind(imm) : Kind.generic
        kind = real
    }

    /// The kind of the fast loop, and `imm` for those that use it.
    private mutating func fusedKind(_ next: MemoryValue) -> UInt8 {
        let register = source == 2 || source == 4
        let immediate = source == 1 && op1 == 1 && next.isKnown
        if opcode == 4 && jump == 0 && apUpdate != 1 {
            switch logic {
            case 0:
                return immediate
                    ? Kind.movImm : register ? Kind.movReg : source == 0 ? Kind.movDeref : Kind.generic
            case 1: return immediate ? Kind.addImm : register ? Kind.addReg : Kind.generic
            default: return immediate ? Kind.mulImm : register ? Kind.mulReg : Kind.generic
            }
        }
        if opcode == 2 { return flags == 0x208b && op0 == -1 ? Kind.ret : Kind.generic }
        guard immediate, logic == 0, let small = Decoded.signed(next) else { return Kind.generic }
        imm = small
        if opcode == 1 { return jump == 2 ? Kind.callRelImm : Kind.generic }
        guard opcode == 0 else { return Kind.generic }
        if jump == 4 && apUpdate != 1 { return Kind.jnz }
        if jump == 2 && apUpdate != 1 { return Kind.jmpRelImm }
        if jump == 0 && apUpdate == 1 { return Kind.apAddImm }
        return Kind.generic
    }

    /// A felt as a signed number below 2^30 in absolute value.
    static func signed(_ v: MemoryValue) -> Int32? {
        if v.isPointer { return nil }
        if v.l1 | v.l2 | v.top == 0 && v.l0 < 1 << 30 { return Int32(v.l0) }
        let n = WordField.negative(v)
        return n.l1 | n.l2 | n.top == 0 && n.l0 < 1 << 30 ? -Int32(n.l0) : nil
    }
}
