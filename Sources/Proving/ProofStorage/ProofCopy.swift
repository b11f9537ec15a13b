/// What came of copying a store's proofs into another one.
public struct ProofCopy: Sendable, Equatable {
    public var copied = 0
    /// Already there, with the same size.
    public var kept = 0
    public var bytes: UInt64 = 0
    /// What could not be copied, with the reason: a damaged proof does not stop the others.
    public var refused: [String] = []

    /// Copies every proof that `target` does not have. Each is compared with its name before, and read back after it was written.
    /// Errors of the target end it: it can be run again, and goes on where it was.
    public init(from source: some ProofStore, to target: some ProofStore) throws(ProofStoreError) {
        try source.forEachProof { (proof) throws(ProofStoreError) in
            guard let name = ProofName(proof.name) else { return }
            let content: [UInt8]
            do { content = try source.checkedContent(named: proof.name) } catch {
                refused.append("\(error)")
                return
            }
            if try isThere(proof, name, in: target) { return kept += 1 }
            _ = try target.store(content, block: name.block, hash: name.hash)
            copied += 1
            bytes += UInt64(content.count)
        }
    }

    private func isThere(
        _ proof: StoredProof, _ name: ProofName, in target: some ProofStore
    ) throws(ProofStoreError) -> Bool {
        guard try target.names(block: name.block, hash: name.hash).contains(proof.name) else { return false }
        // One that is there and damaged is written again.
        return (try? target.checkedContent(named: proof.name)) != nil
    }
}
