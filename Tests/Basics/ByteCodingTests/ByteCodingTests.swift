import ByteCoding
import Testing

@Suite struct ByteCodingTests {
    @Test func `every kind of field survives the round trip`() throws {
        var writer = ByteWriter()
        writer.u8(7)
        writer.u16(0x1234)
        writer.u32(0x89ab_cdef)
        writer.u64(.max - 1)
        writer.u128(.max / 3)
        writer.bool(true)
        writer.lengthPrefixed([1, 2, 3])
        writer.array([10, 20] as [UInt32]) { $0.u32($1) }
        writer.optional(5 as UInt8?) { $0.u8($1) }
        writer.optional(nil as UInt8?) { $0.u8($1) }

        var reader = ByteReader(writer.bytes)
        #expect(try reader.u8() == 7)
        #expect(try reader.u16() == 0x1234)
        #expect(try reader.u32() == 0x89ab_cdef)
        #expect(try reader.u64() == .max - 1)
        #expect(try reader.u128() == .max / 3)
        #expect(try reader.bool())
        #expect(try reader.lengthPrefixed(max: 3) == [1, 2, 3])
        #expect(
            try reader.array(max: 2, itemBytesMin: 4) { (r) throws(ByteCodingError) in try r.u32() } == [10, 20])
        #expect(try reader.optional { (r) throws(ByteCodingError) in try r.u8() } == 5)
        #expect(try reader.optional { (r) throws(ByteCodingError) in try r.u8() } == nil)
        try reader.finish()
    }

    @Test func `integers are little-endian`() throws {
        var reader = ByteReader([1, 2, 3, 4, 5, 6])
        #expect(try reader.u32() == 0x0403_0201)
        #expect(try reader.u16() == 0x0605)
        var big = ByteReader([9, 1, 2, 3, 4, 5, 6, 7, 8, 0])
        _ = try big.u8()
        #expect(try big.u64BigEndian() == 0x0102_0304_0506_0708)
        #expect(throws: ByteCodingError.truncated(needed: 8, left: 1)) { try big.u64BigEndian() }
    }

    @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 32, UInt64.max - 1, UInt64.max])
    func `varints survive the round trip`(value: UInt64) throws {
        var writer = ByteWriter()
        writer.varint(value)
        var reader = ByteReader(writer.bytes)
        #expect(try reader.varint() == value)
        try reader.finish()
    }

    @Test(
        arguments: [
            [0x80, 0x00], [0xff, 0x80, 0x00],
            [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02],
            [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x81, 0x00],
        ] as [[UInt8]])
    func `padded and overflowing varints are refused`(bytes: [UInt8]) {
        #expect(throws: ByteCodingError.notCanonical) {
            var reader = ByteReader(bytes)
            _ = try reader.varint()
        }
    }

    @Test func `a short input says what is missing`() {
        #expect(throws: ByteCodingError.truncated(needed: 4, left: 3)) {
            var reader = ByteReader([1, 2, 3])
            _ = try reader.u32()
        }
        #expect(throws: ByteCodingError.truncated(needed: 0, left: 3)) {
            var reader = ByteReader([1, 2, 3])
            _ = try reader.bytes(count: -1)
        }
    }

    @Test func `trailing bytes are refused`() {
        #expect(throws: ByteCodingError.trailing(count: 1)) { try ByteReader([1]).finish() }
    }

    @Test func `a boolean byte other than 0 and 1 is refused`() {
        #expect(throws: ByteCodingError.notCanonical) {
            var reader = ByteReader([2])
            _ = try reader.bool()
        }
    }

    @Test func `a count is checked against the maximum, the bytes at hand and the budget`() {
        func decode(_ bytes: [UInt8], max: Int, itemBytesMin: Int, budget: Int) throws(ByteCodingError) -> Int {
            var reader = ByteReader(bytes, budget: budget)
            return try reader.count(max: max, itemBytesMin: itemBytesMin)
        }
        #expect(throws: ByteCodingError.tooLong(count: 3, max: 2)) {
            try decode([3, 0, 0, 0], max: 2, itemBytesMin: 1, budget: 10)
        }
        #expect(throws: ByteCodingError.truncated(needed: 6, left: 3)) {
            try decode([3, 0, 0, 0], max: 3, itemBytesMin: 2, budget: 10)
        }
        #expect(throws: ByteCodingError.overBudget(max: 2)) {
            try decode([3, 0, 0, 0], max: 3, itemBytesMin: 1, budget: 2)
        }
        #expect(throws: ByteCodingError.truncated(needed: .max, left: 0)) {
            try decode([0xff, 0xff, 0xff, 0xff, 0x0f], max: .max, itemBytesMin: .max, budget: .max)
        }
    }

    @Test func `every prefix of a valid encoding is refused`() throws {
        var writer = ByteWriter()
        writer.u64(77)
        writer.lengthPrefixed([1, 2, 3, 4])
        writer.array([5, 6, 7] as [UInt16]) { $0.u16($1) }
        for count in 0..<writer.bytes.count {
            #expect(throws: ByteCodingError.self) {
                var reader = ByteReader(writer.bytes[..<count])
                _ = try reader.u64()
                _ = try reader.lengthPrefixed(max: 10)
                _ = try reader.array(max: 10, itemBytesMin: 2) { (r) throws(ByteCodingError) in try r.u16() }
                try reader.finish()
            }
        }
    }
}
