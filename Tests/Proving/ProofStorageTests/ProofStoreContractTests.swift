import FiniteFields
import Foundation
import HTTPRequesting
import MemoryProofs
import ProofStorage
import S3Requesting
import S3Servers
import Testing

/// What every proof store does, whatever it keeps its proofs in.
@Suite struct `A proof store` {
    enum Kind: CaseIterable { case folder, memory, s3 }

    /// A store of at most 100 bytes a proof, and what removes it.
    private func open(_ kind: Kind) throws -> (store: any ProofStore, remove: () -> Void) {
        switch kind {
        case .folder:
            let path = FileManager.default.temporaryDirectory.appendingPathComponent("proofs-\(UUID().uuidString)").path
            let store = try FolderProofStore(folder: path, chain: [UInt8](repeating: 1, count: 32), bytesMax: 100)
            return (store, { try? FileManager.default.removeItem(atPath: path) })
        case .memory: return (MemoryProofStore(bytesMax: 100), {})
        case .s3:
            let server = try S3TestServer()
            let client = S3Client(try server.settings(), http: HTTPClient())
            let store = S3ProofStore(client: client, chain: [UInt8](repeating: 1, count: 32), bytesMax: 100)
            return (store, { server.stop() })
        }
    }

    @Test(arguments: Kind.allCases) func `gives back what it was given, by block and by name`(kind: Kind) throws {
        let (store, remove) = try open(kind)
        defer { remove() }
        let kept = try store.store([1, 2, 3], block: 7, hash: 70)
        #expect(kept.readBack == [1, 2, 3])
        #expect(kept.name == ProofName.of(block: 7, hash: 70, content: [1, 2, 3]))
        #expect(try store.content(named: kept.name) == [1, 2, 3])
        #expect(try store.proof(block: 7, hash: 70) == [1, 2, 3])
        #expect(try store.proof(block: 8, hash: 70) == nil)
        #expect(try store.proof(block: 7, hash: 71) == nil)
    }

    @Test(arguments: Kind.allCases) func `keeps several proofs of a block, each once, by name`(kind: Kind) throws {
        let (store, remove) = try open(kind)
        defer { remove() }
        let contents = (0..<4).map { [UInt8($0)] }
        for content in contents + contents { _ = try store.store(content, block: 3, hash: 5) }
        let names = contents.map { ProofName.of(block: 3, hash: 5, content: $0) }.sorted()
        #expect(try store.names(block: 3, hash: 5) == names)
        let last = try #require(names.last)
        #expect(try store.proof(block: 3, hash: 5) == store.content(named: last))
    }

    @Test(arguments: Kind.allCases) func `takes no proof beyond its bound, and knows no other name`(kind: Kind) throws {
        let (store, remove) = try open(kind)
        defer { remove() }
        #expect {
            try store.store([UInt8](repeating: 0, count: 101), block: 2, hash: 5)
        } throws: { error in
            if case .tooLarge(_) = error as? ProofStoreError { true } else { false }
        }
        #expect(try store.names(block: 2, hash: 5).isEmpty)
        let absent = ProofName.of(block: 2, hash: 5, content: [1])
        #expect {
            try store.content(named: absent)
        } throws: { error in
            if case .file(_, _, _) = error as? ProofStoreError { true } else { false }
        }
    }

    @Test(arguments: Kind.allCases) func `lists its proofs in the order of blocks, page by page`(kind: Kind) throws {
        let (store, remove) = try open(kind)
        defer { remove() }
        #expect(try store.proofs(after: nil, limit: 10).isEmpty)
        var kept: [StoredProof] = []
        for block in [1, 2, 9, 10, 100] as [UInt64] {
            let content = [UInt8](repeating: UInt8(block), count: Int(block))
            let name = try store.store(content, block: block, hash: Felt252(1_000 - block)).name
            kept.append(StoredProof(name: name, byteCount: block))
        }
        #expect(try store.proofs(after: nil, limit: 10) == kept)
        #expect(try store.proofs(after: nil, limit: 2) == Array(kept.prefix(2)))
        #expect(try store.proofs(after: kept[1].name, limit: 2) == Array(kept[2...3]))
        #expect(try store.proofs(after: kept[3].name, limit: 2) == [kept[4]])
        #expect(try store.proofs(after: kept[4].name, limit: 2).isEmpty)
    }

    @Test(arguments: Kind.allCases) func `forgets a proof by its name`(kind: Kind) throws {
        let (store, remove) = try open(kind)
        defer { remove() }
        let one = try store.store([1], block: 3, hash: 5).name, two = try store.store([2], block: 3, hash: 5).name
        try store.discard(named: one)
        try store.discard(named: one)
        #expect(try store.names(block: 3, hash: 5) == [two])
        #expect(throws: ProofStoreError.self) { try store.content(named: one) }
        #expect(try store.proof(block: 3, hash: 5) == [2])
    }
}
