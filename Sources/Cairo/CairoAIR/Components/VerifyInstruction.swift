import ConstraintSystems
import FiniteFields

/// The word at pc decodes to the given offsets, flags and extension.
enum VerifyInstruction: AIRComponent {
    static func evaluate<E: AIREvaluator & ~Copyable>(_ e: inout E) {
        let times = e.multiplicity()
        let pc = e.input(), offset0 = e.input(), offset1 = e.input(), offset2 = e.input()
        let felt5High = e.input(), felt6 = e.input(), opcodeExtension = e.input()

        let h0 = e.hint(offset0), h1 = e.hint(offset1), h2 = e.hint(offset2)
        let low0 = e.cell(h0.bits(0, 9)), mid0 = e.cell(h0 >> 9)
        let low1 = e.cell(h1.bits(0, 2)), mid1 = e.cell(h1.bits(2, 9)), high1 = e.cell(h1 >> 11)
        let low2 = e.cell(h2.bits(0, 4)), mid2 = e.cell(h2.bits(4, 9)), high2 = e.cell(h2 >> 13)
        e.constrain(low0 + mid0.times(512) - offset0)
        e.constrain(low1 + mid1.times(4) + high1.times(2048) - offset1)
        e.constrain(low2 + mid2.times(16) + high2.times(8192) - offset2)
        e.use(.rangeCheck7x2x5, [mid0, low1, high1])
        e.use(.rangeCheck4x3, [low2, high2])
        let limb1 = mid0 + low1.times(128), limb3 = high1 + low2.times(32), limb5 = high2 + felt5High
        let limbs = e.vector(of: [low0, limb1, mid1, limb3, mid2, limb5, felt6, opcodeExtension])
        e.verifyMemory(at: pc, limbs)
        e.yield(
            .verifyInstruction, [pc, offset0, offset1, offset2, felt5High, felt6, opcodeExtension], times: times)
    }
}
