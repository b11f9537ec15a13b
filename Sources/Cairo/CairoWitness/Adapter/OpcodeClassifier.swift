import CairoAIR
import CairoVerifying

/// Which component proves an instruction (STWO §6.4). The first pattern that fits decides; several demand more once
/// they fit and refuse the instruction then, as the reference's adapter does, instead of falling through to generic.
struct OpcodeClassifier {
    let memory: RunMemory

    /// The component of the instruction at the state's pc.
    func component(of state: CasmRegisters) throws(WitnessError) -> ComponentKind {
        let bound = UInt32(RunMemory.addressCountMax)
        guard state.pc < bound, state.ap < bound, state.fp < bound else { throw .outOfRange(.register) }
        guard let value = memory.value(at: state.pc), let i = DecodedInstruction(value) else {
            throw .illegalInstruction(state.pc)
        }
        guard let kind = try component(i, state) else { throw .illegalInstruction(state.pc) }
        return kind
    }

    /// Nil for instructions that no component proves.
    private func component(_ i: DecodedInstruction, _ state: CasmRegisters) throws(WitnessError) -> ComponentKind? {
        let f = i.flags
        switch i.opcodeExtension {
        case 0: break
        case 1, 2: return blake(i)
        case 3: return middleField(i)
        default: return nil
        }
        if f == [.dstFp, .op0Fp, .op1Fp, .jump, .ret], i.offset0 == -2, i.offset1 == -1, i.offset2 == -1 {
            return .retOpcode
        }
        if f.subtracting(.op1) == [.dstFp, .op0Fp, .apAdd], i.offset0 == -1, i.offset1 == -1 {
            return i.hasOneOp1Source && immediateFollows(i) ? .addApOpcode : nil
        }
        let jumpFree: DecodedInstruction.Flags = [.op0Fp, .op1Fp, .op1Ap, .immediate, .jump, .jumpRel, .apAdd1]
        if f.subtracting(jumpFree) == [.dstFp], i.offset0 == -1 { return jump(i) }
        let callFree: DecodedInstruction.Flags = [.op1Fp, .op1Ap, .immediate, .jump, .jumpRel]
        if f.subtracting(callFree) == [.call], i.offset0 == 0, i.offset1 == 1 { return call(i) }
        if f.subtracting([.dstFp, .apAdd1]) == [.op0Fp, .immediate, .jnz], i.offset1 == -1, i.offset2 == 1 {
            let dst = try operand(f.contains(.dstFp) ? state.fp : state.ap, i.offset0)
            return dst == .zero ? .jnzOpcodeNonTaken : .jnzOpcodeTaken
        }
        let assertFree: DecodedInstruction.Flags = [.dstFp, .op0Fp, .op1Fp, .op1Ap, .immediate, .apAdd1]
        switch f.subtracting(assertFree) {
        case [.assertEq]: return assertEq(i)
        case [.assertEq, .resMul]: return try product(i, state)
        case [.assertEq, .resAdd]: return try sum(i, state)
        default: return .genericOpcode
        }
    }

    private func immediateFollows(_ i: DecodedInstruction) -> Bool { !i.flags.contains(.immediate) || i.offset2 == 1 }

    private func jump(_ i: DecodedInstruction) -> ComponentKind? {
        let f = i.flags, isDirect = f.contains(.op0Fp) && i.offset1 == -1
        let hasBase = !f.isDisjoint(with: [.op1Fp, .op1Ap])
        if f.contains(.immediate) {
            let isPlain = f.contains(.jumpRel) && !f.contains(.jump) && !hasBase
            return isPlain && isDirect && i.offset2 == 1 ? .jumpOpcodeRelImm : nil
        }
        if f.contains(.jumpRel) { return !f.contains(.jump) && hasBase && isDirect ? .jumpOpcodeRel : nil }
        guard f.contains(.jump) else { return nil }
        if !hasBase { return .jumpOpcodeDoubleDeref }
        return isDirect ? .jumpOpcodeAbs : nil
    }

    private func call(_ i: DecodedInstruction) -> ComponentKind? {
        let f = i.flags
        if f.contains(.jumpRel) {
            return f.intersection(.op1) == [.immediate] && i.offset2 == 1 && !f.contains(.jump)
                ? .callOpcodeRelImm : nil
        }
        let source = f.intersection(.op1)
        return (source == [.op1Fp] || source == [.op1Ap]) && f.contains(.jump) ? .callOpcodeAbs : nil
    }

    private func assertEq(_ i: DecodedInstruction) -> ComponentKind? {
        let f = i.flags, isDirect = f.contains(.op0Fp) && i.offset1 == -1
        let hasBase = !f.isDisjoint(with: [.op1Fp, .op1Ap])
        if f.contains(.immediate) { return !hasBase && i.offset2 == 1 && isDirect ? .assertEqOpcodeImm : nil }
        if !hasBase { return .assertEqOpcodeDoubleDeref }
        return isDirect ? .assertEqOpcode : nil
    }

    private func product(_ i: DecodedInstruction, _ state: CasmRegisters) throws(WitnessError) -> ComponentKind? {
        let op0 = try operand(i.flags.contains(.op0Fp) ? state.fp : state.ap, i.offset1)
        let op1 = try operand(op1Base(i, state), i.offset2)
        guard i.hasOneOp1Source, immediateFollows(i) else { return nil }
        return Self.isFactorSmall(op0) && Self.isFactorSmall(op1) ? .mulOpcodeSmall : .mulOpcode
    }

    private func sum(_ i: DecodedInstruction, _ state: CasmRegisters) throws(WitnessError) -> ComponentKind? {
        let dst = try operand(i.flags.contains(.dstFp) ? state.fp : state.ap, i.offset0)
        let op0 = try operand(i.flags.contains(.op0Fp) ? state.fp : state.ap, i.offset1)
        let op1 = try operand(op1Base(i, state), i.offset2)
        guard i.hasOneOp1Source, immediateFollows(i) else { return nil }
        return Self.isTermSmall(dst) && Self.isTermSmall(op0) && Self.isTermSmall(op1) ? .addOpcodeSmall : .addOpcode
    }

    private func blake(_ i: DecodedInstruction) -> ComponentKind? {
        let free: DecodedInstruction.Flags = [.dstFp, .op0Fp, .op1Fp, .op1Ap, .apAdd1]
        let source = i.flags.intersection(.op1)
        return i.flags.subtracting(free).isEmpty && (source == [.op1Fp] || source == [.op1Ap])
            ? .blakeCompressOpcode : nil
    }

    private func middleField(_ i: DecodedInstruction) -> ComponentKind? {
        let free: DecodedInstruction.Flags = [.dstFp, .op0Fp, .op1Fp, .op1Ap, .immediate, .apAdd1]
        let rest = i.flags.subtracting(free)
        return (rest == [.assertEq, .resAdd] || rest == [.assertEq, .resMul]) && i.hasOneOp1Source
            && immediateFollows(i) ? .qm31AddMulOpcode : nil
    }

    private func op1Base(_ i: DecodedInstruction, _ state: CasmRegisters) -> UInt32 {
        i.flags.contains(.immediate) ? state.pc : i.flags.contains(.op1Fp) ? state.fp : state.ap
    }

    private func operand(_ base: UInt32, _ offset: Int) throws(WitnessError) -> SIMD8<UInt32> {
        let address = Int(base) + offset
        guard address >= 0, address < RunMemory.addressCountMax, let value = memory.value(at: UInt32(address)) else {
            throw .inconsistentMemory
        }
        return value
    }

    /// Below 2^36.
    static func isFactorSmall(_ value: SIMD8<UInt32>) -> Bool {
        for k in 2..<8 where value[k] != 0 { return false }
        return value[1] < 16
    }

    /// In -2^29 - 1 ... 2^29 - 1, negative numbers being p minus their magnitude.
    static func isTermSmall(_ value: SIMD8<UInt32>) -> Bool {
        if value[7] == 0 {
            for k in 1..<7 where value[k] != 0 { return false }
            return value[0] < 1 << 29
        }
        // p = 2^251 + 17 * 2^192 + 1, so that p - m for m from 1 to 2^29 + 1 is p - 1 - (m - 1).
        if value == SIMD8(0, 0, 0, 0, 0, 0, 17, 0x0800_0000) { return true }
        guard value[7] == 0x0800_0000, value[6] == 16 else { return false }
        for k in 1..<6 where value[k] != .max { return false }
        return value[0] >= .max - ((1 << 29) - 1)
    }
}
