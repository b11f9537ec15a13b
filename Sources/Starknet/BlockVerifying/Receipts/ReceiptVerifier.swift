import FiniteFields
import StarknetModel
import StateTries

/// Verifies receipts: the block by `BlockVerifier`, then what is said about it.
public struct ReceiptVerifier<Signatures: SignatureChecking> {
    /// The SHA-256 of the configuration that is pinned, 32 bytes: all that has to be known beforehand.
    public let fingerprint: [UInt8]

    public init(fingerprint: [UInt8]) { self.fingerprint = fingerprint }

    /// Runs all checks; `report` is told of each of the block's that passed.
    public func verify(
        _ receipt: PortableReceipt, report: (BlockCheck) -> Void = { _ in }
    ) throws(ReceiptRejection) -> ReceiptVerdict {
        // Soundness: the receipt brings its own configuration, which says who signs: it counts only as the pinned one.
        let found = receipt.configuration.fingerprint
        guard found == fingerprint else { throw .fingerprint(found: found) }
        let block: BlockVerdict
        do {
            block = try BlockVerifier<Signatures>(configuration: receipt.configuration)
                .verify(receipt.bundle, report: report)
        } catch { throw .block(error) }
        return ReceiptVerdict(
            subject: try shown(receipt), block: block, timestamp: receipt.bundle.block.header.context.timestamp)
    }

    private func shown(_ receipt: PortableReceipt) throws(ReceiptRejection) -> ReceiptVerdict.Subject {
        let block = receipt.bundle.block
        switch receipt.subject {
        case .transaction(let index):
            guard block.transactions.indices.contains(index) else { throw .transaction(index: index) }
            return .transaction(
                ReceiptVerdict.ShownTransaction(
                    index: index, sender: block.transactions[index].sender, receipt: block.receipts[index]))
        case .storage(let cell, let opening):
            guard let state = OpenedState(opening, globalRoot: block.header.stateRoot) else { throw .opening(nil) }
            let recorder = OpeningRecorder(state, roots: state.roots)
            let contract: ContractLeaf, value: Felt252
            do throws(TrieError) {
                try recorder.open(cell)
                contract = try state.contract(at: cell.address)
                value = try state.storage(at: cell)
            } catch { throw .opening(error) }
            guard recorder.opening == opening else { throw .openingTooLarge }
            return .storage(ReceiptVerdict.ShownCell(cell: cell, value: value, hasContract: !contract.isEmpty))
        }
    }
}
