import CairoAIR
import CairoProving
import CairoVerifying
import CairoWitness
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields
import Testing

/// What names the tuple or the constraint at which a trace contradicts itself.
@Suite struct AuditTests {
    @Test(arguments: SatisfyingTraces.runs + ["all_builtins"])
    func `a trace of a run has no broken constraint and no unbalanced tuple`(_ run: String) throws {
        let trace = try TraceGenerator.generate(SatisfyingTraces.input(run), variant: .canonicalSmall)
        #expect(trace.brokenConstraint() == nil)
        #expect(trace.unbalancedTuple() == nil)
    }

    @Test func `a missing step is named, and the prover names it too`() throws {
        var input = try SatisfyingTraces.input("ret")
        input.states[Int(ComponentKind.retOpcode.rawValue)].removeLast()
        let trace = try TraceGenerator.generate(input, variant: .canonicalSmall)
        let found = try #require(trace.unbalancedTuple())
        #expect(found.relation == .opcodes && (found.times == 1 || found.times == -M31(1)))
        #expect("\(found)".hasPrefix("Opcodes("))
        #expect(throws: CairoProvingError.lookupSum(found)) {
            try CairoProver(parameters: .productionSmall).prove(input)
        }
    }

    @Test func `a changed value and a changed cell are named`() throws {
        let trace = try TraceGenerator.generate(SatisfyingTraces.input("ret"), variant: .canonicalSmall)
        let values = try #require(trace.tables.first { $0.kind == .memoryIdToSmall })
        let limb = values.columns[1], old = limb[0]
        limb[0] = old + 1
        let found = try #require(trace.unbalancedTuple())
        #expect(found.relation == .memoryIdToBig || found.relation.key == .fields)
        #expect(found.tables.contains("memory_id_to_small"))
        limb[0] = old
        let ret = try #require(trace.tables.first { $0.kind == .retOpcode })
        ret.columns[0][0] = 2
        #expect(trace.brokenConstraint()?.kind == .retOpcode)
        #expect(trace.brokenConstraint()?.failure.row == 0)
        #expect(trace.brokenConstraint()?.failure.constraint == 0)
    }
}
