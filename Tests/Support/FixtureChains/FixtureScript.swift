import BlockPrograms
import EllipticCurves
import FiniteFields
import HashFunctions
import ProtocolRules
import StarknetModel
import TransactionExecution

/// Writes the transactions of one block.
struct FixtureScript {
    let places: FixturePlaces
    /// Another executor on the state before the block, for trials.
    let makeExecutor: () throws -> BlockExecutor
    let executor: BlockExecutor
    var nonces: [FixturePlaces.Sender: UInt64]
    /// Transactions that were aborted.
    private(set) var aborted: [Int] = []

    /// A call that does not come out as the fixture wants it.
    struct Unexpected: Error { var transaction: Int, text: String }

    /// How a call must end.
    enum Ending { case success, panic, abort }

    /// A call of a contract, and how much gas it may use.
    struct Call {
        var sender = FixturePlaces.Sender.puppet
        var to: ContractAddress
        var function: String
        var arguments: [Felt252] = []
        var gas: UInt64 = 200_000_000

        init(
            _ to: ContractAddress, _ function: String, _ arguments: [Felt252] = [],
            by sender: FixturePlaces.Sender = .puppet
        ) {
            self.sender = sender
            self.to = to
            self.function = function
            self.arguments = arguments
        }
    }

    /// Puts a call into the block. `ending`: how it must end, if that matters.
    @discardableResult
    mutating func add(_ call: Call, ends ending: Ending? = .success) throws -> ExecutedTransaction {
        let index = executor.transactions.count
        let executed = try executor.execute(try transaction(call))
        nonces[call.sender, default: 0] += 1
        let found: Ending =
            !executed.receipt.status.isReverted ? .success : executed.abort != nil ? .abort : .panic
        guard ending == nil || found == ending else {
            var text = "\(call.function) ended with \(found)"
            if case .reverted(let reason) = executed.receipt.status {
                text += ": " + String(decoding: reason, as: UTF8.self)
            }
            throw Unexpected(transaction: index, text: text)
        }
        if found == .abort { aborted.append(index) }
        return executed
    }

    private func transaction(_ call: Call) throws -> Transaction {
        func bounds(_ amount: UInt64) -> ResourceBounds {
            ResourceBounds(maxAmount: amount, maxPricePerUnit: 1_000_000_000)
        }
        let target = [call.to.felt, StarknetKeccak.selector(call.function), Felt252(UInt64(call.arguments.count))]
        var invoke = InvokeTransaction(
            sender: try places.address(call.sender),
            // Accounts with a key take a list of calls, the others one.
            calldata: (call.sender == .signer ? [.one] : []) + target + call.arguments,
            account: AccountFields(
                nonce: Felt252(nonces[call.sender, default: 0]),
                resourceBounds: AllResourceBounds(
                    l1Gas: bounds(0), l2Gas: bounds(call.gas), l1DataGas: bounds(10_000))))
        invoke.account.signature = [11, 22, 33]
        if call.sender == .signer {
            let hash = invoke.hash(chainID: FixtureChain.parameters.chainID)
            let signature = try StarkECDSA.sign(messageHash: hash, privateKey: places.key)
            invoke.account.signature = [signature.r, signature.s]
        }
        return .invoke(invoke)
    }

    /// Executes a call on the state before the block.
    private func trial(_ call: Call) throws -> ExecutedTransaction {
        try makeExecutor().execute(
            try transaction(call),
            options: ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false))
    }

    /// The call with so little gas that the last system call of this kind finds `gas`.
    func starved(_ call: Call, at systemCall: SystemCall, gas: UInt64) throws -> Call {
        let frames = try trial(call).recording.frames
        guard let found = frames.flatMap(\.systemCalls).last(where: { $0.call == systemCall }), found.gas >= gas else {
            throw Unexpected(transaction: executor.transactions.count, text: "no \(systemCall) to starve")
        }
        var starved = call
        starved.gas -= found.gas - gas
        return starved
    }

    /// The call with so little gas that `gas` of it is left for the execution.
    func starved(_ call: Call, executing gas: (UInt64) -> UInt64) throws -> Call {
        let executed = try trial(call)
        var starved = call
        starved.gas = executed.validateGas + gas(executed.executeGas)
        return starved
    }
}
