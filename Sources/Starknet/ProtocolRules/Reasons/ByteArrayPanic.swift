import FiniteFields

/// Panic data that is one text: Cairo's `panic!` with a format string (a serialised `ByteArray` behind a magic felt).
struct ByteArrayPanic {
    /// The text; only when it is printable ASCII.
    let text: [UInt8]

    /// The word in front of a serialised `ByteArray`.
    static var magic: Felt252 {
        Felt252(reducing: 0xd643_8b1c_57c8_79a3, 0x45e9_3d71_10e8_1aa2, 0x5916_b2a2_ca68_501a, 0x046a_6158_a16a_947e)
    }

    /// Nil unless `felts` is exactly such a text.
    init?(_ felts: [Felt252]) {
        guard felts.count >= 4, felts[0] == Self.magic, let words = felts[1].asUInt64, words < 1 << 16,
            felts.count == Int(words) + 4, let rest = felts[felts.count - 1].asUInt64, rest < 31
        else { return nil }
        var bytes: [UInt8] = []
        for word in felts[2..<(2 + Int(words))] { bytes += word.bigEndianBytes.suffix(31) }
        bytes += felts[felts.count - 2].bigEndianBytes.suffix(Int(rest))
        guard bytes.allSatisfy({ $0 >= 32 && $0 < 127 }) else { return nil }
        text = bytes
    }
}
