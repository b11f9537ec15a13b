import JSONCoding

/// What a value of the reference prover is written into, in the terms of serde's data model: JSON, or bincode.
///
/// The structures are written once, in the order in which the reference declares their members: JSON shows names, bincode
/// only the order.
protocol SerdeSink {
    /// A structure; its members are written by `member`.
    mutating func structure(_ body: (inout Self) -> Void)
    /// The next member of a structure.
    mutating func member(_ name: String, _ body: (inout Self) -> Void)
    /// A list of any length.
    mutating func sequence<Elements: Collection>(_ elements: Elements, _ body: (inout Self, Elements.Element) -> Void)
    /// A list whose length the type fixes.
    mutating func tuple<Elements: Collection>(_ elements: Elements, _ body: (inout Self, Elements.Element) -> Void)
    /// A value that may be absent: `body` writes it, nil writes that there is none.
    mutating func optional(_ body: ((inout Self) -> Void)?)
    mutating func number(_ value: UInt8)
    mutating func number(_ value: UInt32)
    mutating func number(_ value: UInt64)
    mutating func text(_ value: String)
    /// A case without values of an enumeration.
    mutating func choice(_ name: String, index: UInt32)
}

extension SerdeSink {
    mutating func member(_ name: String, _ value: UInt32) { member(name) { $0.number(value) } }
    mutating func member(_ name: String, _ value: UInt64) { member(name) { $0.number(value) } }
}

extension JSONWriter: SerdeSink {
    mutating func structure(_ body: (inout JSONWriter) -> Void) { object(body) }

    mutating func member(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        body(&self)
    }

    mutating func sequence<Elements: Collection>(
        _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
    ) { array(elements, body) }

    mutating func tuple<Elements: Collection>(
        _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
    ) { array(elements, body) }

    mutating func optional(_ body: ((inout JSONWriter) -> Void)?) {
        if let body { body(&self) } else { null() }
    }

    mutating func number(_ value: UInt8) { integer(value) }
    mutating func number(_ value: UInt32) { integer(value) }
    mutating func number(_ value: UInt64) { integer(value) }
    mutating func text(_ value: String) { string(value) }
    mutating func choice(_ name: String, index: UInt32) { string(name) }
}
