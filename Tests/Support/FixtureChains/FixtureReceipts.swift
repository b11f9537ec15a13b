public import BlockVerifying
public import FiniteFields
public import StarknetModel
public import StateTries
import TransactionExecution

/// Receipts over the committed bundles of the fixture chain.
public enum FixtureReceipts {
    /// A receipt of a block, whatever it says.
    public static func receipt(_ number: UInt64, _ subject: PortableReceipt.Subject) throws -> PortableReceipt {
        PortableReceipt(
            configuration: try FixtureFiles.configuration(), subject: subject, bundle: try FixtureFiles.bundle(number))
    }

    /// What opens cells in the state after a block.
    public static func opening(_ cells: [StorageCell], after number: UInt64) throws -> StateOpening {
        let chain = try FixtureChain.shared()
        var tries = MemoryTries()
        tries.apply(chain.genesis.stateUpdate)
        for block in chain.blocks.prefix(Int(number)) { tries.apply(block.stateUpdate) }
        let recorder = OpeningRecorder(tries, roots: tries.roots)
        for cell in cells { try recorder.open(cell) }
        return recorder.opening
    }

    /// The cells that block 12 writes, with what they hold then.
    public static func written() throws -> [(cell: StorageCell, value: Felt252)] {
        try FixtureChain.shared()[12].block.stateDiff.storage.flatMap { entry in
            entry.value.map { (StorageCell(address: entry.address, key: $0.key), $0.value) }
        }
    }
}
