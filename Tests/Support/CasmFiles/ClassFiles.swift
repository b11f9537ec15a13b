public import CasmModel
public import FiniteFields
public import Foundation

/// Reads class files with Foundation's JSON: an independent path beside the product's own decoder.
public enum ClassFiles {
    public struct Malformed: Error {
        public init() {}
    }

    /// The class in a CASM JSON file.
    public static func load(_ url: URL) throws -> CasmClass {
        guard let object = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [String: Any] else {
            throw Malformed()
        }
        return try casmClass(object)
    }

    public static func casmClass(_ object: [String: Any]) throws -> CasmClass {
        guard let version = object["compiler_version"] as? String,
            let points = object["entry_points_by_type"] as? [String: [[String: Any]]]
        else { throw Malformed() }
        let lengths = try object["bytecode_segment_lengths"].flatMap { $0 is NSNull ? nil : try segments($0) }
        return try CasmClass(
            compilerVersion: version, bytecode: try felts(object["bytecode"]), segmentLengths: lengths,
            hints: try hints(object["hints"]),
            entryPoints: EntryPoints(
                external: try entries(points["EXTERNAL"]), l1Handler: try entries(points["L1_HANDLER"]),
                constructor: try entries(points["CONSTRUCTOR"])))
    }

    public static func felts(_ value: Any?) throws -> [Felt252] {
        guard let list = value as? [String] else { throw Malformed() }
        return try list.map(constant)
    }

    static func segments(_ value: Any) throws -> BytecodeSegments {
        if let length = value as? Int { return .leaf(length) }
        guard let children = value as? [Any] else { throw Malformed() }
        return .node(try children.map(segments))
    }

    static func entries(_ list: [[String: Any]]?) throws -> [CasmEntryPoint] {
        try (list ?? []).map { entry in
            guard let text = entry["selector"] as? String, let selector = Felt252(hex: text),
                let offset = entry["offset"] as? Int, let names = entry["builtins"] as? [String]
            else { throw Malformed() }
            let builtins = try names.map { name in
                guard let builtin = Builtin(name: name) else { throw Malformed() }
                return builtin
            }
            return CasmEntryPoint(selector: selector, offset: offset, builtins: builtins)
        }
    }

    /// The `[[position, [hint…]]…]` list of class files and executables.
    public static func hints(_ value: Any?) throws -> [PositionedHints] {
        guard let list = value as? [[Any]] else { throw Malformed() }
        return try list.map { item in
            guard item.count == 2, let position = item[0] as? Int, let hints = item[1] as? [Any] else {
                throw Malformed()
            }
            return PositionedHints(position: position, hints: try hints.map(hint))
        }
    }

    static func hint(_ value: Any) throws -> Hint {
        if let name = value as? String { return try Hint(HintFields(name: name, fields: [])) }
        guard let object = value as? [String: Any], let (name, body) = object.first, object.count == 1,
            let fields = body as? [String: Any]
        else { throw Malformed() }
        return try Hint(HintFields(name: name, fields: try fields.map { ($0.key, try field($0.value)) }))
    }

    static func field(_ value: Any) throws -> HintFields.Field {
        if let text = value as? String { return .constant(try constant(text)) }
        guard let object = value as? [String: Any] else { throw Malformed() }
        if object["register"] != nil { return .cell(try cell(object)) }
        if let inner = object["Deref"] { return .operand(.cell(try cell(inner))) }
        if let text = object["Immediate"] as? String { return .operand(.immediate(try constant(text))) }
        if let pair = object["DoubleDeref"] as? [Any], pair.count == 2, let offset = pair[1] as? Int {
            return .operand(.indirect(try cell(pair[0]), Int16(offset)))
        }
        guard let sum = object["BinOp"] as? [String: Any], let kind = sum["op"] as? String,
            let right = sum["b"] as? [String: Any]
        else { throw Malformed() }
        let left = try cell(sum["a"] as Any)
        if let inner = right["Deref"] {
            let other = try cell(inner)
            return .operand(kind == "Add" ? .sumOfCells(left, other) : .productOfCells(left, other))
        }
        guard let text = right["Immediate"] as? String else { throw Malformed() }
        return .operand(kind == "Add" ? .sum(left, try constant(text)) : .product(left, try constant(text)))
    }

    static func cell(_ value: Any) throws -> CellReference {
        guard let object = value as? [String: Any], let name = object["register"] as? String,
            let offset = object["offset"] as? Int
        else { throw Malformed() }
        return CellReference(name == "AP" ? .ap : .fp, Int16(offset))
    }

    /// A constant: hexadecimal, a minus sign before it allowed.
    static func constant(_ text: String) throws -> Felt252 {
        if text.hasPrefix("-") {
            guard let felt = Felt252(hex: String(text.dropFirst())) else { throw Malformed() }
            return -felt
        }
        guard let felt = Felt252(hex: text) else { throw Malformed() }
        return felt
    }
}
