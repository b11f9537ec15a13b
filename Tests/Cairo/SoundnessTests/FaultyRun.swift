import CairoAIR
import CairoVerifying
import CairoWitness
import ConstraintSystems
import FiniteFields

/// A run whose recorder lies in one place, and what its trace contradicts.
enum FaultyRun {
    /// Why a trace is refused.
    enum Refusal: Hashable {
        /// There is no trace: the lie asks for memory that does not exist.
        case noTrace
        case constraint(ComponentKind)
        case lookup(String)
    }

    /// Why the trace of an input is refused, or nil where it is a right one.
    static func refusal(of input: ProverInput) -> Refusal? {
        guard let trace = try? TraceGenerator.generate(input, variant: .canonicalSmall) else { return .noTrace }
        // Constant tables have no constraints.
        if let broken = trace.brokenConstraint() { return .constraint(broken.kind) }
        return trace.unbalancedTuple().map { .lookup("\($0)") }
    }

    /// The operands' addresses of the instruction at a state.
    struct Operands {
        let dst: UInt32, op0: UInt32, op1: UInt32
        let hasImmediate: Bool

        init?(_ state: CasmRegisters, _ memory: RunMemory) {
            guard let word = memory.value(at: state.pc) else { return nil }
            let flags = UInt64(word[1] >> 16 & 0x7fff)
            func offset(_ bits: UInt32) -> Int { Int(bits & 0xffff) - 0x8000 }
            func address(_ base: UInt32, _ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: Int(base) + offset) }
            typealias Flag = SingleSteps.Flag
            dst = address(flags & Flag.dstFp != 0 ? state.fp : state.ap, offset(word[0]))
            op0 = address(flags & Flag.op0Fp != 0 ? state.fp : state.ap, offset(word[0] >> 16))
            hasImmediate = flags & Flag.immediate != 0
            let base =
                hasImmediate
                ? state.pc
                : flags & Flag.op1Fp != 0
                    ? state.fp
                    : flags & Flag.op1Ap != 0 ? state.ap : memory.value(at: op0).map { $0[0] } ?? 0
            op1 = address(base, offset(word[1]))
        }
    }
}

extension ProverInput {
    /// Another value at an address, which gets an id of its own.
    mutating func change(_ address: UInt32, _ change: (inout SIMD8<UInt32>) -> Void) {
        guard var value = memory.value(at: address) else { return }
        change(&value)
        let isSmall = value[2] <= 0xff && (3..<8).allSatisfy { value[$0] == 0 }
        if isSmall {
            memory.addressToId[Int(address)] = UInt32(memory.smallCount)
            for k in 0..<3 { memory.smallWords.append(value[k]) }
        } else {
            memory.addressToId[Int(address)] = RunMemory.bigIdBase + UInt32(memory.bigCount)
            for k in 0..<8 { memory.bigWords.append(value[k]) }
        }
    }
}
