import FiniteFields
import StarknetModel
import StateTries
import Testing

/// The values of EXEC Appendix A that belong to tries.
struct TrieVectorTests {
    @Test(
        arguments: [
            ([(1, 2)], "0x2ab889bd35e684623df9b4ea4a4a1f6d9e0ef39b67c1293b8a89dd17e351330"),
            ([(0, 10), (1, 11)], "0x664df9c655ff27d977ddbc0a425412d739293c5d09f3c17d1a8d035fb443673"),
        ] as [([(UInt64, UInt64)], String)])
    func `storage tries`(entries: [(UInt64, UInt64)], expected: String) throws {
        let address = try #require(ContractAddress(77))
        let diff = StateDiff(storage: [
            .init(
                address: address,
                value: try entries.map {
                    .init(key: try #require(StorageKey(Felt252($0.0))), value: Felt252($0.1))
                })
        ])
        let update = try StateUpdate(applying: diff, to: .empty, source: MemoryTries())
        #expect(update.contracts.map(\.value.storageRoot.hex) == [expected])
    }

    @Test func `contract leaf, class leaf and global root`() {
        let leaf = ContractLeaf(classHash: ClassHash(1), storageRoot: 2, nonce: 3)
        #expect(leaf.hash.hex == "0x7fdeb85518534a06e6b50c2ccdea7bbf3d47c607a9b36fbf690c41274976950")
        #expect(
            CompiledClassHash(5).leaf.hex == "0x6d7ae5a3a0fb7b67d4b87610cafe4e630e356e4e09ac4c41eb6553da19fceba")
        #expect(
            StateRoots(contracts: 1, classes: 2).global.hex
                == "0x794df522f4bc0d998d32559d28ce3a436bfa592902b1bda398023bad7c1f71e")
        #expect(StateRoots.empty.global.isZero)
        #expect(ContractLeaf.empty.hash.isZero)
    }
}
