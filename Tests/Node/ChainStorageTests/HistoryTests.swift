import FiniteFields
import StarknetModel
import StateTries
import Testing

@testable import ChainStorage

@Suite struct HistoryTests {
    /// A store with so many blocks, and what was written.
    private func filled(_ count: Int, _ history: HistorySettings = HistorySettings()) throws -> (Fixture, [BlockCommit])
    {
        let fixture = try Fixture(history)
        var commits: [BlockCommit] = []
        for _ in 0..<count {
            let commit = try fixture.next()
            try fixture.store?.commit(commit)
            commits.append(commit)
        }
        return (fixture, commits)
    }

    private func dump(_ store: ChainStore?) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try #require(store).dump { bytes += $0 }
        return bytes
    }

    @Test func `the index finds exactly the blocks with such events`() throws {
        let (fixture, _) = try filled(40)
        let store = try #require(fixture.store)
        let addresses = (10...13).map { EventMark.address(Fixture.address($0)) }
        let filters: [[[EventMark]]] = [
            [[addresses[0]]], [[addresses[0], addresses[2]]], [[addresses[3]]],
            [[.key(position: 1, .zero)]], [[addresses[1]], [.key(position: 1, .one)]],
            [[addresses[0], addresses[1]], [.key(position: 0, .one)], [.key(position: 1, .zero)]],
            [[.key(position: 0, .zero)]], [],
        ]
        for groups in filters {
            var found: [UInt64] = []
            var next: UInt64 = 3
            while let block = try store.eventBlock(groups, from: next, to: 37) {
                found.append(block)
                next = block + 1
            }
            let expected = (3...37 as ClosedRange<UInt64>).filter { number in
                let marks = Set(Fixture.events(number).flatMap(EventMark.marks))
                return groups.allSatisfy { !marks.isDisjoint(with: $0) }
            }
            #expect(found == expected)
        }
    }

    @Test func `a store of the version before is taken over, its blocks are searched one by one`() throws {
        let (fixture, _) = try filled(6)
        do {
            let store = try #require(fixture.store)
            var batch = WriteBatch()
            batch.put(.meta, ChainStore.Meta.identity, [1, 1, 2, 3])
            batch.delete(.meta, ChainStore.Meta.bounds)
            for number in 0..<6 as Range<UInt64> {
                store.deleteEvents(of: try store.receipts(number), number, from: &batch)
                batch.delete(.trieChanges, StoreKeys.number(number))
            }
            try store.database.write(batch)
        }
        try fixture.reopen()
        let store = try #require(fixture.store)
        #expect(store.bounds.indexedFrom == 6 && store.bounds.triesFrom == nil)
        let marks = [[EventMark.address(Fixture.address(10))]]
        #expect(try store.eventBlock(marks, from: 1, to: 5) == 1)
        for _ in 0..<5 { try store.commit(try fixture.next()) }
        #expect(try store.eventBlock(marks, from: 6, to: 10) == 6)
        #expect(try store.eventBlock(marks, from: 7, to: 10) == nil)
        #expect(try store.tries(after: 4) == nil)
        #expect(try store.tries(after: 5) != nil)
    }

    @Test func `a store of an unknown version is refused in words`() throws {
        let (fixture, _) = try filled(1)
        try writeVersion(9, to: fixture)
        fixture.store = nil
        #expect(throws: StoreError.foreign("its version is 9, not 2")) {
            try ChainStore(path: fixture.path, chain: [1, 2, 3])
        }
    }

    private func writeVersion(_ version: UInt8, to fixture: Fixture) throws {
        let store = try #require(fixture.store)
        var batch = WriteBatch()
        batch.put(.meta, ChainStore.Meta.identity, [version, 1, 2, 3])
        try store.database.write(batch)
    }

    @Test(arguments: [0, 1, 4, 100] as [UInt64])
    func `tries of the last blocks are as they were, older ones are gone`(window: UInt64) throws {
        let (fixture, commits) = try filled(12, HistorySettings(proofBlocks: window))
        try fixture.reopen()
        let store = try #require(fixture.store)
        for commit in commits {
            let number = commit.block.header.context.number
            guard number + window >= 11 else {
                #expect(try store.tries(after: number) == nil)
                continue
            }
            let tries = try #require(try store.tries(after: number))
            #expect(tries.roots == commit.stateUpdate.roots)
            for address in 10...13 as ClosedRange<UInt64> {
                let leaf = try tries.contract(at: Fixture.address(address))
                #expect(
                    try TrieReading.leaf(
                        of: Fixture.address(address).felt, in: .contracts, root: tries.roots.contracts, source: tries)
                        == leaf.hash)
                for key in 0..<20 as Range<UInt64> {
                    let value = try TrieReading.leaf(
                        of: Fixture.key(key).felt, in: .storage(Fixture.address(address)), root: leaf.storageRoot,
                        source: tries)
                    #expect(
                        try value == store.state(after: number).storage(Fixture.address(address), Fixture.key(key)))
                }
            }
        }
        #expect(try store.tries(after: 12) == nil)
    }

    @Test(arguments: [1, 3, 100] as [UInt64])
    func `blocks beyond those that are kept are gone, the others are whole`(kept: UInt64) throws {
        let (whole, _) = try filled(15)
        let (fixture, commits) = try filled(15, HistorySettings(blocksKept: kept))
        let store = try #require(fixture.store), all = try #require(whole.store)
        let first = kept >= 15 ? 0 : 15 - kept
        #expect(store.bounds.keptFrom == first)
        for commit in commits {
            let number = commit.block.header.context.number
            #expect(try store.header(number)?.hash == commit.blockHash)
            let isKept = number >= first
            #expect(try store.receipts(number) == (isKept ? commit.block.receipts : []))
            #expect(try store.stateDiff(number) == (isKept ? commit.block.stateDiff : nil))
            #expect(try (store.place(ofTransaction: commit.transactionHashes[0]) != nil) == isKept)
            for key in 0..<20 as Range<UInt64> {
                let address = Fixture.address(11), key = Fixture.key(key)
                if number + 1 >= first {
                    #expect(
                        try store.state(after: number).storage(address, key)
                            == all.state(after: number).storage(address, key))
                } else {
                    #expect(throws: StoreError.pruned(keptFrom: first)) {
                        try store.state(after: number).storage(address, key)
                    }
                }
            }
        }
        // Of a cell that was written often, the versions that can be read are what is left.
        var versions = 0
        let cell = StoreKeys.contract(.nonce, Fixture.address(10))
        try store.database.scan(.contracts, from: cell, prefix: cell) { (_, _) throws(StoreError) in
            versions += 1
            return true
        }
        #expect(versions == min(15, Int(kept) + 1))
    }

    @Test func `blocks taken back leave the store as it was before them`() throws {
        let (fixture, commits) = try filled(8)
        let before = try dump(fixture.store)
        for _ in 0..<6 { try fixture.store?.commit(try fixture.next()) }
        try fixture.store?.revert(to: 7)
        #expect(try dump(fixture.store) == before)
        #expect(fixture.store?.head?.hash == commits.last?.blockHash)
        try fixture.reopen()
        #expect(fixture.store?.head?.hash == commits.last?.blockHash)
        try fixture.store?.commit(try fixture.next())
        #expect(fixture.store?.head?.number == 8)
        // Beyond the window nothing can be taken back.
        let (short, _) = try filled(8, HistorySettings(proofBlocks: 2))
        #expect(throws: StoreError.notRevertible(to: 3)) { try short.store?.revert(to: 3) }
        try short.store?.revert(to: 5)
        #expect(short.store?.head?.number == 5)
    }

    @Test func `a dump is loaded to the same store, half a dump is refused`() throws {
        let (fixture, _) = try filled(5)
        let bytes = try dump(fixture.store)
        func load(_ bytes: [UInt8], into path: String) throws {
            var rest = bytes[...]
            try ChainStore.load(into: path) { count in
                defer { rest = rest.dropFirst(count) }
                return Array(rest.prefix(count))
            }
        }
        let other = try Fixture()
        other.store = nil
        try load(bytes, into: other.path + "/copy")
        let copy = try ChainStore(path: other.path + "/copy", chain: [1, 2, 3])
        #expect(try dump(copy) == bytes)
        for (index, cut) in [0, 1, 5, 9, bytes.count / 2, bytes.count - 9, bytes.count - 1].enumerated() {
            #expect(throws: StoreError.self) { try load(Array(bytes.prefix(cut)), into: other.path + "/cut\(index)") }
        }
        #expect(throws: StoreError.self) { try load(bytes, into: fixture.path) }
    }
}
