import JSONCoding

/// The hash of a transaction on L1: 256 bits, which no felt holds.
enum L1Hash {
    /// Throws when it is not `0x` and up to 64 hex digits.
    static func check(_ json: JSONValue) throws(JSONError) {
        let text = try json.string()
        let digits = text.utf8.dropFirst(2)
        guard text.hasPrefix("0x"), (1...64).contains(digits.count),
            digits.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit })
        else { throw json.mismatch("0x and 1 to 64 hex digits") }
    }
}
