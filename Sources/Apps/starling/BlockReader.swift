import BlockBundling
import BlockVerifying
import CommandLines
import ProofStorage
import StarknetClient

/// What a reader of blocks is given on the command line: a node, a proof store, and what is pinned of the chain. None of
/// the data is trusted.
struct BlockReader {
    let configuration: VerifierConfiguration
    let fetcher: BundleFetcher
    let store: ProofStore

    init(_ arguments: Arguments) throws {
        configuration = try Commands.verifierConfiguration(arguments)
        fetcher = BundleFetcher(client: RPCClient(try arguments.required("rpc")))
        store = try ProofStore(folder: try arguments.required("proofs"))
    }

    /// The bundle that node and store give for a block. Whether it is about that block is decided by `verify`.
    func bundle(of number: UInt64) throws -> BlockBundle {
        do {
            // The name is not compared with the content: whether the content proves the block is decided below.
            return try fetcher.bundle(of: number, storedProof: try store.proof(block: number, checksName: false))
        } catch let error as BundleError {
            throw UsageError("block \(number): \(error)")
        } catch let error as ProofStoreError {
            throw UsageError("\(error)")
        }
    }

    /// Verifies a bundle, which must be about the block that was asked for.
    func verify(
        _ bundle: BlockBundle, asked number: UInt64, report: (BlockCheck) -> Void = { _ in }
    ) throws(BlockRejection) -> BlockVerdict {
        guard bundle.block.header.context.number == number else { throw .otherBlock }
        return try BlockVerifier<CommitteeSignatures>(configuration: configuration).verify(bundle, report: report)
    }
}
