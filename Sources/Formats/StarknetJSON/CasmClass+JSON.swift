public import CasmModel
import FiniteFields
public import JSONCoding

extension CasmClass {
    /// The class of a compiler's CASM file, or of `starknet_getCompiledCasm` (EXEC §4.7).
    ///
    /// Strict: hints with unknown names, missing or additional operands are refused, and the structure is checked by
    /// `CasmClass` itself, whose refusals appear as `JSONError.mismatch` with the case's name.
    public init(json: JSONValue) throws(JSONError) {
        guard try json.member("prime").string() == CasmJSON.prime else {
            throw try json.member("prime").mismatch("the Stark prime")
        }
        var segments: BytecodeSegments?
        if let lengths = try json.optional("bytecode_segment_lengths"), !lengths.isNull {
            segments = try CasmJSON.segments(lengths, depth: 0)
        }
        let entryPoints = try json.member("entry_points_by_type")
        do {
            self = try CasmClass(
                compilerVersion: String(try json.member("compiler_version").string().prefix(64)),
                bytecode: try json.member("bytecode").felts(countMax: CasmClass.bytecodeMax),
                segmentLengths: segments,
                hints: try CasmJSON.hints(try json.member("hints")),
                entryPoints: EntryPoints(
                    external: try CasmJSON.entryPoints(try entryPoints.member("EXTERNAL")),
                    l1Handler: try CasmJSON.entryPoints(try entryPoints.member("L1_HANDLER")),
                    constructor: try CasmJSON.entryPoints(try entryPoints.member("CONSTRUCTOR"))))
        } catch let error as CasmClassError {
            throw json.mismatch("a CASM class: \(error.explanation)")
        } catch let error as JSONError {
            throw error
        } catch {
            throw json.mismatch("a CASM class")
        }
    }
}

/// Readers of the parts of a CASM file, for other files that carry hints.
public enum CasmJSON {
    static let prime = "0x800000000000011000000000000000000000000000000000000000000000001"

    /// Nested lists of lengths, or one number for code in one piece.
    static func segments(_ json: JSONValue, depth: Int) throws(JSONError) -> BytecodeSegments {
        if json.kind == .number { return .leaf(try json.integer(Int.self)) }
        guard depth < CasmClass.segmentDepthMax else { throw json.mismatch("less deeply nested") }
        var children: [BytecodeSegments] = []
        for child in try json.array() { children.append(try segments(child, depth: depth + 1)) }
        return .node(children)
    }

    /// The lists stand in the file in the order of their selectors; `CasmClass` checks that.
    static func entryPoints(_ json: JSONValue) throws(JSONError) -> [CasmEntryPoint] {
        var list: [CasmEntryPoint] = []
        for entry in try json.array() {
            var builtins: [Builtin] = []
            for name in try entry.member("builtins").array() {
                guard let builtin = Builtin(name: try name.string()) else { throw name.mismatch("a builtin") }
                builtins.append(builtin)
            }
            list.append(
                CasmEntryPoint(
                    selector: try entry.member("selector").felt(),
                    offset: try entry.member("offset").integer(Int.self), builtins: builtins))
        }
        return list
    }

    /// `[[position, [hint, …]], …]`.
    public static func hints(_ json: JSONValue) throws(JSONError) -> [PositionedHints] {
        var list: [PositionedHints] = []
        for entry in try json.array() {
            let pair = Array(try entry.array())
            guard pair.count == 2 else { throw entry.mismatch("a position and a list of hints") }
            var hints: [Hint] = []
            for hint in try pair[1].array() { hints.append(try self.hint(hint)) }
            list.append(PositionedHints(position: try pair[0].integer(Int.self), hints: hints))
        }
        return list
    }

    /// `{"Name": {"operand": …}}`, or `"Name"` for a hint without operands.
    static func hint(_ json: JSONValue) throws(JSONError) -> Hint {
        var fields = HintFields(name: "", fields: [])
        if json.kind == .string {
            fields.name = try json.string()
        } else {
            guard json.count == 1 else { throw json.mismatch("a hint") }
            for (name, operands) in try json.object() {
                fields.name = name
                for (field, value) in try operands.object() {
                    fields.fields.append((name: field, value: try self.field(value)))
                }
            }
        }
        do { return try Hint(fields) } catch { throw json.mismatch("a hint: \(error.explanation)") }
    }

    private static func field(_ json: JSONValue) throws(JSONError) -> HintFields.Field {
        if json.kind == .string { return .constant(try integer(json)) }
        if try json.optional("register") != nil { return .cell(try cell(json)) }
        return .operand(try operand(json))
    }

    static func cell(_ json: JSONValue) throws(JSONError) -> CellReference {
        let offset = try json.member("offset").integer(Int16.self)
        switch try json.member("register").string() {
        case "AP": return CellReference(.ap, offset)
        case "FP": return CellReference(.fp, offset)
        default: throw try json.member("register").mismatch("AP or FP")
        }
    }

    static func operand(_ json: JSONValue) throws(JSONError) -> HintOperand {
        guard json.count == 1 else { throw json.mismatch("an operand") }
        if let deref = try json.optional("Deref") { return .cell(try cell(deref)) }
        if let immediate = try json.optional("Immediate") { return .immediate(try integer(immediate)) }
        if let double = try json.optional("DoubleDeref") {
            let pair = Array(try double.array())
            guard pair.count == 2 else { throw double.mismatch("a cell and an offset") }
            return .indirect(try cell(pair[0]), try pair[1].integer(Int16.self))
        }
        if let operation = try json.optional("BinOp") { return try binaryOperation(operation) }
        throw json.mismatch("Deref, DoubleDeref, Immediate or BinOp")
    }

    private static func binaryOperation(_ json: JSONValue) throws(JSONError) -> HintOperand {
        let a = try cell(try json.member("a"))
        let b = try operand(try json.member("b"))
        switch (try json.member("op").string(), b) {
        case ("Add", .cell(let b)): return .sumOfCells(a, b)
        case ("Add", .immediate(let b)): return .sum(a, b)
        case ("Mul", .cell(let b)): return .productOfCells(a, b)
        case ("Mul", .immediate(let b)): return .product(a, b)
        default: throw json.mismatch("a sum or product of a cell and a cell or constant")
        }
    }

    /// A hex integer with an optional minus sign.
    private static func integer(_ json: JSONValue) throws(JSONError) -> Felt252 {
        let text = try json.string()
        if text.hasPrefix("-"), let value = Felt252(hex: String(text.dropFirst())) { return -value }
        return try json.felt()
    }
}
