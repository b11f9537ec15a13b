import Determinism
import FiniteFields
import Foundation
import StarknetModel
import StateTries
import Testing

@testable import ChainStorage

@Suite struct ChainStoreTests {
    @Test func `what is committed is read back, also after the store was opened again`() throws {
        let fixture = try Fixture()
        var commits: [BlockCommit] = []
        for _ in 0..<5 {
            let commit = try fixture.next()
            try fixture.store?.commit(commit)
            commits.append(commit)
        }
        try fixture.reopen()
        let store = try #require(fixture.store)
        #expect(store.head?.hash == commits.last?.blockHash)
        for commit in commits {
            let number = commit.block.header.context.number
            #expect(try store.header(number) == StoredHeader(hash: commit.blockHash, header: commit.block.header))
            #expect(try store.blockNumber(hash: commit.blockHash) == number)
            #expect(try store.transactions(number).map(\.transaction) == commit.block.transactions)
            #expect(try store.transactionHashes(number) == commit.transactionHashes)
            #expect(try store.receipts(number) == commit.block.receipts)
            #expect(try store.stateDiff(number) == commit.block.stateDiff)
            #expect(try store.executionRecord(number) == commit.executionRecord)
            #expect(try store.certificate(number) == [9])
            let place = try #require(try store.place(ofTransaction: commit.transactionHashes[1]))
            #expect(place == TransactionPlace(blockNumber: number, index: 1))
            #expect(try store.transaction(at: place)?.transaction == commit.block.transactions[1])
            #expect(try store.receipt(at: place) == commit.block.receipts[1])
        }
        #expect(try store.header(5) == nil)
        #expect(try store.place(ofTransaction: .one) == nil)
    }

    @Test func `every past state is readable and equals the state diffs applied in order`() throws {
        let fixture = try Fixture()
        var cells: [StorageCell: Felt252] = [:]
        for number in 0..<20 as Range<UInt64> {
            let commit = try fixture.next(transactions: 0)
            try fixture.store?.commit(commit)
            for entry in commit.block.stateDiff.storage {
                for write in entry.value { cells[StorageCell(address: entry.address, key: write.key)] = write.value }
            }
            let state = try #require(fixture.store?.state(after: number))
            for (cell, value) in cells { #expect(try state.storage(cell.address, cell.key) == value) }
            #expect(try state.nonce(Fixture.address(10)) == Felt252(number + 1))
            #expect(try state.classHash(Fixture.address(12)) == ClassHash(Felt252(12 as UInt64)))
            #expect(try state.classHash(Fixture.address(99)) == .none)
        }
        let early = try #require(fixture.store?.state(after: 3))
        #expect(try early.nonce(Fixture.address(10)) == Felt252(4 as UInt64))
    }

    @Test func `the stored tries give the same roots as tries in memory`() throws {
        let fixture = try Fixture()
        var memory = MemoryTries()
        for _ in 0..<10 {
            let commit = try fixture.next(transactions: 0)
            memory.apply(
                try StateUpdate(applying: commit.block.stateDiff, to: memory.roots, source: memory))
            try fixture.store?.commit(commit)
            #expect(fixture.store?.head?.roots == memory.roots)
        }
    }

    @Test func `a snapshot of the tries does not move with later commits`() throws {
        let fixture = try Fixture()
        try fixture.store?.commit(try fixture.next())
        let before = try #require(try fixture.store?.tries())
        let leaf = try before.contract(at: Fixture.address(10))
        try fixture.store?.commit(try fixture.next())
        #expect(try before.contract(at: Fixture.address(10)) == leaf)
        #expect(before.head?.number == 0)
        _ = try TrieReading.leaf(
            of: Fixture.address(10).felt, in: .contracts, root: before.roots.contracts, source: before)
    }

    @Test func `a block that does not follow or contradicts its roots is refused and changes nothing`() throws {
        let fixture = try Fixture()
        let first = try fixture.next()
        try fixture.store?.commit(first)
        var second = try fixture.next()
        #expect(throws: StoreError.notNext) { try fixture.store?.commit(first) }
        second.block.header.parentHash = .one
        #expect(throws: StoreError.notNext) { try fixture.store?.commit(second) }
        second = try fixture.next()
        second.block.header.stateRoot = .one
        #expect(throws: StoreError.inconsistentCommit) { try fixture.store?.commit(second) }
        #expect(fixture.store?.head?.number == 0)
    }

    /// A store that exists has these names on the disk: a case may be renamed, they may not.
    @Test func `families keep their names on the disk`() {
        #expect(
            ColumnFamily.allCases.map(\.name) == [
                "default", "headers", "blockNumbers", "transactions", "receipts", "transactionPlaces", "stateDiffs",
                "storage",
                "contracts", "classes", "compiledClasses", "tries", "leaves", "recordings", "certificates",
                "eventBlocks",
                "trieHistory", "trieChanges",
            ])
    }

    @Test func `only the wanted number of execution records is kept`() throws {
        let fixture = try Fixture()
        for _ in 0..<6 { try fixture.store?.commit(try fixture.next(), recordsKept: 2) }
        let kept = try (0..<6).filter { try fixture.store?.executionRecord($0) != nil }
        #expect(kept == [4, 5])
    }

    @Test func `a store of another chain and a store in use are refused`() throws {
        let fixture = try Fixture()
        let inUse = #expect(throws: StoreError.self) { try ChainStore(path: fixture.path, chain: [1, 2, 3]) }
        if case .engine(let text)? = inUse {
            #expect(text.lowercased().contains("lock"))
        } else {
            Issue.record("no lock")
        }
        fixture.store = nil
        #expect(throws: StoreError.foreign("it holds another chain")) { try ChainStore(path: fixture.path, chain: [4]) }
    }
}
