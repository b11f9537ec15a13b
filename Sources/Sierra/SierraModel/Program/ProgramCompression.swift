import FiniteFields

/// The dictionary coding of a program's felts (EXEC §4.2): a list of the values that occur, and their places in it,
/// many to a felt.
enum ProgramCompression {
    /// The least size of the padded dictionary.
    static let paddedSizeMin = 256

    /// The values, at most `limit`; felts behind the last are let through as the reference does.
    static func decompress(_ felts: ArraySlice<Felt252>, limit: Int) throws(SierraError) -> [UInt256] {
        var rest = felts
        let codeSize = try popSize(&rest)
        guard codeSize < rest.count else { throw .malformed }
        let padding = try popSize(&rest)
        guard codeSize <= rest.count else { throw .malformed }
        let code = rest.prefix(codeSize).map { UInt256($0) }
        rest = rest.dropFirst(codeSize)
        var remaining = try popSize(&rest)
        let (padded, overflow) = codeSize.addingReportingOverflow(padding)
        guard !overflow, padded >= paddedSizeMin, padded & (padded - 1) == 0 else { throw .malformed }
        guard remaining <= limit else { throw .tooLarge }
        let bits = padded.trailingZeroBitCount
        let perFelt = wordsPerFelt(bits: bits)
        guard remaining <= rest.count * perFelt else { throw .malformed }

        var values: [UInt256] = []
        values.reserveCapacity(remaining)
        for felt in rest where remaining > 0 {
            let packed = UInt256(felt)
            let count = min(perFelt, remaining)
            for position in 0..<count {
                let index = packed.window(at: position * bits, width: bits)
                guard index < UInt64(code.count) else { throw .malformed }
                values.append(code[Int(index)])
            }
            remaining -= count
        }
        return values
    }

    private static func popSize(_ felts: inout ArraySlice<Felt252>) throws(SierraError) -> Int {
        guard let first = felts.popFirst(), let word = first.asUInt64, let size = Int(exactly: word) else {
            throw .malformed
        }
        return size
    }

    /// How many places fit below the prime.
    private static func wordsPerFelt(bits: Int) -> Int {
        let size = SierraInteger.powerOfTwo(min(bits, 255))
        var count = 0
        var encoded: SierraInteger? = size
        while let value = encoded, value < .prime {
            encoded = value.times(size)
            count += 1
        }
        return count
    }
}
