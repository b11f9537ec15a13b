import FiniteFields
import Foundation
import ProofStorage
import Testing

/// Proofs are found by the chain and the block they are about, never by the order of names.
@Suite struct `The folder of proofs` {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("proofs-\(UUID().uuidString)")
        .path
    private let chain = [UInt8](repeating: 1, count: 32)

    @Test func `keeps the proofs of two chains apart, block by block`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try FolderProofStore(folder: folder, chain: chain)
        let other = try FolderProofStore(folder: folder, chain: [UInt8](repeating: 2, count: 32))
        _ = try store.store([1, 2, 3], block: 7, hash: 70)
        _ = try other.store([9, 9], block: 7, hash: 71)
        #expect(try store.proof(block: 7, hash: 70) == [1, 2, 3])
        #expect(try store.proof(block: 7, hash: 71) == nil)
        #expect(try other.proof(block: 7, hash: 71) == [9, 9])
        #expect(try store.proof(block: 8, hash: 70) == nil)
    }

    @Test func `takes the proof of the block with this hash, whatever else has its number`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try FolderProofStore(folder: folder, chain: chain)
        for hash in 1...20 as ClosedRange<UInt64> {
            _ = try store.store([UInt8(hash)], block: 3, hash: Felt252(hash))
        }
        for hash in 1...20 as ClosedRange<UInt64> {
            #expect(try store.proof(block: 3, hash: Felt252(hash)) == [UInt8(hash)])
        }
    }

    @Test func `makes nothing for a reader`() throws {
        let store = try FolderProofStore(folder: folder, chain: chain, isMade: false)
        #expect(try store.proof(block: 1, hash: 1) == nil)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `refuses a folder that belongs to another chain`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try FolderProofStore(folder: folder, chain: chain)
        let text = String(repeating: "ab", count: 32)
        try (text + "\n").write(toFile: store.folder + "/identity", atomically: true, encoding: .utf8)
        let wanted = String(repeating: "01", count: 32)
        #expect(throws: ProofStoreError.otherChain(path: store.folder, found: text, wanted: wanted)) {
            try FolderProofStore(folder: folder, chain: chain)
        }
    }

    @Test func `notices oversize and foreign names`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try FolderProofStore(folder: folder, chain: chain, bytesMax: 100)
        let name = try store.store([1, 2, 3], block: 1, hash: 5).name
        let path = store.folder + "/" + name
        try Data([1, 2, 4]).write(to: URL(fileURLWithPath: path))
        // Damage is not seen here: what a content is worth, a verifier says.
        #expect(try store.proof(block: 1, hash: 5) == [1, 2, 4])
        try Data(count: 101).write(to: URL(fileURLWithPath: path))
        #expect(throws: ProofStoreError.tooLarge(path: path)) { try store.proof(block: 1, hash: 5) }
        #expect(throws: ProofStoreError.self) { try store.store([UInt8](repeating: 0, count: 101), block: 2, hash: 5) }
        #expect(throws: ProofStoreError.self) { try store.content(named: "../identity.proof") }
        #expect(throws: ProofStoreError.self) { try store.discard(named: "../identity.proof") }
    }
}
