import LLVMBuilding
import NativeLayout
import SierraModel

/// Constants, boxes, structs and enums.
extension FunctionGenerator {
    func compounds(
        _ libfunc: Libfunc, _ invocation: Invocation, _ arguments: [[Value]]
    ) throws(NativeRefusal) -> [[Value]]? {
        switch libfunc.operation {
        case .constant(let number): return [[try constant(number, of: libfunc.branches[0].outputs[0].type)]]
        case .constantAsImmediate(let constant):
            let cells = try ConstantCells(layouts: parent.layouts, types: types).cells(constant)
            return [cells.map { $0.type == .pointer ? code.null : remembered($0.words, $0.type) }]
        case .constantAsBox(let constant, _):
            let bytes = try ConstantCells(layouts: parent.layouts, types: types).bytes(constant)
            return [[bytes.isEmpty ? emptyBox : code.global(bytes)]]
        case .intoBox, .localIntoBox: return [[box(arguments[0], try parent.layout(libfunc.parameters[0]))]]
        case .unbox:
            let layout = try parent.layout(libfunc.branches[0].outputs[0].type)
            return [code.load(layout, at: try single(arguments[0]))]
        case .constructStruct: return [arguments.flatMap { $0 }]
        case .deconstructStruct: return try split(arguments[0], libfunc.branches[0].outputs.map(\.type))
        case .deconstructBoxedStruct(let members): return try boxes(of: members, at: try single(arguments[0]))
        case .initEnum(let index, _):
            return [try variant(index, arguments[0], of: libfunc.branches[0].outputs[0].type)]
        case .enumFromInteger:
            let type = libfunc.branches[0].outputs[0].type
            return [try convert(arguments[0], libfunc.parameters[0], to: type)]
        case .matchEnum:
            try match(libfunc, invocation, arguments[0])
            return nil
        default:
            guard case .matchBoxedEnum(let variants) = libfunc.operation else { throw invalid }
            try match(libfunc, invocation, variants, boxed: try single(arguments[0]))
            return nil
        }
    }

    private func constant(_ number: SierraInteger, of type: TypeID) throws(NativeRefusal) -> Value {
        if try cell(type) == .pointer { return code.null }
        let made = try ConstantCells(layouts: parent.layouts, types: types).cell(number, of: type)
        return remembered(made.words, made.type)
    }

    /// A constant; a felt of 64 bits is remembered as such.
    private func remembered(_ words: [UInt64], _ type: CellType) -> Value {
        let value = code.constant(words, type)
        if type == .felt, words.dropFirst().allSatisfy({ $0 == 0 }) {
            small[value] = code.constant([words[0]], .integer(64))
        }
        return value
    }

    // MARK: Boxes

    /// The box of what has no scalars: any pointer but that to nothing.
    var emptyBox: Value { code.resize(code.constant(8, .integer(64)), to: .pointer) }

    /// Memory of the call.
    func allocate(bytes: Int) -> Value {
        code.call(runtime.allocate, [context, code.constant((bytes + 7) / 8 * 8, .integer(64))])[0]
    }

    private func box(_ cells: [Value], _ layout: ValueLayout) -> Value {
        guard !cells.isEmpty else { return emptyBox }
        let place = allocate(bytes: layout.size)
        code.store(cells, layout, at: place)
        return place
    }

    /// Pointers to the members of a struct in memory: each lies there as it would alone.
    private func boxes(of members: [TypeID], at start: Value) throws(NativeRefusal) -> [[Value]] {
        var place = 0
        var layouts: [ValueLayout] = []
        for member in members { layouts.append(try parent.layout(member)) }
        let whole = ValueLayout(members: layouts)
        return layouts.map { layout in
            defer { place += layout.cells.count }
            return layout.cells.isEmpty ? [emptyBox] : [code.offset(start, by: whole.offsets[place])]
        }
    }

    // MARK: Structs and enums

    /// Cells one behind the other, as values of these types.
    func split(_ cells: [Value], _ parts: [TypeID]) throws(NativeRefusal) -> [[Value]] {
        var rest = cells[...], groups: [[Value]] = []
        for type in parts {
            let count = try parent.layout(type).cells.count
            groups.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return groups
    }

    private func variants(_ type: TypeID) throws(NativeRefusal) -> [TypeID] {
        guard case .enumeration(let variants) = types[parent.layouts.resolved(type)].kind else { throw invalid }
        return variants
    }

    /// The tag, the variant's scalars in their slots, and nothing in the slots behind.
    private func variant(_ index: Int, _ content: [Value], of type: TypeID) throws(NativeRefusal) -> [Value] {
        let cells = try parent.layout(type).cells
        var made = try variants(type).count > 1 ? [code.constant(index, .integer(8))] : []
        guard made.count + content.count <= cells.count else { throw invalid }
        for value in content { made.append(code.resize(value, to: cells[made.count])) }
        for cell in cells.dropFirst(made.count) { made.append(code.zero(cell)) }
        return made
    }

    /// The layout of a variant whose scalars stand in slots of the enum.
    private func content(_ variant: TypeID, in cells: [Value], of count: Int) throws(NativeRefusal) -> ValueLayout {
        let layout = try parent.layout(variant)
        guard layout.cells.count + (count > 1 ? 1 : 0) <= cells.count else { throw invalid }
        return layout
    }

    /// The scalars of a variant, out of their slots.
    private func content(_ cells: [Value], _ layout: ValueLayout, of count: Int) -> [Value] {
        zip(cells.dropFirst(count > 1 ? 1 : 0), layout.cells).map { code.resize($0, to: $1) }
    }

    private func match(
        _ libfunc: Libfunc, _ invocation: Invocation, _ cells: [Value]
    ) throws(NativeRefusal) {
        let count = libfunc.branches.count
        var ways: [Way] = []
        for branch in libfunc.branches {
            guard let output = branch.outputs.first else { throw invalid }
            let layout = try content(output.type, in: cells, of: count)
            ways.append { [self.content(cells, layout, of: count)] }
        }
        try choose(libfunc, invocation, tag: cells.first, ways)
    }

    /// The variants' contents are boxed anew: slots may be wider than what is in them.
    private func match(
        _ libfunc: Libfunc, _ invocation: Invocation, _ variants: [TypeID], boxed: Value
    ) throws(NativeRefusal) {
        guard case .wrapper(let inner) = types[libfunc.parameters[0]].kind else { throw invalid }
        let cells = code.load(try parent.layout(inner), at: boxed)
        var ways: [Way] = []
        let count = variants.count
        for variant in variants {
            let layout = try content(variant, in: cells, of: count)
            ways.append { [[self.box(self.content(cells, layout, of: count), layout)]] }
        }
        try choose(libfunc, invocation, tag: cells.first, ways)
    }

    /// Goes the way of the variant whose number the tag is.
    private func choose(
        _ libfunc: Libfunc, _ invocation: Invocation, tag: Value?, _ ways: [Way]
    ) throws(NativeRefusal) {
        guard !ways.isEmpty else {
            code.unreachable()
            return
        }
        let blocks = ways.map { _ in code.block(in: function) }
        if ways.count == 1 {
            code.jump(to: blocks[0])
        } else {
            guard let tag, tag.type == .integer(8) else { throw invalid }
            if ways.count == 2 {
                code.branch(code.compare(.equal, tag, code.zero(tag.type)), blocks[0], blocks[1])
            } else {
                code.choose(tag, blocks)
            }
        }
        try part(libfunc, invocation, blocks, ways)
    }
}
