import CairoAIR
import FiniteFields

extension SingleSteps {
    /// Instructions of every kind as the generic opcode proves them.
    static func generic() -> [Step] {
        let large = Felt252(hex: "0x1234567890abcdef1234567890abcdef1234567890abcdef1234567890")!
        let other = Felt252(hex: "0x7f0f1e2d3c4b5a69788796a5b4c3d2e1f00112233445566778899aabbccddee")!
        var steps: [Step] = []
        func add(
            _ flags: UInt64, _ offsets: (Int, Int, Int) = (1, 2, 3), dst: Felt252, op0: Felt252? = nil, op1: Felt252,
            isDoubleDeref: Bool = false, frame: [(offset: Int, value: (UInt32, UInt32) -> UInt32)] = []
        ) {
            steps.append(
                Step(
                    kind: .genericOpcode, flags: flags, offsets: offsets, dst: dst, op0: op0, op1: op1,
                    isDoubleDeref: isDoubleDeref, frame: frame))
        }
        // First what is rare: a return, a call, and jumps and sums of what is read behind a pointer.
        steps.append(
            Step(
                kind: .genericOpcode, flags: Flag.dstFp | Flag.op0Fp | Flag.op1Fp | Flag.jump | Flag.ret | Flag.apAdd1,
                offsets: (-2, -1, -1), frame: [(22, { _, fp in fp - 50 }), (23, { pc, _ in pc - 20 })]))
        let frame: [(offset: Int, value: (UInt32, UInt32) -> UInt32)] = [
            (0, { _, fp in fp }), (1, { pc, _ in pc + 1 }),
        ]
        steps.append(
            Step(
                kind: .genericOpcode, flags: Flag.op1Fp | Flag.jumpRel | Flag.call, offsets: (0, 1, 3), op1: 300,
                frame: frame))
        for apAdd1 in [0, Flag.apAdd1] {
            add(Flag.assertEq | apAdd1, dst: large, op1: large, isDoubleDeref: true)
            add(Flag.jumpRel | Flag.op0Fp | apAdd1, dst: 5, op1: 40, isDoubleDeref: true)
        }
        add(Flag.apAdd | Flag.add | Flag.op1Fp, dst: 5, op0: 40, op1: Felt252(signed: -50))
        add(Flag.apAdd | Flag.mul | Flag.op1Ap | Flag.op0Fp, dst: 5, op0: 40, op1: 3)
        for apAdd1 in [0, Flag.apAdd1] {
            for (dst, op0, op1) in [
                (0, 0, Flag.op1Ap), (1, 1, Flag.op1Fp), (0, 1, Flag.immediate), (1, 0, Flag.op1Fp),
            ] as [(UInt64, UInt64, UInt64)] {
                let flags = dst * Flag.dstFp | op0 * Flag.op0Fp | op1 | apAdd1
                let offsets = (1, 2, op1 == Flag.immediate ? 1 : 3)
                add(flags | Flag.add | Flag.assertEq, offsets, dst: large + other, op0: large, op1: other)
                add(flags | Flag.mul | Flag.assertEq, offsets, dst: large * other, op0: large, op1: other)
                add(flags | Flag.assertEq, offsets, dst: other, op0: large, op1: other)
                add(flags | Flag.add, offsets, dst: 5, op0: large, op1: other)
                // Jumps to sums and products, relative ones back and forth.
                add(flags | Flag.add | Flag.jump, offsets, dst: 5, op0: 70, op1: 9)
                add(flags | Flag.mul | Flag.jump, offsets, dst: 5, op0: 70, op1: 9)
                add(flags | Flag.add | Flag.jumpRel, offsets, dst: 5, op0: 70, op1: Felt252(signed: -90))
                add(flags | Flag.jnz, offsets, dst: large, op0: 3, op1: 12)
                add(flags | Flag.jnz, offsets, dst: 1, op0: 3, op1: Felt252(signed: -12))
                add(flags | Flag.jnz, offsets, dst: 0, op0: 3, op1: 12)
            }
        }
        return steps
    }
}
