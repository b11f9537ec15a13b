import FiniteFields
import ProtocolRules
import StarknetModel
import Testing

/// The journaled state: reading through, undoing, and what is left as a diff.
struct StateRuleTests {
    private let cell = StorageCell(address: ScriptedHost.contract, key: .variable("balance"))

    @Test func `a value that is written back as it was is no change`() throws {
        var source = ScriptedHost.Source()
        source.cells[cell] = Felt252(5)
        source.nonces[ScriptedHost.contract] = Felt252(1)
        source.classes[ScriptedHost.contract] = ScriptedHost.classHash
        var state = JournaledState(source)
        try state.write(Felt252(6), at: cell)
        try state.write(Felt252(5), at: cell)
        try state.setNonce(Felt252(1), of: ScriptedHost.contract)
        try state.setClassHash(ScriptedHost.classHash, at: ScriptedHost.contract)
        #expect(state.diff == StateDiff())
        try state.write(Felt252(6), at: cell)
        #expect(state.diff.storage.count == 1)
    }

    /// What was there before is read before it is written: a host that cannot tell must not write.
    @Test func `what cannot be read cannot be written`() {
        var source = ScriptedHost.Source()
        source.broken = ScriptedHost.contract
        var state = JournaledState(source)
        #expect(throws: ScriptedHost.Unreadable()) { try state.write(.one, at: cell) }
        #expect(throws: ScriptedHost.Unreadable()) { try state.setNonce(.one, of: ScriptedHost.contract) }
        #expect(throws: ScriptedHost.Unreadable()) {
            try state.setClassHash(ScriptedHost.classHash, at: ScriptedHost.contract)
        }
    }

    @Test func `going back restores every kind of value`() throws {
        var state = JournaledState(ScriptedHost.Source())
        try state.write(Felt252(1), at: cell)
        let before = state.checkpoint
        try state.write(Felt252(2), at: cell)
        try state.setNonce(Felt252(9), of: ScriptedHost.contract)
        try state.setClassHash(ScriptedHost.classHash, at: ScriptedHost.other)
        state.revert(to: before)
        #expect(try state.storage(at: cell) == Felt252(1))
        #expect(try state.nonce(of: ScriptedHost.contract).isZero)
        #expect(try state.classHash(at: ScriptedHost.other) == .none)
    }

    @Test func `the block-hash map holds the hash of ten blocks before`() throws {
        #expect(agedBlock(of: 9) == nil && agedBlock(of: 10) == 0 && agedBlock(of: 25) == 15)
        var state = JournaledState(ScriptedHost.Source())
        try state.recordBlockHash(Felt252(77), of: 15)
        let key = try #require(StorageKey(Felt252(15)))
        #expect(try state.storage(at: StorageCell(address: .blockHashes, key: key)) == Felt252(77))
    }
}
