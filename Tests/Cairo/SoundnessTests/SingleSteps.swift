import CairoAIR
import CairoVerifying
import CairoWitness
import FiniteFields

/// Steps of every opcode with every choice of its flags: instructions that stand alone, each with registers and operands of
/// its own, beside a recorded run. Their rows satisfy the constraints; as a run they make no sense.
struct SingleSteps {
    private(set) var input: ProverInput
    private var ids: [SIMD8<UInt32>: UInt32] = [:]
    private var next: UInt32

    /// Bits of an instruction's flags.
    enum Flag {
        static let dstFp: UInt64 = 1, op0Fp: UInt64 = 2, immediate: UInt64 = 4, op1Fp: UInt64 = 8, op1Ap: UInt64 = 16
        static let add: UInt64 = 32, mul: UInt64 = 64, jump: UInt64 = 128, jumpRel: UInt64 = 256, jnz: UInt64 = 512
        static let apAdd: UInt64 = 1024, apAdd1: UInt64 = 2048, call: UInt64 = 4096, ret: UInt64 = 8192
        static let assertEq: UInt64 = 16384
    }

    /// One step: its instruction, and the values at its operands.
    struct Step {
        var kind: ComponentKind
        var flags: UInt64
        var offsets: (Int, Int, Int) = (1, 2, 3)
        var opcodeExtension: UInt64 = 0
        var dst: Felt252?, op0: Felt252?, op1: Felt252?
        /// Reads op1 behind the address that op0 holds.
        var isDoubleDeref = false
        /// Values beside ap, for calls and returns: the frame.
        var frame: [(offset: Int, value: (_ pc: UInt32, _ fp: UInt32) -> UInt32)] = []
    }

    init() throws {
        input = try SatisfyingTraces.input("ret")
        let memory = input.memory
        next = UInt32(memory.addressToId.count)
        let small = 0..<UInt32(memory.smallCount)
        let big = RunMemory.bigIdBase..<RunMemory.bigIdBase + UInt32(memory.bigCount)
        for id in Array(small) + Array(big) { if let value = memory.value(id: id) { ids[value] = id } }
    }

    private mutating func id(of felt: Felt252) -> UInt32 {
        let limbs = felt.limbs, words = [limbs.0, limbs.1, limbs.2, limbs.3]
        var value = SIMD8<UInt32>()
        for k in 0..<8 { value[k] = UInt32(truncatingIfNeeded: words[k / 2] >> (k % 2 == 0 ? 0 : 32)) }
        if let known = ids[value] { return known }
        let isSmall = value[2] <= 0xff && (3..<8).allSatisfy { value[$0] == 0 }
        let id: UInt32
        if isSmall {
            id = UInt32(input.memory.smallCount)
            for k in 0..<3 { input.memory.smallWords.append(value[k]) }
        } else {
            id = RunMemory.bigIdBase + UInt32(input.memory.bigCount)
            for k in 0..<8 { input.memory.bigWords.append(value[k]) }
        }
        ids[value] = id
        return id
    }

    private mutating func write(_ felt: Felt252, at address: UInt32) {
        let id = id(of: felt)
        while input.memory.addressToId.count <= Int(address) { input.memory.addressToId.append(RunMemory.hole) }
        input.memory.addressToId[Int(address)] = id
    }

    /// Adds a step with its memory.
    mutating func add(_ step: Step) {
        // Program, then the cells around ap and fp, then what pointers point to.
        let pc = next, ap = next + 16, fp = next + 40, pointed = next + 64
        next += 80
        let offsets = [step.offsets.0, step.offsets.1, step.offsets.2].map { UInt64($0 + 0x8000) }
        let low = offsets[0] | offsets[1] << 16 | offsets[2] << 32 | step.flags << 48 | step.opcodeExtension << 63
        write(Felt252(UInt128(step.opcodeExtension >> 1) << 64 | UInt128(low)), at: pc)
        func at(_ base: UInt32, _ offset: Int) -> UInt32 { UInt32(Int(base) + offset) }
        for (offset, value) in step.frame { write(Felt252(UInt64(value(pc, fp))), at: at(ap, offset)) }
        if let dst = step.dst { write(dst, at: at(step.flags & Flag.dstFp != 0 ? fp : ap, step.offsets.0)) }
        if let op0 = step.op0 { write(op0, at: at(step.flags & Flag.op0Fp != 0 ? fp : ap, step.offsets.1)) }
        if step.isDoubleDeref {
            write(Felt252(UInt64(pointed)), at: at(step.flags & Flag.op0Fp != 0 ? fp : ap, step.offsets.1))
        }
        if let op1 = step.op1 {
            let base =
                step.isDoubleDeref
                ? pointed
                : step.flags & Flag.immediate != 0 ? pc : step.flags & Flag.op1Fp != 0 ? fp : ap
            write(op1, at: at(base, step.offsets.2))
        }
        input.states[Int(step.kind.rawValue)].append(CasmRegisters(pc: pc, ap: ap, fp: fp))
    }
}
