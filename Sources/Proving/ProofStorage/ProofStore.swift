public import FiniteFields

/// Where the proofs of one chain are kept, one a block and content, under names that say which (`ProofName`).
///
/// A store is of one chain: who opens it names the chain, so that one chain's proof is never handed out for another's
/// block. What a content is worth, only a verifier can say.
public protocol ProofStore: Sendable {
    /// Where that is, for messages to people.
    var location: String { get }

    /// Keeps a proof for good and reads it back. Returns the bytes as they were read, for the caller to verify.
    ///
    /// - Parameter hash: the hash of the block that the proof is about.
    func store(
        _ content: [UInt8], block: UInt64, hash: Felt252
    ) throws(ProofStoreError) -> (name: String, readBack: [UInt8])

    /// The content that `store` gave the name of.
    func content(named name: String) throws(ProofStoreError) -> [UInt8]

    /// The proofs of a block: names in ascending order. More than one exists if a block was proven again.
    func names(block: UInt64, hash: Felt252) throws(ProofStoreError) -> [String]

    /// At most `limit` of the chain's proofs whose names come behind `name`, in the order of names, which is that of blocks.
    /// Fewer only when there are no more.
    func proofs(after name: String?, limit: Int) throws(ProofStoreError) -> [StoredProof]

    /// Forgets a proof, which need not be there. Only for one whose block has another that a verifier accepted.
    func discard(named name: String) throws(ProofStoreError)
}

extension ProofStore {
    /// A proof of the block with this number and hash, or nil when none is stored. Of several, which all are about this one
    /// block, the last by name. The content is not compared with the name: what it is worth, a verifier says.
    public func proof(block: UInt64, hash: Felt252) throws(ProofStoreError) -> [UInt8]? {
        guard let name = try names(block: block, hash: hash).last else { return nil }
        return try content(named: name)
    }
}
