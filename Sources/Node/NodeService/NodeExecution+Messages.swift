import BlockProduction
public import ChainStorage
public import FiniteFields
import ProtocolRules
public import StarknetModel
public import StarknetRPC
import TransactionExecution

extension NodeExecution {
    public func estimate(
        _ message: L1HandlerTransaction, state: ChainState, _ stop: RPCStop
    ) throws(RPCError) -> GasVector {
        let address = message.contractAddress
        let executor: BlockExecutor, classHash: ClassHash
        do {
            executor = try producer.simulation(on: state)
            classHash = try state.classHash(address)
        } catch { throw RPCError.internalError.because("\(error)") }
        guard classHash != .none else { throw RPCError.contractNotFound }
        executor.isStopped = { stop.isDue }
        let executed: ExecutedTransaction
        do { executed = try executor.execute(.l1Handler(message)) } catch {
            switch error {
            case .rejected(let rejection): throw RPCError.invalidParameters.because(rejection.text)
            case .host(let error): throw Self.rpcError(error)
            }
        }
        guard var failure = Self.failure(executed) else { return executed.receipt.gas }
        if failure.calls.isEmpty {
            // No call was entered: the message itself, and the call that it would have been.
            let call = FailedCall(
                contract: address.felt, classHash: classHash.felt, selector: message.entryPointSelector)
            failure.calls = [call, call]
        }
        throw RPCError.contractFailure(failure)
    }

    public func messages(ofL1Transaction hash: String) -> [Felt252] { producer.l1Messages?.sent(by: hash) ?? [] }

    /// Takes a message of L1 for the next block. Returns the hash of its transaction. `origin` is the hash of the transaction
    /// that sent it on L1, as 64 hex digits.
    public func submit(_ message: L1HandlerTransaction, from origin: String?) throws(RPCError) -> Felt252 {
        guard let queue = producer.l1Messages else {
            throw RPCError.unexpected.because("not supported: this node knows of no messages of L1")
        }
        let hash = message.hash(chainID: producer.chain.chainID)
        do throws(TransactionRejection) { try Transaction.l1Handler(message).checkFields() } catch {
            throw Self.rpcError(error)
        }
        let isKnown: Bool
        do { isKnown = try producer.store.place(ofTransaction: hash) != nil } catch {
            throw RPCError.internalError.because("\(error)")
        }
        if isKnown || queue.waiting.contains(message) { throw RPCError.duplicateTransaction }
        guard queue.add(message, hash: hash, from: origin) else {
            throw RPCError.unexpected.because("too many messages wait; try again later")
        }
        return hash
    }
}
