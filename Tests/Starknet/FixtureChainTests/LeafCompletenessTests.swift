import FixtureChains
import Testing

/// The walk over a bundle changes every field there is, and only one at a time.
struct LeafCompletenessTests {
    @Test func `every field of every fixture bundle is changed by the walk`() throws {
        var all = Set<String>(), changed = Set<String>(), empty = Set<String>()
        for number in FixtureChain.provenBlocks {
            let honest = try FixtureParts(number)
            var honestFields: [String: [String: String]] = [:]
            for name in FieldNames.partNames {
                let part = FieldNames.part(of: honest, leaf: name)
                let names = FieldNames(part.value, name: part.name)
                honestFields[part.name] = names.fields
                all.formUnion(FieldNames.kinds(names.fields.keys))
                empty.formUnion(FieldNames.kinds(names.emptyLists))
            }
            var seen = Set<String>()
            // Longer and shorter lists change whole elements: they do not count.
            for leaf in BundleLeaf.all(of: honest) where !leaf.kind.hasSuffix(" more") && !leaf.kind.hasSuffix(" less")
            {
                guard seen.insert(leaf.kind).inserted else { continue }
                var parts = honest
                leaf.damage(&parts)
                let part = FieldNames.part(of: parts, leaf: leaf.name)
                let before = honestFields[part.name] ?? [:], after = FieldNames(part.value, name: part.name).fields
                let different = before.filter { after[$0.key] != $0.value }.keys
                changed.formUnion(FieldNames.kinds(different))
            }
        }
        let missing = all.subtracting(changed)
        #expect(missing.isEmpty, "\(missing.sorted())")
        // Lists without elements anywhere are only made longer; a new one must get a field in the walk first.
        let alwaysEmpty = empty.filter { list in !all.contains { $0.hasPrefix(list + "[]") } }
        #expect(alwaysEmpty == Self.emptyLists, "\(alwaysEmpty.sorted())")
        #expect(all.count > 90)
    }

    private static let emptyLists: Set<String> = [
        "block.transactions[].invoke.accountDeploymentData", "block.transactions[].invoke.proofFacts",
        "block.transactions[].invoke.account.paymasterData", "block.stateDiff.declaredClasses",
        "classes[].casm.entryPoints.l1Handler",
    ]
}
