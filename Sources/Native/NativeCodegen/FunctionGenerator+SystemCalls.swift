import BlockPrograms
import FiniteFields
import LLVMBuilding
import NativeLayout
import SierraModel

/// System calls: a request in memory, and a response. Their items are those of `SystemCall`, each in the form of
/// `ExchangeLayout`, which the runtime reads and writes too.
extension FunctionGenerator {
    func systemCall(
        _ selector: GenericName, _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        guard let kind = SystemCall(selector: Felt252(reducing: selector.value)),
            let number = SystemCall.allCases.firstIndex(of: kind)
        else { throw .operation(libfunc: invocation.libfunc) }
        let request = ExchangeLayout(kind.request), response = ExchangeLayout(kind.response)
        let split = (request.size + 15) / 16 * 16
        let buffer = buffer(bytes: split + max(response.size, ExchangeLayout.failureSize))
        try store(arguments.flatMap { $0 }, request, at: buffer)
        let output = code.offset(buffer, by: split), code = code
        let answer = callRuntime(
            .systemCall, [code.constant(number, .integer(32)), buffer, output], result: .integer(32))
        guard let answer else { throw invalid }
        let plan = try results(libfunc.branches[0].outputs.dropFirst(2).map(\.type), response)
        try part(
            libfunc, invocation, on: code.compare(.equal, answer, code.zero(answer.type)),
            {
                [[], []]
                    + plan.map {
                        $0.map {
                            code.resize(code.load($0.stored, at: code.offset(output, by: $0.offset)), to: $0.cell)
                        }
                    }
            },
            { [[], [], code.load(ValueLayout(cells: [.pointer, .extent]), at: output)] })
        return nil
    }

    /// Scalars in the order of the items: an array has two, whatever else one.
    private func store(_ cells: [Value], _ layout: ExchangeLayout, at start: Value) throws(NativeRefusal) {
        var rest = cells[...]
        for (item, offset) in zip(layout.items, layout.offsets) {
            let place = code.offset(start, by: offset)
            guard let value = rest.popFirst() else { throw invalid }
            switch item {
            case .felt:
                guard value.type != .pointer else { throw invalid }
                code.store(code.resize(value, to: .felt), at: place)
            case .array:
                guard value.type == .pointer, let extent = rest.popFirst(), extent.type == .extent else {
                    throw invalid
                }
                code.store(value, at: place)
                code.store(code.binary(.and, extent, 0xffff_ffff), at: code.offset(place, by: 8))
            case .cells, .handle, .executionInfo:
                guard value.type == .pointer else { throw invalid }
                code.store(value, at: place)
            }
        }
        guard rest.isEmpty else { throw invalid }
    }

    /// A scalar of a result: where it is in the response, how it is there, and what it becomes.
    private typealias Part = (offset: Int, stored: CellType, cell: CellType)

    private func results(_ types: [TypeID], _ layout: ExchangeLayout) throws(NativeRefusal) -> [[Part]] {
        var items = zip(layout.items, layout.offsets).map { ($0, $1) }[...]
        var groups: [[Part]] = []
        for type in types {
            var parts: [Part] = [], wanted = try parent.layout(type).cells[...]
            while let cell = wanted.popFirst() {
                guard let (item, offset) = items.popFirst() else { throw invalid }
                switch item {
                case .felt:
                    guard cell != .pointer else { throw invalid }
                    parts.append((offset, .felt, cell))
                case .array:
                    guard cell == .pointer, wanted.popFirst() == .extent else { throw invalid }
                    parts += [(offset, .pointer, .pointer), (offset + 8, .extent, .extent)]
                case .cells, .handle, .executionInfo:
                    guard cell == .pointer else { throw invalid }
                    parts.append((offset, .pointer, .pointer))
                }
            }
            groups.append(parts)
        }
        guard items.isEmpty else { throw invalid }
        return groups
    }
}
