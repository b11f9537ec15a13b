import CSimdJSON

/// A value inside a `JSONDocument`, which it keeps alive. Reading never traps; what does not fit throws `JSONError`
/// with the value's path.
public struct JSONValue: Sendable {
    let document: JSONDocument
    let index: Int

    /// The six kinds of JSON values.
    public enum Kind: Sendable { case null, bool, number, string, array, object }

    var node: starling_json_node { document.nodes[index] }

    public var kind: Kind {
        switch Int(node.kind) {
        case STARLING_JSON_NULL: .null
        case STARLING_JSON_FALSE, STARLING_JSON_TRUE: .bool
        case STARLING_JSON_NUMBER: .number
        case STARLING_JSON_STRING: .string
        case STARLING_JSON_ARRAY: .array
        default: .object
        }
    }

    public var isNull: Bool { Int(node.kind) == STARLING_JSON_NULL }

    /// The error that says what was expected here; for readers of the caller's own types.
    public func mismatch(_ expected: String) -> JSONError {
        .mismatch(path: document.path(of: index), expected: expected)
    }

    /// Elements of an array, members of an object; 0 for scalars.
    public var count: Int { Int(node.kind) >= STARLING_JSON_ARRAY ? Int(node.count) : 0 }

    // MARK: - Scalars

    public func bool() throws(JSONError) -> Bool {
        switch Int(node.kind) {
        case STARLING_JSON_TRUE: return true
        case STARLING_JSON_FALSE: return false
        default: throw mismatch("a boolean")
        }
    }

    public func string() throws(JSONError) -> String {
        guard kind == .string else { throw mismatch("a string") }
        return document.string(of: index)
    }

    /// A number as it was written.
    public func numberText() throws(JSONError) -> String {
        guard kind == .number else { throw mismatch("a number") }
        return document.string(of: index)
    }

    /// A number that is an integer in the range of `T`, without fraction and exponent.
    public func integer<T: FixedWidthInteger>(_ type: T.Type = T.self) throws(JSONError) -> T {
        guard kind == .number else { throw mismatch("an integer") }
        guard let value = T(document.string(of: index)) else { throw mismatch("an integer of \(T.bitWidth) bits") }
        return value
    }

    /// The UTF-8 bytes of a string or number, lent to `body`.
    public func withBytes<R>(_ body: (UnsafeBufferPointer<UInt8>) -> R) throws(JSONError) -> R {
        guard kind == .string || kind == .number else { throw mismatch("a string") }
        return body(document.bytes(of: index))
    }

    // MARK: - Containers

    /// The elements of an array, in order.
    public func array() throws(JSONError) -> JSONElements {
        guard kind == .array else { throw mismatch("an array") }
        return JSONElements(document: document, position: index + 1, remaining: Int(node.count))
    }

    /// The members of an object, in the order of the text.
    public func object() throws(JSONError) -> JSONMembers {
        guard kind == .object else { throw mismatch("an object") }
        return JSONMembers(document: document, position: index + 1, remaining: Int(node.count))
    }

    /// A member that may be absent. Linear in the number of members: iterate large objects instead.
    public func optional(_ key: String) throws(JSONError) -> JSONValue? {
        for (name, value) in try object() where name == key { return value }
        return nil
    }

    /// A member that must be there.
    public func member(_ key: String) throws(JSONError) -> JSONValue {
        if let value = try optional(key) { return value }
        throw .missing(path: "\(document.path(of: index)).\(key)")
    }

    /// Refuses members that are not named here.
    public func requireOnly(_ keys: Set<String>) throws(JSONError) {
        for (name, value) in try object() where !keys.contains(name) {
            throw .unknownMember(path: document.path(of: value.index))
        }
    }
}

/// The elements of an array.
public struct JSONElements: Sequence, IteratorProtocol, Sendable {
    let document: JSONDocument
    var position: Int
    var remaining: Int

    public mutating func next() -> JSONValue? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let value = JSONValue(document: document, index: position)
        position = document.end(of: position)
        return value
    }

    public var underestimatedCount: Int { remaining }
}

/// The members of an object.
public struct JSONMembers: Sequence, IteratorProtocol, Sendable {
    let document: JSONDocument
    var position: Int
    var remaining: Int

    public mutating func next() -> (key: String, value: JSONValue)? {
        guard remaining > 0 else { return nil }
        remaining -= 1
        let key = document.string(of: position)
        let value = JSONValue(document: document, index: position + 1)
        position = document.end(of: position + 1)
        return (key, value)
    }

    public var underestimatedCount: Int { remaining }
}
