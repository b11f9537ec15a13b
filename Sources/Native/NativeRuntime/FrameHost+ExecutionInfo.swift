import BlockPrograms
import FiniteFields
import NativeLayout
import ProtocolRules
import StarknetModel
import TransactionExecution

extension FrameHost {
    /// The struct that `GetExecutionInfo` points to; one a frame. Nil where there is no room for it.
    func makeExecutionInfo() -> UnsafeRawPointer? {
        if let executionInfo { return executionInfo }
        guard let block = put(frame.block.map { .felt($0) }, ExecutionInfoLayout.block),
            let transaction = put(frame.transaction.fields, ExecutionInfoLayout.transaction),
            let info = allocate(bytes: ExecutionInfoLayout.call.size)
        else { return nil }
        let offsets = ExecutionInfoLayout.call.offsets
        info.put(block, at: offsets[0])
        info.put(transaction, at: offsets[1])
        info.put(frame.call.caller.felt, at: offsets[2])
        info.put(frame.call.address.felt, at: offsets[3])
        info.put(frame.call.selector, at: offsets[4])
        executionInfo = UnsafeRawPointer(info)
        return executionInfo
    }

    /// Fields in the cells of a layout: the number in a cell's bytes, an array's pointer and count in two.
    private func put(_ fields: [TransactionInfo.Field], _ layout: ValueLayout) -> UnsafeRawPointer? {
        guard let start = allocate(bytes: layout.size) else { return nil }
        var cell = 0
        for (number, field) in fields.enumerated() {
            guard cell < layout.cells.count else { return nil }
            switch field {
            case .felt(let felt):
                put(felt, layout.cells[cell], start + layout.offsets[cell])
                cell += 1
            case .array(let felts):
                // Of the transaction's arrays only the bounds have elements of several felts.
                let isBounds = number == FrameHost.boundsField
                guard cell + 1 < layout.cells.count, let place = isBounds ? bounds(felts) : place(felts) else {
                    return nil
                }
                start.put(UnsafeRawPointer(place), at: layout.offsets[cell])
                start.put(UInt64(isBounds ? felts.count / 3 : felts.count), at: layout.offsets[cell + 1])
                cell += 2
            }
        }
        return UnsafeRawPointer(start)
    }

    /// The place of the resource bounds among the transaction's fields.
    private static let boundsField = 7

    private func put(_ felt: Felt252, _ type: CellType, _ place: UnsafeMutableRawPointer) {
        let limbs = felt.limbs
        switch type.bytes {
        case 4: place.storeBytes(of: UInt32(truncatingIfNeeded: limbs.0), as: UInt32.self)
        case 8: place.put(limbs.0)
        case 16:
            place.put(limbs.0)
            place.put(limbs.1, at: 8)
        default: place.put(felt)
        }
    }

    private func bounds(_ felts: [Felt252]) -> UnsafeMutableRawPointer? {
        let layout = ExecutionInfoLayout.bound
        guard let start = allocate(bytes: layout.size * (felts.count / 3)) else { return nil }
        for (index, felt) in felts.prefix(felts.count / 3 * 3).enumerated() {
            let cell = index % 3
            put(felt, layout.cells[cell], start + layout.size * (index / 3) + layout.offsets[cell])
        }
        return start
    }
}
