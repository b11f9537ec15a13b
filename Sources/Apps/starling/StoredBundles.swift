import BlockBundling
import BlockVerifying
import ExplorerWeb
import StarknetClient
import StarknetModel

/// Bundles from the node's RPC and the proof store, of the block that was asked for. A damaged proof goes to the reader's
/// verifier, which says so.
struct StoredBundles: BundleSource {
    let reader: ProofReader?

    func bundle(of block: UInt64) -> BundleAnswer {
        guard let reader else { return .notStored }
        do throws(ProofReader.Failure) {
            return .bundle(try reader.bundle(of: RequestedBlock(number: block)).encoded)
        } catch {
            switch error {
            case .bundle(.noProof): return .notStored
            case .bundle(.client(.http)), .bundle(.client(.notRPC)):
                return .unavailable("The node does not answer: the block could not be fetched.")
            case .bundle(.store): return .unavailable("The stored proof could not be read.")
            case .bundle(let error): return .unavailable("The block's data could not be put together: \(error).")
            case .rejected: return .unavailable("The node gave another block than was asked for.")
            }
        }
    }
}
