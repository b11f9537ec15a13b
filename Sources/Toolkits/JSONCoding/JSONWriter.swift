import ByteCoding
public import FiniteFields

/// Writes JSON by appending bytes. Commas are set by the writer; keys are the caller's responsibility.
///
/// The limit is counted while writing: once `bytes` would grow beyond it the writer drops everything further and
/// `isOverLimit` is set, so that a too large answer costs no more than the limit.
public struct JSONWriter: Sendable {
    public private(set) var bytes: [UInt8] = []
    public private(set) var isOverLimit = false
    let bytesMax: Int
    // Whether the next value has to be separated from one before it.
    private var needsComma = false

    public init(bytesMax: Int = .max) { self.bytesMax = bytesMax }

    public var text: String { String(decoding: bytes, as: UTF8.self) }

    // MARK: - Containers

    /// An object whose members `body` writes with `key` and a value each.
    public mutating func object<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
        open(UInt8(ascii: "{"))
        try body(&self)
        close(UInt8(ascii: "}"))
    }

    /// An array whose elements `body` writes.
    public mutating func array<E: Error>(_ body: (inout JSONWriter) throws(E) -> Void) throws(E) {
        open(UInt8(ascii: "["))
        try body(&self)
        close(UInt8(ascii: "]"))
    }

    /// An array of one value per element.
    public mutating func array<S: Sequence>(_ elements: S, _ body: (inout JSONWriter, S.Element) -> Void) {
        open(UInt8(ascii: "["))
        for element in elements {
            if isOverLimit { break }
            body(&self, element)
        }
        close(UInt8(ascii: "]"))
    }

    /// The name of the next value.
    public mutating func key(_ name: String) {
        separate()
        quote(name)
        append(UInt8(ascii: ":"))
    }

    // MARK: - Scalars

    public mutating func null() { scalar("null") }
    public mutating func bool(_ value: Bool) { scalar(value ? "true" : "false") }
    public mutating func integer(_ value: some BinaryInteger) { scalar(String(value)) }

    /// A number in the shortest decimal form that reads back the same; `null` when it is not finite.
    public mutating func number(_ value: Double) { scalar(value.isFinite ? "\(value)" : "null") }

    public mutating func string(_ value: String) {
        separate()
        quote(value)
        needsComma = true
    }

    /// `"0x…"`, minimal lower-case digits.
    public mutating func felt(_ value: Felt252) {
        separate()
        guard reserve(68) else { return }
        bytes.append(contentsOf: [UInt8(ascii: "\""), UInt8(ascii: "0"), UInt8(ascii: "x")])
        value.appendHexDigits(to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    public mutating func felts(_ values: some Sequence<Felt252>) {
        array(values) { writer, value in writer.felt(value) }
    }

    /// `"0x…"` for an unsigned integer.
    public mutating func hex(_ value: some UnsignedInteger) { string("0x" + String(value, radix: 16)) }

    /// Text that is one JSON value already, such as a stored document.
    public mutating func raw(_ value: some Collection<UInt8>) {
        separate()
        append(contentsOf: value)
        needsComma = true
    }

    // MARK: - Bytes

    private mutating func open(_ byte: UInt8) {
        separate()
        append(byte)
        needsComma = false
    }

    private mutating func close(_ byte: UInt8) {
        append(byte)
        needsComma = true
    }

    private mutating func scalar(_ text: String) {
        separate()
        append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { append(UInt8(ascii: ",")) }
        needsComma = false
    }

    private mutating func reserve(_ count: Int) -> Bool {
        if isOverLimit || bytes.count > bytesMax - count {
            isOverLimit = true
            return false
        }
        return true
    }

    private mutating func append(_ byte: UInt8) {
        if reserve(1) { bytes.append(byte) }
    }

    private mutating func append(contentsOf more: some Collection<UInt8>) {
        if reserve(more.count) { bytes.append(contentsOf: more) }
    }

    private mutating func quote(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            guard reserve(utf8.count + 2) else { return }
            bytes.append(UInt8(ascii: "\""))
            var start = 0
            for (position, byte) in utf8.enumerated()
            where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes.append(contentsOf: utf8[start..<position])
                start = position + 1
                escape(byte)
            }
            bytes.append(contentsOf: utf8[start...])
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private mutating func escape(_ byte: UInt8) {
        bytes.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            bytes.append(contentsOf: "u00".utf8)
            bytes.append(HexBytes.digit(byte >> 4))
            bytes.append(HexBytes.digit(byte & 15))
        }
    }
}
