import BlockPrograms
import CairoMachine
import FiniteFields

/// Finds out where the arrays of a finished run lie.
struct ArrayLocator {
    let run: EntryPointRun
    let responses: [UInt64: (systemCall: Int, value: Int)]
    /// Whole segments by number.
    private let segments: [UInt64: Int]
    /// Pieces of the bump segment: ordinals.
    private let pieces: [Int]

    init(run: EntryPointRun, responses: [UInt64: (systemCall: Int, value: Int)]) {
        self.run = run
        self.responses = responses
        var segments: [UInt64: Int] = [:]
        var pieces: [Int] = []
        for (ordinal, allocation) in run.machine.allocations.enumerated() {
            if allocation.cells == nil { segments[allocation.start.segment] = ordinal } else { pieces.append(ordinal) }
        }
        self.segments = segments
        self.pieces = pieces
    }

    func location(of start: MemoryValue) -> ArrayLocation {
        guard let address = start.asAddress else { return start.asFelt.map { .number($0) } ?? .elsewhere }
        let offset = Int(truncatingIfNeeded: address.offset)
        if let ordinal = segments[address.segment] { return .allocation(ordinal: ordinal, offset: offset) }
        if address.segment == run.calldata.segment { return .calldata(offset: offset) }
        if address.segment == 0 { return .code(offset: offset) }
        if let response = responses[address.segment] {
            return .response(systemCall: response.systemCall, value: response.value, offset: offset)
        }
        for ordinal in pieces {
            let piece = run.machine.allocations[ordinal]
            guard piece.start.segment == address.segment, address.offset >= piece.start.offset else { continue }
            let inside = address.offset - piece.start.offset, cells = piece.cells ?? 0
            if inside < cells || cells == 0 && inside == 0 {
                return .allocation(ordinal: ordinal, offset: Int(truncatingIfNeeded: inside))
            }
        }
        return .elsewhere
    }

    /// Cells of an allocation.
    func size(of ordinal: Int) -> Int {
        let allocation = run.machine.allocations[ordinal]
        return Int(clamping: allocation.cells ?? run.machine.segmentSize(allocation.start.segment))
    }

    /// The final content of an allocation.
    func allocation(_ ordinal: Int) -> RecordedAllocation {
        let allocation = run.machine.allocations[ordinal]
        let count = size(of: ordinal)
        var content: [Felt252?] = []
        var holdsPointers = false
        for index in 0..<count {
            let place = MachineAddress(
                segment: allocation.start.segment, offset: allocation.start.offset &+ UInt64(index))
            let value = run.machine.value(at: place)
            if value?.asAddress != nil { holdsPointers = true }
            content.append(value?.asFelt)
        }
        return RecordedAllocation(ordinal: ordinal, content: content, holdsPointers: holdsPointers)
    }
}
