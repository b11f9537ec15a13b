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
    case pool(PoolRefusal)
    case execution(TransactionRejection)
    case producer(ProducerError)
}

extension BlockProducer {
    /// Checks a transaction against the latest state, its signature by running the account's `__validate__`, and puts
    /// it into the pool. Returns its hash. Any thread may call it.
    /// `isGossiped` for a transaction that another node passed on.
    public func submit(_ transaction: Transaction, isGossiped: Bool = false) throws(GatewayRefusal) -> Felt252 {
        let hash = transaction.hash(chainID: chain.chainID)
        let known: Bool
        do { known = try store.place(ofTransaction: hash) != nil } catch { throw .producer(.store(error)) }
        if known || pool.transaction(hash: hash) != nil { throw .duplicate }
        let nonce = try check(transaction)
        do {
            try pool.add(
                transaction, hash: hash, byteCount: transaction.encoded.count, nextNonce: nonce, isGossiped: isGossiped)
        } catch .duplicate {
            throw .duplicate
        } catch {
            throw .pool(error)
        }
        return hash
    }

    /// Runs the account's `__validate__` on the latest state, whatever the transaction's place in the account's nonce chain;
    /// what it would execute is nobody's business before it is paid for. Returns the account's nonce.
    private func check(_ transaction: Transaction) throws(GatewayRefusal) -> UInt64 {
        let nonce: Felt252
        let executor: BlockExecutor
        do {
            let (head, parent) = try head()
            nonce = try reading { () throws(StoreError) in try store.state(after: head.number).nonce(transaction.sender)
            }
            executor = try self.executor(context(after: parent), parentHash: head.hash)
        } catch {
            throw .producer(error)
        }
        guard let next = nonce.asUInt64 else { throw .pool(.nonceOutOfRange) }
        // The cheap refusals first.
        guard let own = transaction.nonce.asUInt64 else { throw .pool(.nonceOutOfRange) }
        if own < next { throw .pool(.nonceUsed(expected: next)) }
        do { try pool.checkRoom(transaction, nextNonce: next) } catch { throw .pool(error) }
        do {
            let options = ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false)
            try executor.validate(transaction, options: options)
        } catch {
            switch error {
            case .rejected(let rejection): throw .execution(rejection)
            case .host(let error): throw .producer(.execution(.state(error)))
            }
        }
        return next
    }
}
