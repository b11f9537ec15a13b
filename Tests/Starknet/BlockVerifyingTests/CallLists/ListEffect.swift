import FiniteFields
import ProtocolRules
import StarknetModel
import TransactionExecution

/// What came of a list, as far as it depends on no gas.
struct ListEffect: Equatable {
    var isReverted = false
    var abort: EndingCause?
    /// What `__execute__` returned, or panicked with.
    var returned: [Felt252] = []
    var events: [Event] = []
    var messages: [MessageToL1] = []
    var diff = StateDiff()

    init() {}

    /// What execution made of it.
    init(_ executed: ExecutedTransaction) {
        isReverted = executed.receipt.status.isReverted
        abort = executed.abort?.cause
        returned = executed.returned
        events = executed.receipt.events
        messages = executed.receipt.messages
        diff = executed.stateDiff ?? StateDiff()
    }
}

extension NaiveChain {
    /// What changed since another state of the chain.
    func diff(since before: State) -> StateDiff {
        var writes: [Felt252: [StateDiff.Write]] = [:]
        for (cell, value) in state.storage where before.storage[cell, default: .zero] != value {
            guard let key = StorageKey(cell.key) else { continue }
            writes[cell.address, default: []].append(.init(key: key, value: value))
        }
        func entries<Value: Hashable & Sendable>(_ values: [Felt252: Value]) -> [StateDiff.Entry<Value>] {
            values.map { .init(address: ContractAddress($0.key) ?? .zero, value: $0.value) }
        }
        let changed = state.classes.filter { before.classes[$0.key] != $0.value }.mapValues { ClassHash($0) }
        let nonces = state.nonces.filter { before.nonces[$0.key] != $0.value }.mapValues { Felt252($0) }
        return StateDiff(
            storage: entries(writes), deployedContracts: entries(changed.filter { before.classes[$0.key] == nil }),
            replacedClasses: entries(changed.filter { before.classes[$0.key] != nil }), nonces: entries(nonces))
    }
}
