import FiniteFields
public import JSONCoding
public import StarknetModel

extension SierraClass {
    /// The class of a compiler's file, whose ABI is JSON itself. It is declared as text in the way in which Python
    /// writes JSON (`", "` and `": "`, everything beyond ASCII escaped), as wallets and libraries do: that text enters
    /// the class hash. An ABI that is text already stays as it is.
    public init(file json: JSONValue) throws(JSONError) {
        guard let abi = try json.optional("abi"), abi.kind == .array else {
            try self.init(json: json)
            return
        }
        try self.init(json: json, abi: try PythonJSON.text(abi))
    }
}

/// JSON as Python's `json.dumps` writes it.
enum PythonJSON {
    static func text(_ json: JSONValue) throws(JSONError) -> [UInt8] {
        var text: [UInt8] = []
        try append(json, to: &text)
        return text
    }

    private static func append(_ json: JSONValue, to text: inout [UInt8]) throws(JSONError) {
        switch json.kind {
        case .null: text += Array("null".utf8)
        case .bool: text += Array((try json.bool() ? "true" : "false").utf8)
        case .number: text += Array(try json.numberText().utf8)
        case .string: append(try json.string(), to: &text)
        case .array:
            text.append(UInt8(ascii: "["))
            for (index, element) in try json.array().enumerated() {
                if index > 0 { text += Array(", ".utf8) }
                try append(element, to: &text)
            }
            text.append(UInt8(ascii: "]"))
        case .object:
            text.append(UInt8(ascii: "{"))
            for (index, (key, value)) in try json.object().enumerated() {
                if index > 0 { text += Array(", ".utf8) }
                append(key, to: &text)
                text += Array(": ".utf8)
                try append(value, to: &text)
            }
            text.append(UInt8(ascii: "}"))
        }
        guard text.count <= ModelLimits.abiBytesMax else { throw .tooLarge }
    }

    private static func append(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for unit in string.utf16 {
            switch unit {
            case 0x22, 0x5C: text += [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: unit)]
            case 0x08: text += Array("\\b".utf8)
            case 0x09: text += Array("\\t".utf8)
            case 0x0A: text += Array("\\n".utf8)
            case 0x0C: text += Array("\\f".utf8)
            case 0x0D: text += Array("\\r".utf8)
            case 0x20...0x7F: text.append(UInt8(truncatingIfNeeded: unit))
            default:
                let digits = String(unit, radix: 16)
                text += Array("\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
