import ByteCoding

/// Reading and writing felts as the ecosystem does: `0x` and lower-case hex without leading zeros, short strings as
/// big-endian ASCII, 32 big-endian bytes.
extension Felt252 {
    /// Parses `0x` followed by 1 to 64 hex digits, leading zeros allowed; nil when malformed or not below p.
    public init?(hex text: String) {
        var iterator = text.utf8.makeIterator()
        guard iterator.next() == UInt8(ascii: "0"), let x = iterator.next(),
            x == UInt8(ascii: "x") || x == UInt8(ascii: "X")
        else { return nil }
        var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0
        var digits = 0
        while let byte = iterator.next() {
            guard let digit = HexBytes.value(of: byte), digits < 64 else { return nil }
            digits += 1
            d = d << 4 | c >> 60
            c = c << 4 | b >> 60
            b = b << 4 | a >> 60
            a = a << 4 | UInt64(digit)
        }
        guard digits > 0 else { return nil }
        self.init(limbs: a, b, c, d)
    }

    /// `0x` and the minimal lower-case hex digits.
    public var hex: String {
        var bytes: [UInt8] = [UInt8(ascii: "0"), UInt8(ascii: "x")]
        appendHexDigits(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the minimal lower-case hex digits, without a prefix.
    public func appendHexDigits(to bytes: inout [UInt8]) {
        let v = limbs
        var started = false
        for word in [v.3, v.2, v.1, v.0] {
            var shift: UInt64 = 64
            while shift > 0 {
                shift &-= 4
                let nibble = UInt8(truncatingIfNeeded: (word >> shift) & 15)
                if nibble == 0 && !started { continue }
                started = true
                bytes.append(HexBytes.digit(nibble))
            }
        }
        if !started { bytes.append(UInt8(ascii: "0")) }
    }

    /// The felt of an ASCII short string of at most 31 characters, big-endian; nil for anything else.
    public init?(shortString text: String) {
        var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0
        var count = 0
        for byte in text.utf8 {
            guard byte < 128, count < 31 else { return nil }
            count += 1
            d = d << 8 | c >> 56
            c = c << 8 | b >> 56
            b = b << 8 | a >> 56
            a = a << 8 | UInt64(byte)
        }
        self.init(limbs: a, b, c, d)
    }

    /// The canonical value as 32 big-endian bytes.
    public var bigEndianBytes: [UInt8] {
        let v = limbs
        var bytes: [UInt8] = []
        bytes.reserveCapacity(32)
        for word in [v.3, v.2, v.1, v.0] {
            for k in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * k))) }
        }
        return bytes
    }

    /// The felt of exactly 32 big-endian bytes; nil for another length or a value not below p.
    public init?(bigEndianBytes bytes: some Sequence<UInt8>) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        var count = 0
        for byte in bytes {
            guard count < 32 else { return nil }
            count += 1
            words.3 = words.3 << 8 | words.2 >> 56
            words.2 = words.2 << 8 | words.1 >> 56
            words.1 = words.1 << 8 | words.0 >> 56
            words.0 = words.0 << 8 | UInt64(byte)
        }
        guard count == 32 else { return nil }
        self.init(limbs: words.0, words.1, words.2, words.3)
    }
}

extension Felt252: CustomStringConvertible {
    public var description: String { hex }
}

extension Felt252: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: UInt64) { self.init(value) }
}
