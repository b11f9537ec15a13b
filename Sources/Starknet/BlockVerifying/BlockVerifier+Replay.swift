import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel
import StateTries

/// The replay of the block's transactions, and its comparison with receipts and state diff.
extension BlockVerifier {
    /// Returns the frames that are not covered by the proof.
    func replay(
        _ bundle: BlockBundle, _ hashes: [Felt252], _ proof: BlockProof, _ manifest: BlockManifest,
        _ program: [Felt252],
        _ classes: [Felt252: CasmClass], _ opened: OpenedState
    ) throws(BlockRejection) -> [Int] {
        let block = bundle.block, context = block.header.context
        var infos: [TransactionInfo] = []
        for (transaction, hash) in zip(block.transactions, hashes) {
            guard case .invoke(let invoke) = transaction else { throw .notSupported(.declaration) }
            infos.append(TransactionInfo(invoke, hash: hash, chainID: configuration.chain.chainID))
        }
        var replayer = Replayer(
            program: ProgramView(cells: program), manifest: manifest, classes: classes,
            context: RecordedContext(context),
            infos: infos, state: ReplayState(previous: opened))
        var aborted = proof.abortedTransactions[...]
        do {
            try replayer.storeBlockHash(bundle)
        } catch {
            throw .replay(transaction: 0, frame: 0, error)
        }
        for (index, transaction) in block.transactions.enumerated() {
            guard case .invoke(let invoke) = transaction else { throw .notSupported(.declaration) }
            let isAborted = aborted.first == index
            if isAborted { aborted = aborted.dropFirst() }
            let isReverted: Bool
            do throws(ReplayFailure) {
                isReverted = try replayer.run(invoke, at: index, isAborted: isAborted)
            } catch {
                throw .replay(transaction: index, frame: max(0, replayer.next - 1), error)
            }
            try BlockVerifier.compare(block.receipts[index], index, isReverted, replayer)
        }
        guard replayer.next == manifest.frames.count, aborted.isEmpty else { throw .framesLeftOver }
        let difference: StateDiff
        do { difference = try replayer.state.difference() } catch {
            throw .replay(transaction: 0, frame: 0, error)
        }
        guard difference == block.stateDiff else { throw .stateDiff }
        return replayer.uncovered
    }

    private static func compare(
        _ receipt: TransactionReceipt, _ index: Int, _ isReverted: Bool, _ replayer: Replayer
    ) throws(BlockRejection) {
        guard receipt.status.isReverted == isReverted else { throw .receipt(transaction: index, .status) }
        guard receipt.events == replayer.events else { throw .receipt(transaction: index, .events) }
        guard receipt.messages == replayer.messages else { throw .receipt(transaction: index, .messages) }
        guard receipt.actualFee == 0 else { throw .receipt(transaction: index, .fee) }
    }
}

extension Replayer {
    /// From block 10 on, the hash of the block ten before is written into contract 0x1 before anything runs (EXEC §3.8).
    mutating func storeBlockHash(_ bundle: BlockBundle) throws(ReplayFailure) {
        let number = bundle.block.header.context.number
        guard number >= ProtocolConstants.blockHashDelay else { return }
        let old = number - ProtocolConstants.blockHashDelay
        // `checkAncestors` made sure that the headers reach far enough, and that they link.
        guard let last = bundle.ancestors.first(where: { $0.context.number == old + 1 }),
            let key = StorageKey(Felt252(old))
        else { throw .opening }
        try state.write(last.parentHash, at: StorageCell(address: .blockHashes, key: key))
    }

    /// Validation and execution of an invocation. Returns whether it was reverted; events and messages are then those that
    /// its receipt must show.
    mutating func run(
        _ invoke: InvokeTransaction, at index: Int, isAborted: Bool
    ) throws(ReplayFailure) -> Bool {
        events = []
        messages = []
        guard try state.nonce(invoke.sender) == invoke.account.nonce else { throw .nonce }
        state.setNonce(invoke.account.nonce + .one, of: invoke.sender)
        let classHash = try state.classHash(invoke.sender)
        let bound = invoke.account.resourceBounds.l2Gas.maxAmount
        var call = ReplayCall(
            transaction: index, classHash: classHash, address: invoke.sender, caller: .zero, type: .external,
            selector: ProtocolSelectors.validate, calldata: invoke.calldata,
            gas: min(bound, ProtocolConstants.validateGasMax), depth: 0, isValidation: true)
        let validation = try self.call(call)
        guard !validation.failed, validation.returned == [ProtocolFelts.validated] else { throw .invalid }
        let used = call.gas - min(call.gas, validation.gasLeft)
        let before = checkpoint
        // An aborted execution leaves nothing behind but the nonce; that it was aborted is the validators' word.
        if isAborted { return true }
        call.classHash = try state.classHash(invoke.sender)
        call.selector = ProtocolSelectors.execute
        call.isValidation = false
        call.gas = min(bound - used, ProtocolConstants.executeGasMax)
        let execution = try self.call(call)
        if execution.failed { revert(to: before) }
        return execution.failed
    }
}
