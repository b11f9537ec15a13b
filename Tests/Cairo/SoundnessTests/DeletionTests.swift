import CairoAIR
import ConstraintSystems
import Determinism
import FiniteFields
import Testing

/// Every constraint and every use of a lookup is taken out of its component, one at a time: there is a wrong row that the
/// whole text refuses and that nothing else of it refuses, or it stands among the exceptions with the reason.
@Suite struct DeletionTests {
    /// Those with constraints or uses. The quick suite takes the components whose texts are short.
    static let kinds = CellPerturbationTests.kinds.filter { kind in
        kind.shape.gate != .table
            && (SatisfyingTraces.isLong || kind.counts().lookups <= 10)
    }

    /// How the deletions of one component are caught.
    struct Score {
        var alone = 0, amongItsKind = 0, forged = 0, excepted = 0
        var missing: [Deletion] = []
        var caught: Set<Deletion> = []
    }

    @Test(arguments: kinds) func `a wrong row is refused by one constraint or use alone`(_ kind: ComponentKind) throws {
        let score = try Self.score(kind)
        #expect(score.missing == [])
        #expect(score.caught.isDisjoint(with: DeletionExceptions.of(kind)), "an exception is caught after all")
        let counts = "\(kind): \(score.alone) alone, \(score.amongItsKind) among its kind, \(score.forged) forged"
        print("\(counts), \(score.excepted) excepted")
    }

    static func score(_ kind: ComponentKind) throws -> Score {
        let tables = SatisfyingTraces.tables(of: kind)
        let text = try #require(tables.first).text
        let uses = text.lookups.indices.filter { text.lookups[$0].isUse }
        let deletions = text.constraints.indices.map { Deletion.constraint($0) } + uses.map { Deletion.lookup($0) }
        var forged = text.products252()
        if kind == .mulModBuiltin { forged.formUnion(ForgedModularTests.uses) }
        if kind == .partialEcMulGeneric { forged.formUnion(ForgedStepTests.constraints) }
        let excepted = DeletionExceptions.of(kind)
        var score = Score()
        score.forged = forged.count
        var open = Set(deletions).subtracting(forged)
        let isLarge = text.tape.count > 6000
        for rigour in [RowSearch.Rigour.alone, .amongItsKind] {
            for table in tables {
                let limbs = ForgedLimbs(table.text, table.dependencies)
                for (number, row) in table.used.prefix(32).enumerated() {
                    var random = SplitMix64(seed: 1)
                    let search = RowSearch(table.text, row, table.dependencies)
                    for deleted in deletions where open.contains(deleted) {
                        let steps = excepted.contains(deleted) ? 200 : isLarge ? 4000 : 8000
                        var found = limbs.witness(row, without: deleted, rigour)
                        if found == nil, number < (isLarge ? 2 : 32) {
                            found = search.witness(without: deleted, rigour, steps: steps, &random)
                        }
                        guard let found else { continue }
                        let broken = table.text.verdict(found).broken
                        #expect(broken == { if case .constraint(let n) = deleted { [n] } else { [] } }())
                        if rigour == .alone { score.alone += 1 } else { score.amongItsKind += 1 }
                        score.caught.insert(deleted)
                        open.remove(deleted)
                    }
                }
            }
        }
        score.missing = deletions.filter { open.contains($0) && !excepted.contains($0) }
        score.excepted = open.intersection(excepted).count
        return score
    }
}
