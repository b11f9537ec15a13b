import ByteCoding

/// A committee file and a genesis file that are not of one chain.
public enum ChainMismatch: Error, Equatable, Sendable, CustomStringConvertible {
    /// The committee's chain id is another than the genesis file's.
    case name(committee: String)
    /// The committee file pins another block 0 than the one that the genesis file makes; hashes as 32 bytes, big-endian.
    case genesis(committee: [UInt8], built: [UInt8])

    public var description: String {
        switch self {
        case .name(let name): "the committee is of chain '\(name)', the genesis file is of another"
        case .genesis(let committee, let built):
            "the committee file is of the chain with genesis block 0x\(HexBytes.encode(committee)), "
                + "the genesis file makes 0x\(HexBytes.encode(built)): these are two chains"
        }
    }
}

extension Committee {
    /// A committee decides about one chain: by its name and, where the committee file says so, by its block 0. Nodes and
    /// verifiers ask this of every pair of files.
    ///
    /// - Parameters:
    ///   - chainID: the chain id that genesis names, 32 bytes, big-endian.
    ///   - genesisHash: the hash of the block 0 that genesis makes, likewise.
    public func check(chainID: [UInt8], genesisHash: [UInt8]) throws(ChainMismatch) {
        guard self.chainID == chainID else { throw .name(committee: chain) }
        if let pinned = self.genesisHash, pinned != genesisHash {
            throw .genesis(committee: pinned, built: genesisHash)
        }
    }
}
