public import FiniteFields

/// `sn_keccak` (EXEC §2.1): Keccak-256, read as a big-endian integer, without its top six bits.
public enum StarknetKeccak {
    /// The hash of a byte string, below 2^250.
    public static func hash(_ bytes: [UInt8]) -> Felt252 {
        let lanes = Keccak256.sponge(bytes)
        return Felt252(
            reducing: lanes[3].byteSwapped, lanes[2].byteSwapped, lanes[1].byteSwapped,
            lanes[0].byteSwapped & (1 << 58 - 1))
    }

    /// The hash of any sequence of bytes.
    @inlinable
    public static func hash(_ bytes: some Sequence<UInt8>) -> Felt252 { hash(Array(bytes)) }

    /// The selector of an entry point, event or storage variable: the hash of its ASCII name; `__default__` and
    /// `__l1_default__` map to zero.
    public static func selector(_ name: String) -> Felt252 {
        let bytes = Array(name.utf8)
        if bytes == Array("__default__".utf8) || bytes == Array("__l1_default__".utf8) { return .zero }
        return hash(bytes)
    }
}
