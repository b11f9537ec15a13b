import FiniteFields

/// A text under construction, as UTF-8: plain bytes, since this also runs where Swift has no Unicode tables.
struct ReasonText: Sendable {
    var bytes: [UInt8] = []

    mutating func append(_ text: StaticString) {
        bytes += UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    }

    mutating func append(_ number: some BinaryInteger) { bytes += Array(String(number).utf8) }

    /// `0x` and as many digits as needed.
    mutating func append(hex felt: Felt252) { bytes += Array(felt.hex.utf8) }

    /// `0x` and all 64 digits.
    mutating func append(long felt: Felt252) {
        let digits = felt.hex.utf8.dropFirst(2)
        append("0x")
        bytes += [UInt8](repeating: UInt8(ascii: "0"), count: 64 - digits.count)
        bytes += Array(digits)
    }

    /// Panic data: each felt in hexadecimal, with its text where it is one; several in brackets; at most 64.
    mutating func append(panic felts: [Felt252]) {
        if let text = ByteArrayPanic(felts)?.text {
            append("\"")
            bytes += text
            append("\"")
            return
        }
        let isOne = felts.count == 1
        if !isOne { append("(") }
        for (index, felt) in felts.prefix(64).enumerated() {
            if index > 0 { append(", ") }
            append(hex: felt)
            guard let text = Self.shortString(felt) else { continue }
            append(" ('")
            bytes += text
            append("')")
        }
        if !isOne { append(")") }
    }

    private static func shortString(_ felt: Felt252) -> [UInt8]? {
        let bytes = Array(felt.bigEndianBytes.drop { $0 == 0 })
        return bytes.allSatisfy({ $0 >= 32 && $0 < 127 }) ? bytes : nil
    }
}
