import SHA2

extension SigningBytes {
    /// The domain of a chain: the 32 bytes that stand for it in everything its validators sign, and in the greeting of their
    /// links. Where the committee pins the chain's block 0, SHA-256 of the tag `STARLING-CHAIN-1`, the chain id and the block's
    /// hash, 32 bytes each, big-endian; else the chain id alone.
    ///
    /// A block's hash pins its chain, but a vote for nil names no block, and a vote of another chain at the same place would
    /// look like a second one of its validator.
    public static func domain(chainID: [UInt8], genesisHash: [UInt8]?) -> [UInt8] {
        guard let genesisHash else { return chainID }
        return SHA256.hash(Array("STARLING-CHAIN-1".utf8) + chainID + genesisHash)
    }
}
