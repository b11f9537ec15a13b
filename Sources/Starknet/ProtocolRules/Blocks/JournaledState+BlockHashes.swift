public import FiniteFields
import StarknetModel

/// The block whose hash enters the block-hash map when block `number` begins; nil below block 10 (EXEC §3.8).
public func agedBlock(of number: UInt64) -> UInt64? {
    number >= ProtocolConstants.blockHashDelay ? number - ProtocolConstants.blockHashDelay : nil
}

extension JournaledState {
    /// Writes the hash of a block into contract 0x1, before anything of the block ten after it runs.
    public mutating func recordBlockHash(_ hash: Felt252, of number: UInt64) throws(Source.Failure) {
        // Every 64-bit number is a storage key.
        guard let key = StorageKey(Felt252(number)) else { return }
        try write(hash, at: StorageCell(address: .blockHashes, key: key))
    }
}
