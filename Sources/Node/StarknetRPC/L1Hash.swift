package import JSONCoding

/// Numbers of L1 in requests.
package enum L1Hash {
    /// The hash of a transaction on L1 as 64 lower-case hex digits: 256 bits, which no felt holds. Throws when it is not `0x`
    /// and up to 64 hex digits.
    package static func digits(_ json: JSONValue) throws(JSONError) -> String {
        let digits = try hexDigits(json, 1...64)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }

    /// An address of L1: `0x` and 40 hex digits, as the specification has it.
    static func checkAddress(_ json: JSONValue) throws(JSONError) { _ = try hexDigits(json, 40...40) }

    private static func hexDigits(_ json: JSONValue, _ counts: ClosedRange<Int>) throws(JSONError) -> String {
        let text = try json.string(), digits = text.dropFirst(2)
        guard text.hasPrefix("0x"), counts.contains(digits.utf8.count),
            digits.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { throw json.mismatch("0x and \(counts.lowerBound) to \(counts.upperBound) hex digits") }
        return digits.lowercased()
    }
}
