/// Forgets the proofs of old blocks.
public enum ProofRetention {
    /// Removes the proofs of all blocks but the newest `count` of those that the store has proofs of, and returns how many it
    /// removed. Blocks are told apart by their numbers.
    public static func keepNewest(_ count: Int, in store: some ProofStore) throws(ProofStoreError) -> Int {
        var newest: [UInt64] = []
        try store.forEachProof { (proof) throws(ProofStoreError) in
            guard let block = ProofName(proof.name)?.block, newest.last != block else { return }
            newest.append(block)
            if newest.count > count { newest.removeFirst() }
        }
        // An empty list: nothing is kept, or nothing is there.
        let first = newest.first ?? .max
        var old: [String] = []
        try store.forEachProof { (proof) throws(ProofStoreError) in
            if let block = ProofName(proof.name)?.block, block < first { old.append(proof.name) }
        }
        for name in old { try store.discard(named: name) }
        return old.count
    }
}
