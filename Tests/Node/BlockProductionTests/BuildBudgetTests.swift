import BlockProduction
import FiniteFields
import Testing

@Suite struct `The time for building a block` {
    @Test func `is halved with each failed round, and never gone`() {
        for (rounds, millis) in [(0, 1_600), (1, 800), (3, 200), (4, 100), (30, 100), (.max, 100)] as [(UInt32, Int)] {
            let budget = BuildBudget(full: 1_600, failedRounds: rounds, now: 50)
            #expect(budget.end(isFirst: false, now: 51) == 50 + millis)
            #expect(budget.end(isFirst: false, now: 50 + millis) == nil)
        }
    }

    @Test func `is twice the whole for the first transaction in every round`() {
        for rounds in [0, 1, 9] as [UInt32] {
            #expect(BuildBudget(full: 1_600, failedRounds: rounds, now: 0).end(isFirst: true, now: 7) == 3_207)
        }
    }

    @Test func `ends for a slow transaction whose blocks were offered in vain three times`() {
        var slow = SlowTransactions()
        let heavy = Felt252(1 as UInt64), light = Felt252(2 as UInt64)
        for height in 0..<3 {
            // The rounds of one height count once.
            for _ in 0..<4 { slow.noteFirst(heavy, millis: 500, full: 1_600) }
            slow.noteFirst(light, millis: 399, full: 1_600)
            #expect(slow.noteDecided([]) == (height == 2 ? [heavy] : []))
        }
        // Heights at which it was not offered do not count, and one that was decided is forgiven.
        for _ in 0..<2 {
            slow.noteFirst(heavy, millis: 500, full: 1_600)
            #expect(slow.noteDecided([]).isEmpty)
        }
        for _ in 0..<5 { #expect(slow.noteDecided([]).isEmpty) }
        #expect(slow.noteDecided([heavy]).isEmpty)
        slow.noteFirst(heavy, millis: 500, full: 1_600)
        #expect(slow.noteDecided([]).isEmpty)
    }
}
