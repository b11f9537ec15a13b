/// What came of copying a store's proofs into another one.
public struct ProofCopy: Sendable, Equatable {
    public var copied = 0
    /// Already there, with the content that the name says.
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
            // What is there and damaged, or cannot be read, is written again.
            if (try? target.checkedContent(named: proof.name)) != nil { return kept += 1 }
            _ = try target.store(content, block: name.block, hash: name.hash)
            copied += 1
            bytes += UInt64(content.count)
        }
    }
}
