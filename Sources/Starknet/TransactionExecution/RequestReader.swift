import BlockPrograms
import CairoMachine
import FiniteFields
import ProtocolRules

/// An item of a request, as it stands in memory.
enum RequestItem {
    case felt(Felt252)
    case array([Felt252], start: MemoryValue)
    case cells([Felt252], start: MemoryValue)
    case handle(MachineAddress, CurveValue)

    /// Where an array starts; nil for other items.
    var start: MemoryValue? {
        switch self {
        case .felt, .handle: nil
        case .array(_, let start), .cells(_, let start): start
        }
    }

    /// What the rules see of it.
    var argument: SystemCallArgument {
        switch self {
        case .felt(let felt): .felt(felt)
        case .array(let content, _), .cells(let content, _): .array(content)
        case .handle(_, let point): .point(point)
        }
    }
}

/// Reads requests from the machine's memory; every misuse is a machine error.
struct RequestReader {
    /// The most felts of one array: more than any class or calldata can hold.
    static let arrayMax: UInt64 = 1 << 20

    let machine: Machine
    var position: MachineAddress

    private mutating func advance() throws(MachineError) {
        guard let next = position.advanced(by: 1) else { throw .addressRange }
        position = next
    }

    mutating func felt() throws(MachineError) -> Felt252 {
        let felt = try machine.felt(at: position)
        try advance()
        return felt
    }

    private mutating func value() throws(MachineError) -> MemoryValue {
        guard let value = machine.value(at: position) else { throw .unknownOperand }
        try advance()
        return value
    }

    private mutating func array() throws(MachineError) -> RequestItem {
        let start = try value(), end = try value()
        if start.asFelt != nil, start == end { return .array([], start: start) }
        guard let first = start.asAddress, let last = end.asAddress, first.segment == last.segment,
            first.offset <= last.offset
        else { throw .addressRange }
        let count = last.offset - first.offset
        guard count <= Self.arrayMax else { throw .memoryLimit }
        return .array(try machine.felts(at: first, count: count), start: start)
    }

    /// The whole request behind selector and gas.
    mutating func request(
        of systemCall: SystemCall, points: [MachineAddress: CurveValue]
    ) throws(MachineError) -> [RequestItem] {
        var items: [RequestItem] = []
        for item in systemCall.request {
            switch item {
            case .felt: items.append(.felt(try felt()))
            case .array: items.append(try array())
            case .cells(let count):
                let start = try value()
                guard let address = start.asAddress else { throw .notPointer }
                items.append(.cells(try machine.felts(at: address, count: UInt64(count)), start: start))
            case .handle:
                guard let address = try value().asAddress, let point = points[address] else { throw .notPointer }
                items.append(.handle(address, point))
            case .executionInfo: throw .systemCall
            }
        }
        return items
    }
}
