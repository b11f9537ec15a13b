import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// Executes one INVOKE transaction (EXEC §3.1): nonce, `__validate__`, `__execute__`, fee, receipt.
///
/// Before the first effect the state is at a checkpoint; a rejection goes back to it.
struct InvokeExecution {
    let chain: ChainParameters
    let context: BlockContext
    let state: CachedState
    let transaction: InvokeTransaction
    let hash: Felt252
    let options: ExecutionOptions

    func run() throws(TransactionRejection) -> ExecutedTransaction {
        let start = state.checkpoint
        do {
            return try execute(start: start)
        } catch {
            state.revert(to: start)
            throw error
        }
    }

    private func execute(start: Int) throws(TransactionRejection) -> ExecutedTransaction {
        try checkFields()
        let sender = transaction.sender, nonce = transaction.account.nonce
        let classHash: ClassHash, expected: Felt252
        do {
            classHash = try state.classHash(at: sender)
            expected = try state.nonce(of: sender)
            try state.setNonce(nonce + .one, of: sender)
        } catch { throw .state(error) }
        guard classHash != .none else { throw .noAccount(sender) }
        if options.checksNonce, expected != nonce { throw .invalidNonce(expected: expected, found: nonce) }

        var info = TransactionInfo(transaction, hash: hash, chainID: chain.chainID)
        // What contracts see of a query is its version with bit 128 set.
        if options.isQuery { info.version = Felt252(reducing: 3, 0, 1, 0) }
        let tree = CallTree(state: state, context: RecordedContext(context), info: info)
        let bound = options.ignoresGasBounds ? .max : transaction.account.resourceBounds.l2Gas.maxAmount
        var roots: [TransactionRecording.Root] = []
        var validateGas: UInt64 = 0
        if options.validates {
            let gas = min(bound, ProtocolConstants.validateGasMax)
            let outcome = try validate(tree, classHash, gas: gas)
            if let frame = outcome.frame { roots.append(.init(kind: .validate, frame: frame)) }
            validateGas = gas - min(gas, outcome.gasLeft)
        }

        // Execution: a failure, caught or not, undoes everything since here.
        let before = tree.checkpoint
        tree.lastMeteredGas = min(bound - validateGas, ProtocolConstants.executeGasMax)
        let gas = min(bound - validateGas, ProtocolConstants.executeGasMax)
        var returned: [Felt252] = [], status = ExecutionStatus.succeeded, executeGas: UInt64
        do {
            // `__validate__` cannot replace the class, but it is read again as the protocol does.
            let current = try tree.classHash(at: sender)
            let outcome = try tree.call(rootCall(current, ProtocolSelectors.execute, gas: gas, isValidation: false))
            if let frame = outcome.frame { roots.append(.init(kind: .execute, frame: frame)) }
            executeGas = gas - min(gas, outcome.gasLeft)
            returned = outcome.returned
            if outcome.failed {
                tree.revert(to: before)
                status = .reverted(reason: RevertReason(tree, root: outcome.frame, panic: returned).bytes)
            }
        } catch {
            if case .state(let reason) = error { throw .state(reason) }
            tree.revert(to: before, dropsFrames: true)
            executeGas = gas - min(gas, tree.lastMeteredGas)
            status = .reverted(reason: RevertReason(tree, abort: error).bytes)
        }
        let usage = TransactionUsage(
            transaction: transaction, tree: tree, start: start, gas: validateGas + executeGas, fees: chain.fees,
            feeToken: chain.feeToken)
        let vector = usage.gasVector(usesBlobs: context.usesBlobs)
        var fee: UInt128 = 0
        if chain.fees {
            let bounds = transaction.account.resourceBounds
            if let excess = bounds.exceeded(by: vector), !status.isReverted {
                // The check after execution (EXEC §3.2): what was done is undone, and paid for up to the bounds.
                tree.revert(to: before)
                status = .reverted(reason: Array(excess.utf8))
            }
            fee = try usage.fee(bounds.capping(vector), prices: context.gasPrices)
            if fee > 0 { roots.append(try transferFee(fee, tree)) }
        }
        let receipt = TransactionReceipt(
            transactionHash: hash, actualFee: fee, status: status, messages: tree.messages, events: tree.events,
            gas: vector)
        let recording = TransactionRecording(
            info: tree.info, calldata: transaction.calldata, roots: roots, frames: tree.frames.compactMap { $0 },
            isReverted: status.isReverted)
        return ExecutedTransaction(
            transaction: .invoke(transaction), hash: hash, receipt: receipt, recording: recording, returned: returned,
            validateGas: validateGas, executeGas: executeGas)
    }

    private func checkFields() throws(TransactionRejection) {
        guard transaction.calldata.count <= ProtocolConstants.calldataMax else { throw .tooLong("calldata") }
        guard transaction.account.signature.count <= ProtocolConstants.signatureMax else { throw .tooLong("signature") }
        guard transaction.account.paymasterData.isEmpty else { throw .notSupported("paymaster_data") }
        guard transaction.accountDeploymentData.isEmpty else { throw .notSupported("account_deployment_data") }
        guard transaction.proofFacts.isEmpty else { throw .notSupported("proof_facts") }
        guard transaction.account.nonceDataAvailabilityMode == .l1, transaction.account.feeDataAvailabilityMode == .l1
        else { throw .notSupported("data availability mode L2") }
    }

    private func rootCall(
        _ classHash: ClassHash, _ selector: Felt252, gas: UInt64, isValidation: Bool
    ) -> EntryCall {
        EntryCall(
            classHash: classHash, address: transaction.sender, caller: .zero, type: .external, selector: selector,
            calldata: transaction.calldata, gas: gas, depth: 0, isValidation: isValidation)
    }

    private func validate(
        _ tree: CallTree, _ classHash: ClassHash, gas: UInt64
    ) throws(TransactionRejection) -> CallOutcome {
        let outcome: CallOutcome
        do {
            outcome = try tree.call(rootCall(classHash, ProtocolSelectors.validate, gas: gas, isValidation: true))
        } catch {
            if case .state(let reason) = error { throw .state(reason) }
            throw .validationFailed(reason: RevertReason(tree, abort: error).bytes)
        }
        guard !outcome.failed else {
            throw .validationFailed(
                reason: RevertReason(tree, root: outcome.frame, panic: outcome.returned).bytes)
        }
        guard outcome.returned == [ProtocolFelts.validated] else {
            throw .validationFailed(reason: Array("__validate__ did not return VALID".utf8))
        }
        return outcome
    }

    /// Moves the fee to the sequencer, outside of all limits (EXEC §3.6).
    private func transferFee(
        _ fee: UInt128, _ tree: CallTree
    ) throws(TransactionRejection) -> TransactionRecording.Root {
        let outcome: CallOutcome
        do {
            outcome = try tree.call(
                EntryCall(
                    classHash: try tree.classHash(at: chain.feeToken), address: chain.feeToken,
                    caller: transaction.sender, type: .external, selector: ProtocolSelectors.transfer,
                    calldata: [context.sequencer.felt, Felt252(fee), .zero], gas: ProtocolConstants.unlimitedGas,
                    depth: 0, isValidation: false))
        } catch {
            if case .state(let reason) = error { throw .state(reason) }
            throw .insufficientFunds("fee transfer")
        }
        guard !outcome.failed, outcome.returned == [.one], let frame = outcome.frame else {
            throw .insufficientFunds("fee transfer")
        }
        return TransactionRecording.Root(kind: .fee, frame: frame)
    }
}
