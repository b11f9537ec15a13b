import JSONCoding

/// What a value of the reference prover is read from, in the terms of serde's data model: JSON, or bincode.
///
/// The structures are read once, member by member in the order in which the reference declares them: bincode has only the
/// order, JSON looks members up by name.
protocol SerdeSource {
    associatedtype Failure: Error

    /// Begins a structure, which has exactly these members.
    func structure(_ names: [String]) throws(Failure)
    /// The next member of a structure that was begun.
    func member(_ name: String) throws(Failure) -> Self
    /// The value, or nil where it says that there is none.
    func present() throws(Failure) -> Self?
    /// A list of any length.
    func sequence<T>(_ read: (Self) throws(Failure) -> T) throws(Failure) -> [T]
    /// The elements of a list whose length the type fixes, to be read one after the other.
    func elements(_ count: Int) throws(Failure) -> [Self]
    func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type) throws(Failure) -> Number
    /// Text of at most `max` bytes.
    func text(max: Int) throws(Failure) -> String
    /// The index of a case without values among those that there are.
    func choice(_ names: [String]) throws(Failure) -> Int
    /// The error of a value that is not what its type demands.
    func mismatch(_ expected: String) -> Failure
}

extension SerdeSource {
    /// A list whose length the type fixes.
    func tuple<T>(_ count: Int, _ read: (Self) throws(Failure) -> T) throws(Failure) -> [T] {
        var items: [T] = []
        items.reserveCapacity(count)
        for element in try elements(count) { items.append(try read(element)) }
        return items
    }

    /// A member that is a 32-bit number.
    func number(_ name: String) throws(Failure) -> UInt32 { try member(name).number(UInt32.self) }
}

extension JSONValue: SerdeSource {
    func structure(_ names: [String]) throws(JSONError) { try requireOnly(Set(names)) }
    func present() throws(JSONError) -> JSONValue? { isNull ? nil : self }

    func sequence<T>(_ read: (JSONValue) throws(JSONError) -> T) throws(JSONError) -> [T] {
        var items: [T] = []
        let elements = try array()
        items.reserveCapacity(count)
        for element in elements { items.append(try read(element)) }
        return items
    }

    func elements(_ count: Int) throws(JSONError) -> [JSONValue] {
        guard kind == .array, self.count == count else { throw mismatch("an array of \(count) elements") }
        return Array(try array())
    }

    func number<Number: FixedWidthInteger & UnsignedInteger>(_ type: Number.Type) throws(JSONError) -> Number {
        try integer(type)
    }

    func text(max: Int) throws(JSONError) -> String {
        let text = try string()
        guard text.utf8.count <= max else { throw mismatch("a text of at most \(max) bytes") }
        return text
    }

    func choice(_ names: [String]) throws(JSONError) -> Int {
        guard let index = names.firstIndex(of: try string()) else {
            throw mismatch("one of \(names.joined(separator: ", "))")
        }
        return index
    }
}
