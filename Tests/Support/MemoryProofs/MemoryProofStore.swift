public import FiniteFields
public import ProofStorage
import Synchronization

/// Proofs in memory: a store for tests, and what a store of another kind has to be.
public final class MemoryProofStore: ProofStore {
    public let location = "memory"
    private let bytesMax: Int
    private let contents = Mutex<[String: [UInt8]]>([:])
    private let refusals = Mutex(0)

    /// An empty store of one chain, whichever.
    public init(bytesMax: Int = 64 << 20) { self.bytesMax = bytesMax }

    public func store(
        _ content: [UInt8], block: UInt64, hash: Felt252
    ) throws(ProofStoreError) -> (name: String, readBack: [UInt8]) {
        let name = ProofName.of(block: block, hash: hash, content: content)
        guard content.count <= bytesMax else { throw .tooLarge(path: name) }
        let isRefused = refusals.withLock { count in
            defer { count = max(0, count - 1) }
            return count > 0
        }
        if isRefused { throw .file("store", path: name, reason: "of the test") }
        contents.withLock { $0[name] = content }
        return (name, content)
    }

    public func content(named name: String) throws(ProofStoreError) -> [UInt8] {
        guard let content = contents.withLock({ $0[name] }) else {
            throw .file("open", path: name, reason: "no such proof")
        }
        return content
    }

    public func names(block: UInt64, hash: Felt252) throws(ProofStoreError) -> [String] {
        let prefix = ProofName.prefix(block: block, hash: hash)
        return contents.withLock { $0.keys.filter { $0.hasPrefix(prefix) }.sorted() }
    }

    public func proofs(after name: String?, limit: Int) throws(ProofStoreError) -> [StoredProof] {
        contents.withLock { contents in
            contents.keys.sorted().filter { other in name.map { $0 < other } ?? true }.prefix(limit)
                .map { StoredProof(name: $0, byteCount: UInt64(contents[$0]?.count ?? 0)) }
        }
    }

    public func discard(named name: String) throws(ProofStoreError) {
        contents.withLock { $0[name] = nil }
    }

    /// Keeps nothing the next so many times, as a store that is away.
    public func refuse(count: Int) { refusals.withLock { $0 = count } }

    /// Puts other bytes under a name, as a disk that loses some would.
    public func damage(_ name: String, _ content: [UInt8]) { contents.withLock { $0[name] = content } }
}
