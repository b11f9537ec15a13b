/// Writes serde's data model as bincode 1.3 does by default: numbers little-endian in their full width, lengths as 64-bit
/// numbers, a byte before what is optional, no names.
struct BincodeWriter: SerdeSink {
    private(set) var bytes: [UInt8] = []

    private mutating func append<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func structure(_ body: (inout BincodeWriter) -> Void) { body(&self) }
    mutating func member(_ name: String, _ body: (inout BincodeWriter) -> Void) { body(&self) }

    mutating func sequence<Elements: Collection>(
        _ elements: Elements, _ body: (inout BincodeWriter, Elements.Element) -> Void
    ) {
        append(UInt64(elements.count))
        tuple(elements, body)
    }

    mutating func tuple<Elements: Collection>(
        _ elements: Elements, _ body: (inout BincodeWriter, Elements.Element) -> Void
    ) { for element in elements { body(&self, element) } }

    mutating func optional(_ body: ((inout BincodeWriter) -> Void)?) {
        bytes.append(body == nil ? 0 : 1)
        body?(&self)
    }

    mutating func number(_ value: UInt8) { append(value) }
    mutating func number(_ value: UInt32) { append(value) }
    mutating func number(_ value: UInt64) { append(value) }

    mutating func text(_ value: String) {
        append(UInt64(value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func choice(_ name: String, index: UInt32) { append(index) }
}
