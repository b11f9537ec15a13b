import LLVMBuilding
import NativeLayout
import SierraModel

/// Arrays: where the elements begin, and length and capacity in one word. Snapshots of an array are the same with its length
/// at that moment; an array only grows behind them.
extension FunctionGenerator {
    func arrays(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        switch libfunc.operation {
        case .newArray: return [[code.null, code.zero(.extent)]]
        case .append: return [try append(arguments, libfunc.parameters[1])]
        case .arrayLength: return [[code.resize(try array(arguments[0]).extent, to: .integer(32))]]
        case .spanFromTuple:
            let (_, count) = try members(ofBoxed: libfunc.parameters[0])
            return [[try single(arguments[0]), code.constant(count, .extent)]]
        case .popFront:
            try pop(libfunc, invocation, arguments[0], front: true)
            return nil
        case .popBack:
            try pop(libfunc, invocation, arguments[0], front: false)
            return nil
        case .popSeveral(_, let front):
            try popSeveral(libfunc, invocation, arguments[1], front: front)
            return nil
        case .arrayGet:
            try get(libfunc, invocation, arguments)
            return nil
        case .arraySlice:
            try slice(libfunc, invocation, arguments)
            return nil
        default:
            let (_, count) = try members(ofBoxed: libfunc.branches[0].outputs[0].type)
            let (start, extent) = try array(arguments[0])
            let isEqual = code.compare(.equal, length(extent), code.constant(count, .extent))
            try part(libfunc, invocation, on: isEqual, { [[start]] }, { [] })
            return nil
        }
    }

    private func array(_ cells: [Value]) throws(NativeRefusal) -> (start: Value, extent: Value) {
        guard cells.map(\.type) == [.pointer, .extent] else { throw invalid }
        return (cells[0], cells[1])
    }

    private func length(_ extent: Value) -> Value { code.binary(.and, extent, 0xffff_ffff) }

    /// The layout of an array's elements.
    private func element(_ array: TypeID) throws(NativeRefusal) -> ValueLayout {
        guard case .wrapper(let element) = types[parent.layouts.resolved(array)].kind else { throw invalid }
        return try parent.layout(element)
    }

    /// The equal members of a tuple in a box: the layout of one, and how many.
    private func members(ofBoxed type: TypeID) throws(NativeRefusal) -> (member: ValueLayout, count: Int) {
        guard case .wrapper(let inner) = types[parent.layouts.resolved(type)].kind,
            case .structure(let members) = types[parent.layouts.resolved(inner)].kind, let first = members.first
        else { throw invalid }
        return (try parent.layout(first), members.count)
    }

    /// A pointer to an element.
    private func place(_ start: Value, _ index: Value, _ element: ValueLayout) -> Value {
        code.offset(start, by: code.binary(.multiply, index, element.size))
    }

    private func append(_ arguments: [[Value]], _ type: TypeID) throws(NativeRefusal) -> [Value] {
        let (start, extent) = try array(arguments[0])
        let layout = try parent.layout(type)
        let count = length(extent), capacity = code.binary(.shiftRight, extent, 32)
        let full = code.block(in: function), ready = code.block(in: function), before = code.current
        code.branch(code.compare(.equal, count, capacity), full, ready)
        code.begin(full)
        let grown = code.call(runtime.grow, [context, start, extent, code.constant(layout.size, .extent)])
        code.jump(to: ready)
        code.begin(ready)
        let place = code.merge(.pointer), size = code.merge(.extent)
        for (merged, old, new) in [(place, start, grown[0]), (size, extent, grown[1])] {
            code.extend(merged, with: old, from: before)
            code.extend(merged, with: new, from: full)
        }
        code.store(arguments[1], layout, at: self.place(place, count, layout))
        return [place, code.binary(.add, size, 1)]
    }

    private func pop(
        _ libfunc: Libfunc, _ invocation: Invocation, _ cells: [Value], front: Bool
    ) throws(NativeRefusal) {
        let (start, extent) = try array(cells)
        let layout = try element(libfunc.parameters[0]), code = code
        // What an array loses in front it has no more room for; of a snapshot the capacity means nothing.
        let ownsRoom = types[libfunc.parameters[0]].name != "Snapshot"
        let taken = front && ownsRoom ? 1 + 1 << 32 : 1
        let isThere = code.compare(.notEqual, length(extent), code.zero(.extent))
        let rest = libfunc.branches[1].outputs.isEmpty ? [] : [cells]
        try part(
            libfunc, invocation, on: isThere,
            {
                let left = code.binary(.subtract, extent, taken)
                if front { return [[code.offset(start, by: layout.size), left], [start]] }
                return [[start, left], [self.place(start, self.length(left), layout)]]
            }, { rest })
    }

    private func popSeveral(
        _ libfunc: Libfunc, _ invocation: Invocation, _ cells: [Value], front: Bool
    ) throws(NativeRefusal) {
        let (start, extent) = try array(cells), code = code
        let (member, count) = try members(ofBoxed: libfunc.branches[0].outputs[2].type)
        let areThere = code.compare(.notBelow, length(extent), code.constant(count, .extent))
        try part(
            libfunc, invocation, on: areThere,
            {
                let left = code.binary(.subtract, extent, count)
                if front { return [[], [code.offset(start, by: member.size * count), left], [start]] }
                return [[], [start, left], [self.place(start, self.length(left), member)]]
            }, { [[], cells] })
    }

    private func get(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) {
        let (start, extent) = try array(arguments[1]), layout = try element(libfunc.parameters[1])
        let index = code.resize(try single(arguments[2]), to: .extent)
        try part(
            libfunc, invocation, on: code.compare(.below, index, length(extent)),
            { [[], [self.place(start, index, layout)]] }, { [[]] })
    }

    private func slice(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) {
        let (start, extent) = try array(arguments[1]), layout = try element(libfunc.parameters[1])
        let begin = code.resize(try single(arguments[2]), to: .extent)
        let count = code.resize(try single(arguments[3]), to: .extent)
        let fits = code.compare(.notAbove, code.binary(.add, begin, count), length(extent))
        try part(
            libfunc, invocation, on: fits,
            { [[], [self.place(start, begin, layout), count]] }, { [[]] })
    }
}
