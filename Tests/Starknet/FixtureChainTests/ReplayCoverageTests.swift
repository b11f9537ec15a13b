import FixtureChains
import Testing

/// Which rules, system calls and builtins the fixture chain reaches.
struct ReplayCoverageTests {
    @Test func `every rule of the replay is reached`() throws {
        let evidence = try FixtureChain.provenBlocks.map { try FixtureEvidence($0) }
        var table = "rule".padded(66) + FixtureChain.provenBlocks.map { "block \($0)".padded(10) }.joined() + "\n"
        for rule in ReplayRule.all {
            let counts = evidence.map(rule.count)
            table += rule.name.padded(66) + counts.map { String($0).padded(10) }.joined() + "\n"
            #expect(counts.contains { $0 > 0 }, "\(rule.name) is reached by nothing")
        }
        print(table)
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(1, width - count)) }
}
