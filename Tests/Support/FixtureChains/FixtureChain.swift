import FiniteFields
public import StarknetModel
import StateTries
public import TransactionExecution

/// A chain of small blocks that reaches every rule of the replay, the same on every machine.
///
/// Blocks 1, 10 and 12 have transactions and are proven (`make fixtures`); the others are empty. From block 10 on each
/// block also writes the hash of the block ten before.
public struct FixtureChain: Sendable {
    public static let provenBlocks: [UInt64] = [1, 10, 12]
    /// Blocks without transactions that have a bundle, too: before and after the block-hash map begins.
    public static let emptyBlocks: [UInt64] = [2, 11]
    public static let parameters = ChainParameters(chainID: Felt252(ascii: "SN_FIXTURES"), fees: false)

    public let classes: FixtureClasses
    public let genesis: GenesisBlock
    /// From block 1 on.
    public let blocks: [ExecutedBlock]
    /// From block 0 on.
    public let headers: [BlockHeader]
    /// Reverted transactions, by block, that were stopped in a way which leaves no frame to prove it.
    public let aborted: [UInt64: [Int]]

    private static let made = Result { try FixtureChain() }

    /// The chain, made once.
    public static func shared() throws -> FixtureChain { try made.get() }

    /// Executes all blocks.
    public init() throws {
        classes = try FixtureClasses()
        let places = try FixturePlaces(classes)
        genesis = try places.genesis()
        var builder = FixtureBuilder(places, genesis)
        for number in 1...12 as ClosedRange<UInt64> {
            try builder.block { script in
                switch number {
                case 1: try script.contracts()
                case 10: try script.computations()
                case 12: try script.failures()
                default: break
                }
            }
        }
        blocks = builder.blocks
        headers = builder.headers
        aborted = builder.aborted
    }

    public subscript(number: UInt64) -> ExecutedBlock { blocks[Int(number) - 1] }
}
