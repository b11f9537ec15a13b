public import HashFunctions

extension MerkleDecommitment {
    /// Checks that leaves belong to the tree of this root (STWO §3): layer by layer and from left to right, a sibling
    /// that is not known is taken from the witness, which must be used up exactly.
    ///
    /// Leaves may come in any order and repeated; repeated ones must agree.
    public func verify(
        _ leaves: [MerkleLeaf], root: Blake2sDigest, height: Int, variant: ProofHash
    ) throws(MerkleError) {
        guard height >= 0, height <= 32 else { throw .positionOutsideTree }
        var layer: [MerkleLeaf] = []
        layer.reserveCapacity(leaves.count)
        for leaf in leaves.sorted(by: { $0.position < $1.position }) {
            guard UInt64(leaf.position) < UInt64(1) << UInt64(height) else { throw .positionOutsideTree }
            if let last = layer.last, last.position == leaf.position {
                guard last.hash == leaf.hash else { throw .conflictingLeaves }
            } else {
                layer.append(leaf)
            }
        }
        var witness = hashWitness.makeIterator()
        for _ in 0..<height {
            var above: [MerkleLeaf] = []
            above.reserveCapacity(layer.count)
            var pending: MerkleLeaf?
            for node in layer {
                if let left = pending {
                    pending = nil
                    if node.position == left.position | 1 {
                        above.append(parent(left.position, left.hash, node.hash, variant))
                        continue
                    }
                    guard let sibling = witness.next() else { throw .witnessTooShort }
                    above.append(parent(left.position, left.hash, sibling, variant))
                }
                if node.position & 1 == 0 {
                    pending = node
                } else {
                    guard let sibling = witness.next() else { throw .witnessTooShort }
                    above.append(parent(node.position, sibling, node.hash, variant))
                }
            }
            if let left = pending {
                guard let sibling = witness.next() else { throw .witnessTooShort }
                above.append(parent(left.position, left.hash, sibling, variant))
            }
            layer = above
        }
        guard witness.next() == nil else { throw .witnessTooLong }
        // Soundness: without leaves nothing was shown. Callers always open at least one position.
        guard let top = layer.first, top.hash == root else { throw .rootMismatch }
    }

    private func parent(
        _ position: UInt32, _ left: Blake2sDigest, _ right: Blake2sDigest, _ variant: ProofHash
    ) -> MerkleLeaf {
        MerkleLeaf(position: position &>> 1, hash: variant.hash(left, right))
    }
}
