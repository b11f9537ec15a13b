import BlockPrograms
import FiniteFields
import ProtocolRules
import StarknetModel

/// Comparison of a response's cells, one by one, with what the protocol answers.
extension Replayer {
    mutating func compare(
        _ answer: SystemCallAnswer, _ position: inout Int, _ call: EntryCall
    ) throws(ReplayFailure) {
        guard try program.cell(position) == Felt252(answer.gasLeft),
            try program.cell(position + 1) == (answer.failed ? .one : .zero)
        else { throw .gas }
        position += 2
        for item in answer.items { position += try compare(item, answer.point, at: position, call) }
    }

    /// Returns how many cells the item takes.
    private mutating func compare(
        _ item: SystemCallRecording.Response, _ point: CurveValue?, at position: Int, _ call: EntryCall
    ) throws(ReplayFailure) -> Int {
        switch item {
        case .felt(let felt):
            guard try program.cell(position) == felt else { throw .response }
            return 1
        case .array(let felts):
            let start = try program.cell(position), end = try program.cell(position + 1)
            guard try program.array(from: start, to: end) == felts else { throw .response }
            return 2
        case .cells(let felts):
            let start = try program.offset(program.cell(position))
            guard try program.array(start, count: felts.count) == felts else { throw .response }
            return 1
        case .point:
            guard let point else { throw .response }
            try learn(point, handle: try program.cell(position))
            return 1
        case .executionInfo:
            try checkExecutionInfo(program.cell(position), call)
            return 1
        }
    }

    // MARK: Points

    /// A handle of one frame. It is opaque to the contract: any cell value, as long as one value never stands for two
    /// points of a curve in a frame.
    struct Handle: Hashable {
        var cell: Felt252
        var isK1: Bool
    }

    private mutating func learn(_ point: CurveValue, handle cell: Felt252) throws(ReplayFailure) {
        let isK1 = if case .k1 = point { true } else { false }
        let handle = Handle(cell: cell, isK1: isK1)
        // Soundness: a handle that stood for two points would let a contract compute with the wrong one.
        guard handles[handle, default: point] == point else { throw .handle }
        handles[handle] = point
    }

    // MARK: Execution info

    /// The five cells of the execution info, and everything behind its pointers, against header, transaction and call.
    private mutating func checkExecutionInfo(_ pointer: Felt252, _ call: EntryCall) throws(ReplayFailure) {
        let cells = try program.array(program.offset(pointer), count: 5)
        guard let info = info(seenBy: call), cells[2] == call.caller.felt, cells[3] == call.address.felt,
            cells[4] == call.selector
        else {
            throw .executionInfo
        }
        let seen = try program.array(program.offset(cells[0]), count: 3)
        guard seen == block.cells(isValidation: call.isValidation) else { throw .executionInfo }
        var position = try program.offset(cells[1])
        for field in info.fields {
            switch field {
            case .felt(let felt):
                guard try program.cell(position) == felt else { throw .executionInfo }
                position += 1
            case .array(let felts):
                let start = try program.cell(position), end = try program.cell(position + 1)
                guard try program.array(from: start, to: end) == felts else { throw .executionInfo }
                position += 2
            }
        }
    }
}
