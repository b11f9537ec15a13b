import CairoAIR
import CairoVerifying
import CairoWitness
import ConstraintSystems
import FiniteFields
import Testing

/// Opcode by fault: every wrong run is refused, by a constraint or by a lookup that does not balance.
@Suite struct FaultMatrixTests {
    /// A lie of the recorder about one step of an opcode.
    enum Fault: CaseIterable {
        case skippedStep, repeatedStep, wrongPC, wrongAp, wrongFp, changedInstruction, changedImmediate, changedDst
        case changedOp0, changedOp1, missingOperand, zeroedDst, strayValue
    }

    static let opcodes = Array(ComponentKind.allCases.prefix(ComponentKind.opcodeCount))
    /// The recorded run with the fewest steps that has the opcode.
    static let runs = ["ret", "opcodes", "arithmetic", "blake", "modular"]

    static func run(with kind: ComponentKind) throws -> ProverInput? {
        for run in runs {
            let input = try SatisfyingTraces.input(run)
            if !input.states[Int(kind.rawValue)].isEmpty { return input }
        }
        return nil
    }

    /// The faulty input; nil where the fault makes no sense for the step, or changes nothing that it claims.
    static func apply(_ fault: Fault, to kind: ComponentKind, _ input: ProverInput) -> ProverInput? {
        var input = input
        let list = Int(kind.rawValue), step = input.states[list].count / 2, state = input.states[list][step]
        guard let operands = FaultyRun.Operands(state, input.memory) else { return nil }
        switch fault {
        case .skippedStep: input.states[list].remove(at: step)
        case .repeatedStep: input.states[list].append(state)
        case .wrongPC: input.states[list][step].pc += 1
        case .wrongAp: input.states[list][step].ap += 1
        case .wrongFp: input.states[list][step].fp += 1
        case .changedInstruction: input.change(state.pc) { $0[0] ^= 1 << 16 }
        case .changedImmediate:
            guard operands.hasImmediate else { return nil }
            input.change(state.pc + 1) { $0[0] ^= 1 }
        case .changedDst: input.change(operands.dst) { $0[0] ^= 1 }
        case .changedOp0: input.change(operands.op0) { $0[0] ^= 2 }
        case .changedOp1: input.change(operands.op1) { $0[0] ^= 4 }
        case .missingOperand: input.memory.addressToId[Int(operands.op1)] = RunMemory.hole
        case .zeroedDst: input.change(operands.dst) { $0 = .zero }
        case .strayValue:
            // Another id with the same value: equality is by ids.
            input.change(operands.dst) { _ in }
        }
        return input
    }

    /// What is no lie: the trace of these is a right one of another memory or program, which the claim then states.
    static let harmless: [(kinds: Set<ComponentKind>, fault: Fault, reason: String)] = [
        (
            Set(opcodes).subtracting([
                .assertEqOpcode, .assertEqOpcodeImm, .assertEqOpcodeDoubleDeref, .blakeCompressOpcode, .genericOpcode,
                .qm31AddMulOpcode,
            ]), .strayValue, "the same value under another id is the same memory where nothing compares ids"
        ),
        ([.addApOpcode, .addOpcodeSmall, .jnzOpcodeNonTaken], .zeroedDst, "the step's dst is zero already"),
        ([.genericOpcode], .changedInstruction, "a conditional jump does not look at op0, whose offset is changed"),
    ]

    /// Each opcode meets every fault in the long suite, and a quarter of them in the quick one.
    @Test(arguments: opcodes) func `every fault in a step of an opcode is refused`(_ kind: ComponentKind) throws {
        let honest = try #require(try Self.run(with: kind), "no run has \(kind)")
        #expect(FaultyRun.refusal(of: honest) == nil)
        for (number, fault) in Fault.allCases.enumerated()
        where SatisfyingTraces.isLong || (number + Int(kind.rawValue)) % 4 == 0 {
            guard let faulty = Self.apply(fault, to: kind, honest), faulty != honest else { continue }
            let isHarmless = Self.harmless.contains { $0.kinds.contains(kind) && $0.fault == fault }
            #expect((FaultyRun.refusal(of: faulty) == nil) == isHarmless, "\(kind) \(fault)")
        }
    }
}
