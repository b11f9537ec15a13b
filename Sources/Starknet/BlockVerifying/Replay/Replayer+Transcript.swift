import BlockPrograms
import FiniteFields
import ProtocolRules

/// Parsing a frame's transcript exactly as the contract does: sizes depend only on selector and flag.
extension Replayer {
    /// Where the replay stands in a transcript.
    struct Cursor {
        var position: Int
        let end: Int
        /// Assertions of `main` about request cells that were not met yet, by cell.
        var asserts: [Int: AssertedArray]
    }

    mutating func transcript(of frame: FrameManifest, _ call: EntryCall) throws(ReplayFailure) {
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

    private mutating func systemCall(_ cursor: inout Cursor, _ call: EntryCall) throws(ReplayFailure) {
        let selector = try program.cell(cursor.position)
        guard let kind = SystemCall(selector: selector), let gas = try program.cell(cursor.position + 1).asUInt64 else {
            throw .header
        }
        cursor.position += 2
        var arguments: [SystemCallArgument] = []
        for item in kind.request { arguments.append(try argument(item, kind, &cursor)) }
        let answer: SystemCallAnswer
        do throws(RuleStop<ReplayFailure>) { answer = try serve(kind, gas: gas, arguments, for: call) } catch {
            switch error {
            case .host(let failure): throw failure
            // Only an execution may abort: what validated, constructed or paid with an abort is in no block.
            case .abort(let abort): throw .abort(abort)
            }
        }
        try compare(answer, &cursor.position, call)
    }

    private mutating func argument(
        _ item: SystemCall.Item, _ kind: SystemCall, _ cursor: inout Cursor
    ) throws(ReplayFailure) -> SystemCallArgument {
        let at = cursor.position
        switch item {
        case .felt, .executionInfo:
            cursor.position += 1
            return .felt(try program.cell(at))
        case .handle:
            cursor.position += 1
            let handle = Handle(cell: try program.cell(at), isK1: kind.isSecp256k1)
            guard let point = handles[handle] else { throw .handle }
            return .point(point)
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
