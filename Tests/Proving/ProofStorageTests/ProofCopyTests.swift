import FiniteFields
import MemoryProofs
import ProofStorage
import Testing

@Suite struct `The proofs of a whole store` {
    /// A store with so many blocks' proofs, two of every fifth block.
    private func filled(_ count: Int) throws -> (store: MemoryProofStore, names: [String]) {
        let store = MemoryProofStore()
        for block in 0..<UInt64(count) {
            _ = try store.store([UInt8(block)], block: block, hash: 5)
            if block % 5 == 0 { _ = try store.store([UInt8(block), 1], block: block, hash: 5) }
        }
        return (store, try store.proofs(after: nil, limit: .max).map(\.name))
    }

    @Test(arguments: [1, 2, 7, 11, 12, 13, 100]) func `are each met once, in order, whatever the pages`(page: Int)
        throws
    {
        let (store, names) = try filled(10)
        #expect(names.count == 12)
        var met: [String] = []
        try store.forEachProof(pageCount: page) { met.append($0.name) }
        #expect(met == names)
    }

    @Test func `are copied, what is there already is not`() throws {
        let (source, names) = try filled(10), target = MemoryProofStore()
        _ = try target.store([3], block: 3, hash: 5)
        let first = try ProofCopy(from: source, to: target)
        #expect(first.copied == 11 && first.kept == 1 && first.refused.isEmpty && first.bytes == 13)
        #expect(try target.proofs(after: nil, limit: .max).map(\.name) == names)
        #expect(try ProofCopy(from: source, to: target).kept == 12)
        target.damage(names[4], [9, 9])
        #expect(try ProofCopy(from: source, to: target).copied == 1)
        #expect(try target.checkedContent(named: names[4]) == source.content(named: names[4]))
    }

    @Test func `that are damaged are not copied and do not stop the others`() throws {
        let (source, names) = try filled(4), target = MemoryProofStore()
        source.damage(names[1], [9, 9])
        let copy = try ProofCopy(from: source, to: target)
        #expect(copy.copied == names.count - 1 && copy.refused.count == 1)
        #expect(copy.refused.first?.contains(names[1]) == true)
        target.refuse(count: 1)
        source.damage(names[1], [0, 1])
        #expect(throws: ProofStoreError.self) { try ProofCopy(from: source, to: target) }
    }

    @Test func `of old blocks are forgotten, those of the newest stay`() throws {
        let (store, names) = try filled(10)
        #expect(try ProofRetention.keepNewest(20, in: store) == 0)
        #expect(try ProofRetention.keepNewest(10, in: store) == 0)
        #expect(try ProofRetention.keepNewest(6, in: store) == 5)
        #expect(try store.proofs(after: nil, limit: .max).map(\.name) == Array(names.dropFirst(5)))
        #expect(try ProofRetention.keepNewest(1, in: store) == 6)
        #expect(try store.proofs(after: nil, limit: .max).map { ProofName($0.name)?.block } == [9])
        #expect(try ProofRetention.keepNewest(1, in: MemoryProofStore()) == 0)
    }
}
