import ByteCoding
public import FiniteFields

extension JSONValue {
    /// A felt as the ecosystem writes it: a string of `0x` and 1 to 64 hex digits, below p.
    public func felt() throws(JSONError) -> Felt252 {
        guard kind == .string, let felt = Felt252(hexBytes: document.bytes(of: index)) else {
            throw mismatch("a felt (0x and hex digits, below the Stark prime)")
        }
        return felt
    }

    /// An array of at most `countMax` felts.
    public func felts(countMax: Int = .max) throws(JSONError) -> [Felt252] {
        let elements = try array()
        guard count <= countMax else { throw mismatch("an array of at most \(countMax) felts") }
        var felts: [Felt252] = []
        felts.reserveCapacity(count)
        for element in elements { felts.append(try element.felt()) }
        return felts
    }

    /// A string of `0x` and hex digits in the range of `T`.
    public func hexInteger<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type = T.self) throws(JSONError) -> T {
        guard kind == .string else { throw mismatch("a hex string") }
        let value: T? = { (bytes: UnsafeBufferPointer<UInt8>) -> T? in
            guard bytes.count > 2, bytes[0] == UInt8(ascii: "0"), bytes[1] | 0x20 == UInt8(ascii: "x") else {
                return nil
            }
            var value: T = 0
            for byte in bytes[2...] {
                guard let digit = HexBytes.value(of: byte) else { return nil }
                let (high, overflow) = value.multipliedReportingOverflow(by: 16)
                if overflow { return nil }
                value = high | T(truncatingIfNeeded: digit)
            }
            return value
        }(document.bytes(of: index))
        guard let value else { throw mismatch("a hex string of at most \(T.bitWidth) bits") }
        return value
    }
}

extension Felt252 {
    /// `0x` and 1 to 64 hex digits; nil when malformed or not below p.
    init?(hexBytes bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count > 2, bytes.count <= 66, bytes[0] == UInt8(ascii: "0"), bytes[1] | 0x20 == UInt8(ascii: "x")
        else { return nil }
        var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for byte in bytes[2...] {
            guard let digit = HexBytes.value(of: byte) else { return nil }
            limbs.3 = limbs.3 << 4 | limbs.2 >> 60
            limbs.2 = limbs.2 << 4 | limbs.1 >> 60
            limbs.1 = limbs.1 << 4 | limbs.0 >> 60
            limbs.0 = limbs.0 << 4 | UInt64(digit)
        }
        self.init(limbs: limbs.0, limbs.1, limbs.2, limbs.3)
    }
}
