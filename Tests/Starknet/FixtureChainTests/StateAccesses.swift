import BlockPrograms
import FiniteFields
import StarknetModel

/// Follows the calls of a block in order and tells how each met the state.
struct StateAccesses {
    enum Kind { case previous, written, takenBack, unchanged, replacedClass }

    private struct Cell: Hashable {
        var address: Felt252, key: Felt252
    }

    private(set) var counts: [Kind: Int] = [:]
    private var values: [Cell: Felt252] = [:]
    private var touched = Set<Cell>()
    private var replaced = Set<Felt252>()

    mutating func follow(_ transaction: TransactionRecording) {
        for root in transaction.roots {
            let before = values
            frame(root.frame, transaction)
            if root.kind == .execute, transaction.isReverted { values = before }
        }
    }

    private mutating func frame(_ index: Int, _ transaction: TransactionRecording) {
        let frame = transaction.frames[index], before = values, classes = replaced
        if replaced.contains(frame.address) { counts[.replacedClass, default: 0] += 1 }
        for call in frame.systemCalls {
            if let callee = call.callee { self.frame(callee, transaction) }
            guard !call.failed else { continue }
            switch call.call {
            case .storageRead, .storageWrite: access(call, frame.address)
            case .replaceClass: replaced.insert(frame.address)
            default: break
            }
        }
        if frame.failed {
            values = before
            replaced = classes
        }
    }

    private mutating func access(_ call: SystemCallRecording, _ address: Felt252) {
        guard call.request.count > 1, case .felt(let key) = call.request[1] else { return }
        let cell = Cell(address: address, key: key)
        if call.call == .storageWrite, call.request.count > 2, case .felt(let value) = call.request[2] {
            if values[cell] == value { counts[.unchanged, default: 0] += 1 }
            values[cell] = value
            touched.insert(cell)
        } else {
            let kind: Kind = values[cell] != nil ? .written : touched.contains(cell) ? .takenBack : .previous
            counts[kind, default: 0] += 1
        }
    }
}
