import BlockPrograms
import FiniteFields

/// Parsing a frame's transcript exactly as the contract does: sizes depend only on selector and flag.
extension Replayer {
    /// A request's item as read from the public cells.
    enum Argument {
        case felt(Felt252)
        case array([Felt252])
    }

    /// Where the replay stands in a transcript.
    struct Cursor {
        var position: Int
        let end: Int
        /// Assertions of `main` about request cells that were not met yet, by cell.
        var asserts: [Int: AssertedArray]
    }

    mutating func transcript(of frame: FrameManifest, _ call: ReplayCall) throws(ReplayFailure) {
        var asserts: [Int: AssertedArray] = [:]
        for array in frame.asserts {
            guard asserts.updateValue(array, forKey: array.cell) == nil else { throw .transcriptEnd }
        }
        var cursor = Cursor(
            position: frame.transcript.offset, end: frame.transcript.offset + frame.transcript.count, asserts: asserts)
        // Handles of curve points belong to their frame.
        let outer = handles
        handles = [:]
        defer { handles = outer }
        while cursor.position < cursor.end { try systemCall(&cursor, call) }
        guard cursor.position == cursor.end, cursor.asserts.isEmpty else { throw .transcriptEnd }
    }

    private mutating func systemCall(_ cursor: inout Cursor, _ call: ReplayCall) throws(ReplayFailure) {
        let selector = try program.cell(cursor.position)
        guard let kind = SystemCall(selector: selector), let gas = try program.cell(cursor.position + 1).asUInt64 else {
            throw .header
        }
        cursor.position += 2
        var arguments: [Argument] = []
        for item in kind.request { arguments.append(try argument(item, &cursor)) }
        var response = Response(
            position: cursor.position + 2, flag: try program.cell(cursor.position + 1),
            gas: try program.cell(cursor.position))
        try serve(kind, gas: gas, arguments, call, &response)
        cursor.position = response.position
    }

    private mutating func argument(_ item: SystemCall.Item, _ cursor: inout Cursor) throws(ReplayFailure) -> Argument {
        let at = cursor.position
        switch item {
        case .felt, .handle, .executionInfo:
            cursor.position += 1
            return .felt(try program.cell(at))
        case .array:
            cursor.position += 2
            if let known = cursor.asserts.removeValue(forKey: at) {
                guard known.hasEnd else { throw .transcriptEnd }
                return .array(try program.array(known.expected.offset, count: known.expected.count))
            }
            return .array(try program.array(from: program.cell(at), to: program.cell(at + 1)))
        case .cells(let count):
            cursor.position += 1
            if let known = cursor.asserts.removeValue(forKey: at) {
                guard !known.hasEnd, known.expected.count == count else { throw .transcriptEnd }
                return .array(try program.array(known.expected.offset, count: count))
            }
            return .array(try program.array(program.offset(program.cell(at)), count: count))
        }
    }
}

extension Replayer {
    /// The response cells of a syscall, compared one by one with what the protocol gives.
    struct Response {
        var position: Int
        let flag: Felt252
        let gas: Felt252
    }

    /// The header of a response: gas left, and whether the call failed.
    func expect(gas: UInt64, failed: Bool, _ response: Response) throws(ReplayFailure) {
        guard response.gas == Felt252(gas), response.flag == (failed ? .one : .zero) else { throw .gas }
    }

    mutating func expect(_ felt: Felt252, _ response: inout Response) throws(ReplayFailure) {
        guard try program.cell(response.position) == felt else { throw .response }
        response.position += 1
    }

    mutating func expect(array felts: [Felt252], _ response: inout Response) throws(ReplayFailure) {
        let start = try program.cell(response.position), end = try program.cell(response.position + 1)
        guard try program.array(from: start, to: end) == felts else { throw .response }
        response.position += 2
    }

    mutating func expect(cells felts: [Felt252], _ response: inout Response) throws(ReplayFailure) {
        let start = try program.offset(program.cell(response.position))
        guard try program.array(start, count: felts.count) == felts else { throw .response }
        response.position += 1
    }

    /// A failure with its data.
    mutating func expectFailure(
        _ data: [Felt252], gas: UInt64, _ response: inout Response
    ) throws(ReplayFailure) {
        try expect(gas: gas, failed: true, response)
        try expect(array: data, &response)
    }
}
