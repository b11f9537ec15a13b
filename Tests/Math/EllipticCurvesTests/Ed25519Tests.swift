import ByteCoding
import EllipticCurves
import FiniteFields
import Testing

@Suite struct Ed25519Tests {
    struct Vector: Sendable {
        let key: String, message: String, signature: String
    }

    /// RFC 8032 §7.1, tests 1 to 3, then three signatures made with OpenSSL 3 over random messages.
    static let vectors = [
        Vector(
            key: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            message:
                "",
            signature:
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
                + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        Vector(
            key: "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            message:
                "72",
            signature:
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
                + "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        Vector(
            key: "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            message:
                "af82",
            signature:
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
                + "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
        Vector(
            key: "740cd82bddefb684e32368f8ed09bb0112d3f3d90fde2a88f8e9737dc1d8c6de",
            message:
                "cbf4bc276d972b425887360beafdfb48eac9763e0a57fe0d690b318e084474252cf80e90950e67b8"
                + "75be32d097b8c7a6e01d096a81f2481fe066edabf4f17c2d84d8297b67120c89dd4e15f432",
            signature:
                "82c5a12e98e16ff37c531d4101c196d4254207ec763b0771084600b78c6f7ec052ad2e1daf5c19ad"
                + "71fb5e7f9c680dd3ecf9e61ee7f5b49adb14a438eb58d80a"),
        Vector(
            key: "9f152453033857036c18439d67bfd6040832f20ccba724810fbd50e5cfaf5040",
            message:
                "6889f3480104c1d75937167870a6cb2f3506c45c025df0f3a0600ebdb50113cf3072fd0696100246"
                + "481bc307aceee3d5c19d1e96f548edd3dd0eb0216af76d2c5a892b1ed6c52dd0276c30f229d7f745"
                + "5bf94e2d4735a7c0fa1999d70cfe72fcb215184150ffacfc358c8be585aafb2cf3f11956685da8b9"
                + "62fcf717db59a07a58e8fb8cee21616f997d72b1cd0c296da22eccbd15f171cc76b1",
            signature:
                "c5bcebb58fe81181ceb761d9aa4f5884f6a1945dbf46514dce65789da7b84f4ebb9d191391503816"
                + "5a4a17145cffdf6371008d456b9725b80ce20027c9c3140e"),
        Vector(
            key: "181b5be13e55de2fc6c1d927b3c4e0e72099c2a0f81d94f6dc12b178bb2b4f95",
            message:
                "c4cbb99929cc2985b0c16725bc9cf6698eaaf34b7673c807c2a59d341a24e772b82e796f6d602661"
                + "4fadc30c4cc5e2f15f869de1ccaad229b607506e548b62c68239e3ae4ab041db2276357cb128c505"
                + "b96ecc79e424ec1d0e5736ee6c68d72b7f1dbde1cd6bc26df994ac77b5e0f6d175e8ab4f62a7f497"
                + "683e3112c3f99562ff6b16d10713ebd6678bc349b278343afef985abf4ac41235716de6321b2c185"
                + "47c08bbefed96983e2f24bf65737bd059a46eda2e8d9ef86e5bcd74f2fe9e27c42bf1dbdafc7c92d"
                + "9066099db2877e43c543730881f417e0cf06d063c32119f501b9a7c2c67a46",
            signature:
                "24665d6dcd54c9308d58b6a71e6f0e5f9b6bf399abb961138ea5e54be33aff88364a00e1dd38c8cb"
                + "39248c020a8851b6250e25055b8f03ae36f9f8d26b62f400"),
    ]

    static func bytes(_ hex: String) -> [UInt8] { HexBytes.decode(hex.utf8) ?? [] }

    @Test(arguments: vectors) func `published and foreign signatures verify`(vector: Vector) {
        #expect(
            Ed25519.verify(
                signature: Self.bytes(vector.signature), message: Self.bytes(vector.message),
                publicKey: Self.bytes(vector.key)))
    }

    @Test func `every changed byte of signature, message and key is noticed`() {
        let vector = Self.vectors[2]
        let signature = Self.bytes(vector.signature), message = Self.bytes(vector.message)
        let key = Self.bytes(vector.key)
        for index in signature.indices {
            var changed = signature
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(!Ed25519.verify(signature: changed, message: message, publicKey: key), "byte \(index)")
        }
        for index in key.indices {
            var changed = key
            changed[index] ^= 1 << UInt8(index % 8)
            #expect(!Ed25519.verify(signature: signature, message: message, publicKey: changed), "byte \(index)")
        }
        #expect(!Ed25519.verify(signature: signature, message: message + [0], publicKey: key))
        #expect(!Ed25519.verify(signature: signature, message: [], publicKey: key))
    }

    @Test func `an s that is not reduced is refused`() throws {
        let vector = Self.vectors[1]
        var signature = Self.bytes(vector.signature)
        let s = try #require(UInt256(littleEndianBytes: signature[32...]))
        // The equation still holds for s + L: only the range check stands in the way.
        let order = EdwardsOrder.modulus
        signature.replaceSubrange(32..., with: s.adding(order).sum.littleEndianBytes)
        #expect(
            !Ed25519.verify(
                signature: signature, message: Self.bytes(vector.message), publicKey: Self.bytes(vector.key)))
    }

    @Test func `malformed lengths and keys are no signature`() {
        let vector = Self.vectors[0]
        let signature = Self.bytes(vector.signature), key = Self.bytes(vector.key)
        #expect(!Ed25519.verify(signature: [], message: [], publicKey: key))
        #expect(!Ed25519.verify(signature: signature + [0], message: [], publicKey: key))
        #expect(!Ed25519.verify(signature: signature, message: [], publicKey: Array(key.dropLast())))
        // y = p is the second encoding of y = 0; 2 has no x.
        #expect(
            !Ed25519.verify(
                signature: signature, message: [], publicKey: EdwardsBase.modulus.littleEndianBytes))
        #expect(!Ed25519.verify(signature: signature, message: [], publicKey: UInt256(2).littleEndianBytes))
    }
}
