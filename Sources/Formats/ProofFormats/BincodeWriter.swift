import ByteCoding

/// Writes serde's data model as bincode 1.3 does by default: numbers little-endian in their full width, lengths as 64-bit
/// numbers, a byte before what is optional, no names.
struct BincodeWriter: SerdeSink {
    private var writer = ByteWriter()

    /// Everything written.
    var bytes: [UInt8] { writer.bytes }

    mutating func structure(_ body: (inout BincodeWriter) -> Void) { body(&self) }
    mutating func member(_ name: String, _ body: (inout BincodeWriter) -> Void) { body(&self) }

    mutating func sequence<Elements: Collection>(
        _ elements: Elements, _ body: (inout BincodeWriter, Elements.Element) -> Void
    ) {
        number(UInt64(elements.count))
        tuple(elements, body)
    }

    mutating func tuple<Elements: Collection>(
        _ elements: Elements, _ body: (inout BincodeWriter, Elements.Element) -> Void
    ) { for element in elements { body(&self, element) } }

    mutating func optional(_ body: ((inout BincodeWriter) -> Void)?) {
        writer.bool(body != nil)
        body?(&self)
    }

    mutating func number(_ value: UInt8) { writer.u8(value) }
    mutating func number(_ value: UInt32) { writer.u32(value) }
    mutating func number(_ value: UInt64) { writer.u64(value) }

    mutating func text(_ value: String) {
        number(UInt64(value.utf8.count))
        writer.raw(value.utf8)
    }

    mutating func choice(_ name: String, index: UInt32) { number(index) }
}
