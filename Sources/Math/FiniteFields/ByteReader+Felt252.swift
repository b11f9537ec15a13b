public import ByteCoding

extension ByteReader {
    /// A felt as 32 big-endian bytes; a value that is not below p throws `notCanonical`.
    public mutating func felt() throws(ByteCodingError) -> Felt252 {
        // All or nothing: a short input is told with the bytes of a whole felt.
        guard left >= 32 else { throw .truncated(needed: 32, left: left) }
        let d = try u64BigEndian(), c = try u64BigEndian(), b = try u64BigEndian(), a = try u64BigEndian()
        guard let felt = Felt252(limbs: a, b, c, d) else { throw .notCanonical }
        return felt
    }

    /// Felts behind their count of at most `max`.
    public mutating func felts(max: Int) throws(ByteCodingError) -> [Felt252] {
        try array(max: max, itemBytesMin: 32) { (reader) throws(ByteCodingError) in try reader.felt() }
    }
}

extension ByteWriter {
    /// A felt as 32 big-endian bytes.
    public mutating func felt(_ value: Felt252) { raw(value.bigEndianBytes) }

    /// Felts behind their count.
    public mutating func felts(_ values: some Collection<Felt252>) {
        array(values) { writer, value in writer.felt(value) }
    }
}
