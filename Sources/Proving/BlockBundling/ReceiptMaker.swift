public import BlockVerifying
public import FiniteFields
public import StarknetClient
import StarknetJSON
public import StarknetModel
import StateTries

/// Why no receipt was made.
public enum ReceiptError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The node could not be asked.
    case client(ClientError)
    /// The node has no block with this transaction.
    case noTransaction(Felt252)
    /// The node does not open states as old as that after this block.
    case noOpening(UInt64)
    /// The opening that the node gives is not one of the state after the block, or does not reach to the cell.
    case badOpening
    /// The block cannot be had, or does not hold.
    case block(ProofReader.Failure)
    /// What was made does not hold.
    case rejected(ReceiptRejection)

    public var description: String {
        switch self {
        case .client(let error): "\(error)"
        case .noTransaction(let hash): "the node has no block with the transaction \(hash.hex)"
        case .noOpening(let block):
            "the node keeps no storage proofs of the state after block \(block): name a later block, or see its --proof-blocks"
        case .badOpening: "the storage proof that the node gives is not one of the state after the block"
        case .block(let error): "\(error)"
        case .rejected(let rejection): rejection.explanation
        }
    }
}

/// Makes receipts from a node and a store of proofs, neither of which is trusted: each is verified, as its reader will, before it
/// is handed out.
public struct ReceiptMaker: Sendable {
    public let reader: ProofReader

    public init(reader: ProofReader) { self.reader = reader }

    /// A receipt for a transaction, with the verdict that its reader will come to.
    public func receipt(
        transaction hash: Felt252
    ) throws(ReceiptError) -> (receipt: PortableReceipt, verdict: ReceiptVerdict) {
        let found: (receipt: TransactionReceipt, blockNumber: UInt64)?
        do { found = try reader.fetcher.client.receipt(hash) } catch { throw .client(error) }
        guard let found else { throw .noTransaction(hash) }
        let bundle = try bundle(found.blockNumber)
        // The hashes in the block are the node's until they are verified.
        guard let index = bundle.block.receipts.firstIndex(where: { $0.transactionHash == hash }) else {
            throw .noTransaction(hash)
        }
        return try checked(.transaction(index), bundle)
    }

    /// A receipt for a storage cell after a block, with the verdict that its reader will come to.
    public func receipt(
        storage cell: StorageCell, after block: UInt64
    ) throws(ReceiptError) -> (receipt: PortableReceipt, verdict: ReceiptVerdict) {
        let given: StateOpening?
        do { given = try reader.fetcher.client.storageOpening(of: cell, .number(block)) } catch { throw .client(error) }
        guard let given else { throw .noOpening(block) }
        let bundle = try bundle(block)
        guard let state = OpenedState(given, globalRoot: bundle.block.header.stateRoot) else { throw .badOpening }
        // What is read, and nothing else, in the order that receipts have it.
        let recorder = OpeningRecorder(state, roots: state.roots)
        do { try recorder.open(cell) } catch { throw .badOpening }
        return try checked(.storage(cell, recorder.opening), bundle)
    }

    private func bundle(_ block: UInt64) throws(ReceiptError) -> BlockBundle {
        do { return try reader.bundle(of: RequestedBlock(number: block)) } catch { throw .block(error) }
    }

    private func checked(
        _ subject: PortableReceipt.Subject, _ bundle: BlockBundle
    ) throws(ReceiptError) -> (receipt: PortableReceipt, verdict: ReceiptVerdict) {
        let receipt = PortableReceipt(configuration: reader.configuration, subject: subject, bundle: bundle)
        do {
            return (
                receipt,
                try ReceiptVerifier<CommitteeSignatures>(fingerprint: reader.configuration.fingerprint).verify(receipt)
            )
        } catch { throw .rejected(error) }
    }
}
