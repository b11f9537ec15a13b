import LLVMBuilding
import NativeLayout

/// Short functions of a module that stand between its code and the runtime's table.
struct RuntimeCalls {
    /// So many bytes of the call's memory.
    let allocate: Function
    /// More room for an array: pointer, extent and element size to pointer and extent.
    let grow: Function
    let abort: Function
    let multiply: Function
    let multiplyBySmall: Function
    let divide: Function
    let pedersen: Function

    init(_ code: CodeModule) {
        let felts: [CellType] = [.pointer, .felt, .felt]
        allocate = code.function("allocate", [.pointer, .extent], results: [.pointer], [.isInternal, .takesContext])
        grow = code.function(
            "grow", [.pointer, .pointer, .extent, .extent], results: [.pointer, .extent],
            [.isInternal, .isNeverInlined])
        abort = code.function(
            "abort", [.pointer, .integer(64)], results: [], [.isInternal, .isNeverInlined, .endsCall])
        multiply = code.function("multiply", felts, results: [.felt], [.isInternal, .isNeverInlined])
        multiplyBySmall = code.function(
            "multiplyBySmall", [.pointer, .felt, .integer(64)], results: [.felt], [.isInternal, .isNeverInlined])
        divide = code.function("divide", felts, results: [.felt], [.isInternal, .isNeverInlined])
        pedersen = code.function("pedersen", felts, results: [.felt], [.isInternal, .isNeverInlined])
        writeAllocate(code)
        writeGrow(code)
        writeAbort(code)
        for (function, slot, takesContext) in [
            (multiply, RuntimeFunction.multiplyFelts, false), (divide, .divideFelts, true), (pedersen, .pedersen, true),
        ] {
            writeFeltFunction(code, function, slot, takesContext: takesContext)
        }
        writeMultiplyBySmall(code)
    }

    /// A function of the runtime.
    static func pointer(_ code: CodeModule, _ function: RuntimeFunction, _ context: Value) -> Value {
        let table = code.load(.pointer, at: code.offset(context, by: ContextLayout.table), isFixed: true)
        return code.load(.pointer, at: code.offset(table, by: function.offset), isFixed: true)
    }

    private func writeAllocate(_ code: CodeModule) {
        let start = code.block(in: allocate), fits = code.block(in: allocate), full = code.block(in: allocate)
        let context = code.parameter(0, of: allocate), bytes = code.parameter(1, of: allocate)
        code.begin(start)
        let place = code.offset(context, by: ContextLayout.arenaTop)
        let top = code.load(.pointer, at: place)
        let end = code.load(.pointer, at: code.offset(context, by: ContextLayout.arenaEnd))
        let word = CellType.integer(64)
        let room = code.binary(.subtract, code.resize(end, to: word), code.resize(top, to: word))
        code.branch(code.compare(.notBelow, room, bytes), fits, full)
        code.begin(fits)
        code.store(code.offset(top, by: bytes), at: place)
        code.return([top], from: allocate)
        code.begin(full)
        let more = code.call(
            pointer: RuntimeCalls.pointer(code, .moreMemory, context), [context, bytes], result: .pointer)
        code.return([more ?? code.null], from: allocate)
    }

    /// Capacity doubles from 4. What the array was is left as it is: snapshots of it may be around.
    private func writeGrow(_ code: CodeModule) {
        let start = code.block(in: grow), fits = code.block(in: grow), full = code.block(in: grow)
        let context = code.parameter(0, of: grow), old = code.parameter(1, of: grow)
        let extent = code.parameter(2, of: grow), size = code.parameter(3, of: grow)
        code.begin(start)
        let count = code.binary(.and, extent, 0xffff_ffff)
        let capacity = code.binary(.shiftRight, extent, 32)
        code.branch(code.compare(.below, capacity, code.constant(1 << 30, .extent)), fits, full)
        code.begin(full)
        code.call(abort, [context, code.constant(Int(NativeAbort.memory.rawValue), .integer(64))])
        code.unreachable()
        code.begin(fits)
        let doubled = code.binary(.shiftLeft, capacity, 1), least = code.constant(4, .extent)
        let wanted = code.select(code.compare(.below, doubled, least), least, doubled)
        let bytes = code.binary(.and, code.binary(.add, code.binary(.multiply, wanted, size), 7), -8)
        let new = code.call(allocate, [context, bytes])[0]
        code.copy(to: new, from: old, bytes: code.binary(.multiply, count, size))
        code.return([new, code.binary(.or, code.binary(.shiftLeft, wanted, 32), count)], from: grow)
    }

    private func writeAbort(_ code: CodeModule) {
        code.begin(code.block(in: abort))
        let context = code.parameter(0, of: abort)
        code.call(pointer: RuntimeCalls.pointer(code, .abort, context), [context, code.parameter(1, of: abort)])
        code.unreachable()
    }

    /// Two felts in memory to one in memory.
    private func writeFeltFunction(
        _ code: CodeModule, _ function: Function, _ slot: RuntimeFunction, takesContext: Bool
    ) {
        let start = code.block(in: function)
        code.begin(start)
        let context = code.parameter(0, of: function)
        let buffers = (0..<3).map { _ in code.frameBuffer(bytes: 32, in: start) }
        code.store(code.parameter(1, of: function), at: buffers[0])
        code.store(code.parameter(2, of: function), at: buffers[1])
        code.call(pointer: RuntimeCalls.pointer(code, slot, context), (takesContext ? [context] : []) + buffers)
        code.return([code.load(.felt, at: buffers[2])], from: function)
    }

    private func writeMultiplyBySmall(_ code: CodeModule) {
        let start = code.block(in: multiplyBySmall)
        code.begin(start)
        let context = code.parameter(0, of: multiplyBySmall)
        let operand = code.frameBuffer(bytes: 32, in: start), result = code.frameBuffer(bytes: 32, in: start)
        code.store(code.parameter(1, of: multiplyBySmall), at: operand)
        code.call(
            pointer: RuntimeCalls.pointer(code, .multiplyFeltBySmall, context),
            [operand, code.parameter(2, of: multiplyBySmall), result])
        code.return([code.load(.felt, at: result)], from: multiplyBySmall)
    }
}
