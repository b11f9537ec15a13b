import ByteCoding
import SHA2
import Testing

@Suite struct SHA256Tests {
    // FIPS 180-4 examples, as published by NIST.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func `the published examples come out`(message: String, digest: String) {
        #expect(HexBytes.encode(SHA256.hash(message.utf8)) == digest)
    }

    /// The hash by the compression function alone, block by block: no processor's instructions, no buffering.
    static func plain(_ bytes: [UInt8]) -> [UInt8] {
        var padded = bytes + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        for shift in stride(from: 56, through: 0, by: -8) {
            padded.append(UInt8(truncatingIfNeeded: UInt64(8 * bytes.count) >> UInt64(shift)))
        }
        var state = SHA256.initialState
        for start in stride(from: 0, to: padded.count, by: 64) {
            var block = SIMD16<UInt32>()
            for index in 0..<64 { block[index / 4] = block[index / 4] << 8 | UInt32(padded[start + index]) }
            state = SHA256.compress(state, block: block)
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 4] >> UInt32(24 - 8 * ($0 % 4))) }
    }

    @Test func `every length and split gives what the compression function alone gives`() {
        let bytes = (0..<400).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 3) }
        for length in 0...bytes.count {
            let message = Array(bytes[..<length])
            #expect(SHA256.hash(message) == Self.plain(message))
            var hasher = SHA256()
            for start in stride(from: 0, to: length, by: 61) {
                hasher.update(Array(message[start..<min(start + 61, length)]))
            }
            #expect(hasher.finalize() == Self.plain(message))
        }
    }

    @Test func `a million letters a come out as published`() {
        var hasher = SHA256()
        let block = [UInt8](repeating: UInt8(ascii: "a"), count: 1000)
        for _ in 0..<1000 { hasher.update(block) }
        #expect(
            HexBytes.encode(hasher.finalize()) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    // RFC 4231, test cases 1, 2 and 6 (a key longer than a block).
    @Test func `HMAC answers as RFC 4231 says`() {
        #expect(
            HexBytes.encode(HMACSHA256.code(key: [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8)))
                == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
        #expect(
            HexBytes.encode(
                HMACSHA256.code(key: Array("Jefe".utf8), Array("what do ya want ".utf8), Array("for nothing?".utf8)))
                == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
        #expect(
            HexBytes.encode(
                HMACSHA256.code(
                    key: [UInt8](repeating: 0xaa, count: 131),
                    Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8)))
                == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
    }

    // FIPS 180-4 examples, as published by NIST.
    @Test(arguments: [
        (
            "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "",
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        ),
        (
            "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
                + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
        ),
    ])
    func `SHA-512 gives the published examples`(message: String, digest: String) {
        #expect(HexBytes.encode(SHA512.hash(Array(message.utf8))) == digest)
    }
}
