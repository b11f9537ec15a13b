public import FiniteFields
import HashFunctions

/// The name of a generic type or library function as a class carries it: a short string of up to 31 characters, the
/// Starknet Keccak of a longer one (EXEC §4.2). A literal is the name itself.
public struct GenericName: Hashable, Sendable {
    public let value: UInt256

    public init(_ value: UInt256) { self.value = value }

    /// The name in ASCII; empty for a hashed name.
    public var characters: [UInt8] {
        guard value.bitWidth <= 248 else { return [] }
        return Array(value.bigEndianBytes.drop { $0 == 0 })
    }

    /// The name of these ASCII characters.
    public init(characters: some Collection<UInt8>) {
        guard characters.count <= 31 else {
            self.init(UInt256(StarknetKeccak.hash(characters)))
            return
        }
        var a: UInt64 = 0, b: UInt64 = 0, c: UInt64 = 0, d: UInt64 = 0
        for byte in characters {
            d = d << 8 | c >> 56
            c = c << 8 | b >> 56
            b = b << 8 | a >> 56
            a = a << 8 | UInt64(byte)
        }
        self.init(UInt256(a, b, c, d))
    }
}

extension GenericName: ExpressibleByStringLiteral {
    public init(stringLiteral text: StaticString) {
        self.init(characters: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
