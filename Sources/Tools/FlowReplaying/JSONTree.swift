public import JSONCoding

/// A JSON value taken apart, so that it can be sorted, changed and compared.
public indirect enum JSONTree: Equatable, Sendable {
    case null
    case bool(Bool)
    /// As it was written.
    case number(String)
    case string(String)
    case array([JSONTree])
    /// Members in the order of the text.
    case object([Member])

    public struct Member: Equatable, Sendable {
        public var key: String
        public var value: JSONTree
    }

    public init(_ json: JSONValue) throws(JSONError) {
        switch json.kind {
        case .null: self = .null
        case .bool: self = .bool(try json.bool())
        case .number: self = .number(try json.numberText())
        case .string: self = .string(try json.string())
        case .array:
            var list: [JSONTree] = []
            for element in try json.array() { list.append(try JSONTree(element)) }
            self = .array(list)
        case .object:
            var members: [Member] = []
            for (key, value) in try json.object() { members.append(Member(key: key, value: try JSONTree(value))) }
            self = .object(members)
        }
    }

    public init(parsing bytes: [UInt8]) throws(JSONError) {
        try self.init(try JSONDocument(bytes, limits: .localFile).root)
    }

    /// A member of an object; nil for everything else.
    public subscript(_ key: String) -> JSONTree? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    public var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    public var integer: Int? {
        if case .number(let text) = self { return Int(text) }
        return nil
    }

    public var elements: [JSONTree]? {
        if case .array(let elements) = self { return elements }
        return nil
    }

    /// The value as JSON text.
    public var json: String {
        var w = JSONWriter()
        write(to: &w)
        return w.text
    }

    func write(to w: inout JSONWriter) {
        switch self {
        case .null: w.null()
        case .bool(let value): w.bool(value)
        case .number(let text): w.raw(Array(text.utf8))
        case .string(let text): w.string(text)
        case .array(let list): w.array(list) { w, element in element.write(to: &w) }
        case .object(let members):
            w.object { w in
                for member in members {
                    w.key(member.key)
                    member.value.write(to: &w)
                }
            }
        }
    }
}
