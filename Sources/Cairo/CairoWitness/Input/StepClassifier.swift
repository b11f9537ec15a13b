internal import CairoAIR
internal import CairoMachine

/// Which opcode component proves a step (STWO spec §6.4): by the instruction, and for some by the operands' size.
struct StepClassifier {
    let memory: [RelocatedWord]

    /// The component, or nil when the step's instruction lies outside the memory or no component takes it.
    func component(of state: RelocatedState) -> ComponentKind? {
        guard let word = value(state.pc, 0), word.c | word.d == 0, word.b < 2 else { return nil }
        let instruction = Fields(word)
        switch word.a >> 63 | word.b << 1 {
        case 0: return plain(instruction, state)
        case 1, 2: return .blakeCompressOpcode
        default: return .qm31AddMulOpcode
        }
    }

    /// Offsets and flags of an instruction word.
    private struct Fields {
        let dst: Int, op0: Int, op1: Int
        let flags: UInt64

        init(_ word: RelocatedWord) {
            dst = Int(word.a & 0xffff) - 0x8000
            op0 = Int((word.a >> 16) & 0xffff) - 0x8000
            op1 = Int((word.a >> 32) & 0xffff) - 0x8000
            flags = (word.a >> 48) & 0x7fff
        }

        func has(_ bit: UInt64) -> Bool { (flags >> bit) & 1 == 1 }
        var dstFP: Bool { has(0) }
        var op0FP: Bool { has(1) }
        var immediate: Bool { has(2) }
        var op1FP: Bool { has(3) }
        var op1AP: Bool { has(4) }
        /// Sum, product, absolute jump, relative jump, conditional jump, ap addition, ap increment, call, return,
        /// assertion: bits 5 to 14.
        var operation: UInt64 { flags >> 5 }
        /// `operation` without the ap increment, which several components take both ways.
        var operationWithoutIncrement: UInt64 { operation & ~(1 << 6) }
        var register: Bool { op1FP != op1AP && !immediate }
    }

    private enum Operation {
        static let add: UInt64 = 1 << 0, mul: UInt64 = 1 << 1, jumpAbsolute: UInt64 = 1 << 2
        static let jumpRelative: UInt64 = 1 << 3, jumpNonZero: UInt64 = 1 << 4, apAdd: UInt64 = 1 << 5
        static let call: UInt64 = 1 << 7, ret: UInt64 = 1 << 8, assert: UInt64 = 1 << 9
    }

    private func plain(_ i: Fields, _ s: RelocatedState) -> ComponentKind? {
        typealias O = Operation
        let fpMinusOne = i.op0FP && i.op0 == -1
        let immediate = i.immediate && !i.op1FP && !i.op1AP && i.op1 == 1
        let indirect = !i.immediate && !i.op1FP && !i.op1AP
        switch i.operationWithoutIncrement {
        case O.ret | O.jumpAbsolute:
            let isCanonical = i.flags == 0x208b && i.dst == -2 && i.op0 == -1 && i.op1 == -1
            return isCanonical ? .retOpcode : .genericOpcode
        case O.apAdd:
            guard !i.has(11), i.dstFP, i.dst == -1, fpMinusOne, immediate || i.register else { return .genericOpcode }
            return .addApOpcode
        case O.jumpRelative:
            guard i.dstFP, i.dst == -1, fpMinusOne else { return .genericOpcode }
            return immediate ? .jumpOpcodeRelImm : i.register ? .jumpOpcodeRel : .genericOpcode
        case O.jumpAbsolute:
            guard i.dstFP, i.dst == -1 else { return .genericOpcode }
            if indirect { return .jumpOpcodeDoubleDeref }
            return i.register && fpMinusOne ? .jumpOpcodeAbs : .genericOpcode
        case O.call | O.jumpRelative: return immediate && !i.has(11) ? .callOpcodeRelImm : .genericOpcode
        case O.call | O.jumpAbsolute: return i.register && !i.has(11) ? .callOpcodeAbs : .genericOpcode
        case O.jumpNonZero:
            guard fpMinusOne, immediate else { return .genericOpcode }
            guard let dst = value(i.dstFP ? s.fp : s.ap, i.dst) else { return nil }
            return dst == RelocatedWord(0, 0, 0, 0) ? .jnzOpcodeNonTaken : .jnzOpcodeTaken
        case O.assert:
            if indirect { return .assertEqOpcodeDoubleDeref }
            guard fpMinusOne else { return .genericOpcode }
            return immediate ? .assertEqOpcodeImm : i.register ? .assertEqOpcode : .genericOpcode
        case O.assert | O.mul, O.assert | O.add:
            guard immediate || i.register else { return .genericOpcode }
            return arithmetic(i, s)
        default: return .genericOpcode
        }
    }

    private func arithmetic(_ i: Fields, _ s: RelocatedState) -> ComponentKind? {
        let base = i.immediate ? s.pc : i.op1FP ? s.fp : s.ap
        guard let op0 = value(i.op0FP ? s.fp : s.ap, i.op0), let op1 = value(base, i.op1) else { return nil }
        if i.operation & Operation.mul != 0 {
            return fits(op0, bits: 36) && fits(op1, bits: 36) ? .mulOpcodeSmall : .mulOpcode
        }
        guard let dst = value(i.dstFP ? s.fp : s.ap, i.dst) else { return nil }
        return isSmall(dst) && isSmall(op0) && isSmall(op1) ? .addOpcodeSmall : .addOpcode
    }

    private func fits(_ v: RelocatedWord, bits: UInt64) -> Bool { v.b | v.c | v.d == 0 && v.a >> bits == 0 }

    /// From −2^29 − 1 to 2^29 − 1 in the field.
    private func isSmall(_ v: RelocatedWord) -> Bool {
        if v.b | v.c | v.d == 0 { return v.a < 1 << 29 }
        // p − 1 is (0, 0, 0, top); p − x for the other small x borrows: (1 − x mod 2^64, −1, −1, top − 1).
        if v.d == 0x0800_0000_0000_0011 { return v.a | v.b | v.c == 0 }
        return v.d == 0x0800_0000_0000_0010 && v.c == .max && v.b == .max && 1 &- v.a <= (1 << 29) + 1
    }

    private func value(_ base: UInt32, _ offset: Int) -> RelocatedWord? {
        let address = Int(base) + offset
        return address > 0 && address < memory.count ? memory[address] : nil
    }
}
