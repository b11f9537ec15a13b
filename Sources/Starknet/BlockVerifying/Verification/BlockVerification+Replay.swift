import BlockPrograms
import FiniteFields
import ProtocolRules
import StarknetModel

/// The replay of the block's transactions, and its comparison with receipts and state diff.
extension BlockVerification {
    mutating func replay() throws(BlockRejection) {
        guard let opened else { throw .opening(nil) }
        let block = bundle.block
        var replayer = Replayer(
            previous: OpenedSource(opened: opened), block: RecordedContext(header.context),
            program: ProgramView(cells: program), manifest: manifest, classes: classes,
            declarations: declarations)
        do throws(ReplayFailure) { try recordAgedHash(&replayer) } catch {
            throw .replay(transaction: 0, frame: 0, error)
        }
        let terms = ExecutionTerms(chain: configuration.chain, context: header.context)
        for index in block.transactions.indices {
            let outcome = try replay(index, terms, &replayer)
            try compare(block.receipts[index], index, outcome, replayer.effects)
            outcomes.append(
                BlockVerdict.TransactionEnding(
                    hash: transactionHashes[index], ending: outcome.status.isReverted ? .reverted : .succeeded,
                    isMessage: block.transactions[index].kind == .l1Handler))
        }
        guard replayer.next == manifest.frames.count else { throw .framesLeftOver }
        guard replayer.state.diff == block.stateDiff else { throw .stateDiff }
        uncoveredFrames = replayer.uncovered
    }

    /// From block 10 on, the hash of the block ten before enters the state before anything runs.
    private func recordAgedHash(_ replayer: inout Replayer) throws(ReplayFailure) {
        guard let aged = agedBlock(of: header.context.number) else { return }
        // `checkAncestors` made sure that the headers reach just so far, and that they link.
        guard let last = bundle.ancestors.last, last.context.number == aged + 1 else { throw .opening }
        try replayer.state.recordBlockHash(last.parentHash, of: aged)
    }

    private func replay(
        _ index: Int, _ terms: ExecutionTerms, _ replayer: inout Replayer
    ) throws(BlockRejection) -> TransactionOutcome {
        let transaction = bundle.block.transactions[index], chainID = configuration.chain.chainID
        let info = TransactionInfo(transaction, hash: transactionHashes[index], chainID: chainID)
        replayer.begin(index, info, declaring: transaction.declaredClass)
        do throws(TransactionStop<ReplayFailure>) { return try replayer.execute(transaction, terms) } catch {
            switch error {
            case .rejected(let rejection): throw .transaction(index, rejection)
            case .host(let failure):
                throw .replay(transaction: index, frame: max(0, replayer.next - 1), failure)
            }
        }
    }

    /// Everything in a receipt follows from the replay.
    private func compare(
        _ receipt: TransactionReceipt, _ index: Int, _ outcome: TransactionOutcome, _ effects: CallEffects
    ) throws(BlockRejection) {
        guard receipt.status.isReverted == outcome.status.isReverted else {
            throw .receipt(transaction: index, .status)
        }
        guard receipt.events == effects.events else { throw .receipt(transaction: index, .events) }
        guard receipt.messages == effects.messages else { throw .receipt(transaction: index, .messages) }
        guard receipt.actualFee == outcome.fee else { throw .receipt(transaction: index, .fee) }
        guard receipt.gas == outcome.gas else { throw .receipt(transaction: index, .gas) }
        guard receipt.status == outcome.status else { throw .receipt(transaction: index, .reason) }
    }
}
