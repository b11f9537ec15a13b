import CairoAIR
import CairoWitness
import FiniteFields

extension SingleSteps {
    /// All steps beside a recorded run.
    static func all() throws -> ProverInput {
        var steps = try SingleSteps()
        for step in arithmetic() + equalities() + jumps() + frames() + generic() { steps.add(step) }
        return steps.input
    }

    private static let bit: [UInt64] = [0, 1]
    private static let large = Felt252(hex: "0x1234567890abcdef1234567890abcdef1234567890abcdef1234567890")!
    private static let other = Felt252(hex: "0x7f0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddee")!

    /// Sums and products: every base of every operand, immediates, with and without `ap++`.
    private static func arithmetic() -> [Step] {
        var steps: [Step] = []
        for dst in bit {
            for op0 in bit {
                for source in [Flag.immediate, Flag.op1Fp, Flag.op1Ap] {
                    for apAdd1 in [0, Flag.apAdd1] {
                        let flags = dst * Flag.dstFp | op0 * Flag.op0Fp | source | apAdd1 | Flag.assertEq
                        let offsets = (1, 2, source == Flag.immediate ? 1 : 3)
                        func step(_ kind: ComponentKind, _ operation: UInt64, _ a: Felt252, _ b: Felt252) -> Step {
                            Step(
                                kind: kind, flags: flags | operation, offsets: offsets,
                                dst: operation == Flag.add ? a + b : a * b, op0: a, op1: b)
                        }
                        steps.append(step(.addOpcode, Flag.add, large, other))
                        steps.append(step(.addOpcodeSmall, Flag.add, 300, Felt252(signed: -1000)))
                        steps.append(step(.mulOpcode, Flag.mul, large, other))
                        steps.append(step(.mulOpcodeSmall, Flag.mul, 0x9_8765_4321, 0x7_1234_5678))
                        var packed = step(.qm31AddMulOpcode, Flag.add, 3, 5)
                        packed.opcodeExtension = 3
                        steps.append(packed)
                        packed = step(.qm31AddMulOpcode, Flag.mul, 3, 5)
                        packed.opcodeExtension = 3
                        steps.append(packed)
                    }
                }
            }
        }
        return steps
    }

    private static func equalities() -> [Step] {
        var steps: [Step] = []
        for dst in bit {
            for apAdd1 in [0, Flag.apAdd1] {
                let flags = dst * Flag.dstFp | apAdd1 | Flag.assertEq
                steps.append(
                    Step(
                        kind: .assertEqOpcodeImm, flags: flags | Flag.op0Fp | Flag.immediate, offsets: (1, -1, 1),
                        dst: large, op1: large))
                for base in bit {
                    steps.append(
                        Step(
                            kind: .assertEqOpcode, flags: flags | Flag.op0Fp | (base == 1 ? Flag.op1Fp : Flag.op1Ap),
                            offsets: (1, -1, 3), dst: large, op1: large))
                    steps.append(
                        Step(
                            kind: .assertEqOpcodeDoubleDeref, flags: flags | base * Flag.op0Fp, offsets: (1, 2, 3),
                            dst: large, op1: large, isDoubleDeref: true))
                }
            }
        }
        return steps
    }

    private static func jumps() -> [Step] {
        var steps: [Step] = []
        let offsets = (-1, -1, 3)
        for apAdd1 in [0, Flag.apAdd1] {
            let flags = Flag.dstFp | Flag.op0Fp | apAdd1
            for distance: Felt252 in [7, Felt252(signed: -7), Felt252(signed: -(1 << 27))] {
                steps.append(
                    Step(
                        kind: .jumpOpcodeRelImm, flags: flags | Flag.immediate | Flag.jumpRel, offsets: (-1, -1, 1),
                        op1: distance))
                for base in [Flag.op1Fp, Flag.op1Ap] {
                    steps.append(
                        Step(kind: .jumpOpcodeRel, flags: flags | base | Flag.jumpRel, offsets: offsets, op1: distance))
                }
                for dst in bit {
                    let conditional = dst * Flag.dstFp | Flag.op0Fp | Flag.immediate | Flag.jnz | apAdd1
                    steps.append(
                        Step(
                            kind: .jnzOpcodeTaken, flags: conditional, offsets: (1, -1, 1), dst: large, op1: distance))
                }
            }
            for base in [Flag.op1Fp, Flag.op1Ap] {
                steps.append(Step(kind: .jumpOpcodeAbs, flags: flags | base | Flag.jump, offsets: offsets, op1: 77))
            }
            for base in bit {
                steps.append(
                    Step(
                        kind: .jumpOpcodeDoubleDeref, flags: Flag.dstFp | base * Flag.op0Fp | apAdd1 | Flag.jump,
                        offsets: (-1, 2, 3), op1: 77, isDoubleDeref: true))
                steps.append(
                    Step(
                        kind: .jnzOpcodeNonTaken,
                        flags: base * Flag.dstFp | Flag.op0Fp | Flag.immediate | Flag.jnz | apAdd1,
                        offsets: (1, -1, 1), dst: 0, op1: 9))
            }
        }
        for source in [Flag.immediate, Flag.op1Fp, Flag.op1Ap] {
            for distance: Felt252 in [300, Felt252(signed: -3)] {
                steps.append(
                    Step(
                        kind: .addApOpcode, flags: Flag.dstFp | Flag.op0Fp | source | Flag.apAdd,
                        offsets: (-1, -1, source == Flag.immediate ? 1 : 3), op1: distance))
            }
        }
        return steps
    }

    /// Calls and returns. A frame holds fp and the address after the call.
    private static func frames() -> [Step] {
        var steps: [Step] = []
        for base in [Flag.op1Fp, Flag.op1Ap] {
            steps.append(
                Step(
                    kind: .callOpcodeAbs, flags: base | Flag.jump | Flag.call, offsets: (0, 1, 3), op1: 300,
                    frame: [(0, { _, fp in fp }), (1, { pc, _ in pc + 1 })]))
        }
        steps.append(
            Step(
                kind: .callOpcodeRelImm, flags: Flag.immediate | Flag.jumpRel | Flag.call, offsets: (0, 1, 1), op1: 9,
                frame: [(0, { _, fp in fp }), (1, { pc, _ in pc + 2 })]))
        steps.append(
            Step(
                kind: .retOpcode, flags: Flag.dstFp | Flag.op0Fp | Flag.op1Fp | Flag.jump | Flag.ret,
                offsets: (-2, -1, -1), frame: [(22, { _, fp in fp - 50 }), (23, { pc, _ in pc - 20 })]))
        return steps
    }
}
