import FiniteFields
import StarknetModel

extension BlockVerifier {
    /// Where block 1 is in sight, as the block itself or among its ancestors, it must stand on the pinned genesis block.
    ///
    /// Soundness: without this a chain of other balances, signed by the same committee, is verified from its first block on.
    /// A block whose headers do not reach back to block 1 is only as good as the roots before it: see the verdict.
    func checkGenesis(_ bundle: BlockBundle) throws(BlockRejection) {
        for header in [bundle.block.header] + bundle.ancestors where header.context.number == 1 {
            guard header.parentHash == configuration.genesisHash else { throw .genesis }
        }
    }
}
