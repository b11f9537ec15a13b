import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import FixtureChains
import StarknetModel
import StateTries
import Testing

/// What a manifest, the classes and the openings may not say: each is stopped before a program is built from it.
@Suite(.serialized) struct ManifestRefusalTests {
    /// Changes made to the first frame of block 12, in which one call has no dictionaries and needs not all builtins.
    private static let changes: [(name: String, change: @Sendable (inout FrameManifest, Int, Int) -> Void)] = [
        ("class", { frame, classes, _ in frame.classIndex = classes }),
        ("transaction", { frame, _, transactions in frame.transaction = transactions }),
        ("entry point", { frame, _, _ in frame.entryOffset += 1 }),
        ("arena", { frame, _, _ in frame.arena = ArenaManifest(base: 0, operations: 0, dictionaries: 0, infos: 0) }),
        ("calldata", { frame, _, _ in frame.calldata.count = BlockProgramLimits.arrayMax }),
        ("returned", { frame, _, _ in frame.returned.range.count = BlockProgramLimits.arrayMax }),
        ("usage of what is not there", { frame, _, _ in frame.usage[.poseidon] = 1 }),
        (
            "assertion",
            { frame, _, _ in
                let range = CellRange(offset: 0, count: BlockProgramLimits.arrayMax)
                frame.asserts.append(AssertedArray(cell: 0, hasEnd: true, expected: range))
            }
        ),
        (
            "place of nothing",
            { frame, _, _ in
                frame.returned.isPlaced = false
                frame.returned.range = CellRange(offset: 1, count: 0)
            }
        ),
    ]

    @Test(arguments: changes.indices)
    func `a frame with a number that it may not have`(index: Int) throws {
        var parts = try FixtureParts(12)
        let classes = parts.proof.manifest.classHashes.count, transactions = parts.bundle.block.transactions.count
        Self.changes[index].change(&parts.proof.manifest.frames[0], classes, transactions)
        #expect(try parts.rejection() == .manifest(frame: 0), "\(Self.changes[index].name)")
    }

    @Test func `classes that are listed twice, or that the bundle does not have`() throws {
        for hash in [try #require(FixtureParts(12).proof.manifest.classHashes.first), Felt252.one] {
            var parts = try FixtureParts(12)
            parts.proof.manifest.classHashes.append(hash)
            let added = parts.proof.manifest.classHashes.count - 1
            #expect(try parts.rejection() == .manifestClass(index: added))
        }
        var parts = try FixtureParts(12)
        parts.bundle.classes.append(parts.bundle.classes[0])
        #expect(try parts.rejection() == .classHash(index: parts.bundle.classes.count - 1))
    }

    @Test func `a small file that names a large program`() throws {
        var parts = try FixtureParts(12)
        let nothing = AssertedArray(cell: 0, hasEnd: true, expected: CellRange(offset: 0, count: 0))
        let asserts = [AssertedArray](repeating: nothing, count: 1 << 16)
        for index in 0..<min(9, parts.proof.manifest.frames.count) {
            parts.proof.manifest.frames[index].asserts = asserts
        }
        #expect(try parts.rejection() == .programTooLarge)
    }

    @Test func `openings of another state`() throws {
        var parts = try FixtureParts(12)
        parts.proof.opening.roots.contracts = parts.proof.opening.roots.contracts + .one
        #expect(try parts.rejection() == .opening(nil))
        parts = try FixtureParts(12)
        parts.bundle.classes[0].casm = parts.bundle.classes[1].casm
        #expect(try parts.rejection() == .classHash(index: 0))
    }
}
