public import FiniteFields
import ChainStorage
public import ProtocolRules
public import StarknetModel
import TransactionExecution
public import TransactionPool

/// Why a transaction is not taken into the pool.
public enum GatewayRefusal: Error, Equatable, Sendable {
    /// A block or the pool has it.
    case duplicate
    /// With its class it is larger than a block's content may be.
    case tooLarge
    case pool(PoolRefusal)
    case execution(TransactionRejection)
    /// Checking transactions has taken what processor time it may; so many seconds from now it has some again.
    case busy(seconds: Double)
    case producer(ProducerError)

    /// What it means for a transaction that this node had taken before; nil when nothing.
    public var dropReason: DropReason? {
        switch self {
        case .duplicate, .busy, .producer: nil
        case .execution(.boundsTooHigh): .notProvable
        case .tooLarge, .execution: .notExecutable
        case .pool(let refusal): refusal.dropReason
        }
    }
}

extension BlockProducer {
    /// Checks a transaction against the latest state, its signature by running the account's validation, and puts it into the
    /// pool, a declaration with its class. Returns its hash. Any thread may call it; a class takes seconds to compile.
    public func submit(
        _ submitted: SubmittedTransaction, from origin: TransactionOrigin = .client
    ) throws(GatewayRefusal) -> Felt252 {
        let transaction = submitted.transaction
        let hash = transaction.hash(chainID: chain.chainID)
        let known: Bool
        do { known = try store.place(ofTransaction: hash) != nil } catch { throw .producer(.store(error)) }
        if known || pool.contains(hash) { throw .duplicate }
        if origin != .client, let refusal = pool.refusal(ofDropped: hash) { throw .pool(refusal) }
        let byteCount = submitted.encoded.count
        // Else no block could ever hold it.
        guard byteCount <= Self.transactionBytesMax else { throw .tooLarge }
        if boundsGas {
            do throws(TransactionRejection) { try ProvingBudget.checkBounds(transaction) } catch {
                throw .execution(error)
            }
        }
        let nonce = try check(submitted, origin)
        do {
            try pool.add(submitted, hash: hash, byteCount: byteCount, nextNonce: nonce, from: origin)
        } catch .duplicate {
            throw .duplicate
        } catch {
            throw .pool(error)
        }
        return hash
    }

    /// Runs the account's validation on the latest state, whatever the transaction's place in the account's nonce chain;
    /// what it would execute is nobody's business before it is paid for. Returns the account's nonce.
    private func check(_ submitted: SubmittedTransaction, _ origin: TransactionOrigin) throws(GatewayRefusal) -> UInt64
    {
        let transaction = submitted.transaction, nonce: Felt252
        let executor: BlockExecutor
        do {
            let (head, parent) = try head()
            nonce = try reading { () throws(StoreError) in try store.state(after: head.number).nonce(transaction.sender)
            }
            var context = try context(after: parent)
            // A price that was high enough for the last block is taken (EXEC §1.7), and waits where the next one's is higher.
            if parent.context.gasPrices.l2Gas.fri < context.gasPrices.l2Gas.fri {
                context.gasPrices = parent.context.gasPrices
            }
            executor = try self.executor(context, parentHash: head.hash)
        } catch {
            throw .producer(error)
        }
        guard let next = nonce.asUInt64 else { throw .pool(.nonceOutOfRange) }
        // The cheap refusals first.
        guard let own = transaction.nonce.asUInt64 else { throw .pool(.nonceOutOfRange) }
        if own < next { throw .pool(.nonceUsed(expected: next)) }
        // What the block being built holds cannot be replaced any more. Other nodes may know of another block.
        let built =
            origin == .client
            ? candidate?.block.stateDiff.nonces.first { $0.address == transaction.sender }?.value.asUInt64 : nil
        if let built, own < built { throw .pool(.nonceUsed(expected: built)) }
        do { try pool.checkRoom(transaction, nextNonce: next) } catch { throw .pool(error) }
        // The first transaction of an account that waits to be deployed: there is nobody to ask yet (EXEC §1.7).
        if own == 1, next == 0, transaction.kind == .invoke, pool.awaitsDeployment(of: transaction.sender) {
            do throws(TransactionRejection) { try transaction.checkFields() } catch { throw .execution(error) }
            return next
        }
        try admission.check(for: origin) { () throws(GatewayRefusal) in try run(submitted, executor) }
        return next
    }

    private func run(_ submitted: SubmittedTransaction, _ executor: BlockExecutor) throws(GatewayRefusal) {
        do {
            let options = ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false)
            try executor.validate(submitted.transaction, options: options)
            // A class is compiled only for who signed for it.
            if let declaring = try declaredClass(of: submitted) {
                try executor.checkDeclaration(submitted.transaction, declaring: declaring)
            }
        } catch {
            switch error {
            case .rejected(let rejection): throw .execution(rejection)
            case .host(let error): throw .producer(.execution(.state(error)))
            }
        }
    }
}
