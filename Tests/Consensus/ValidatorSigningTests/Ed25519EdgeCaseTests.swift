import ByteCoding
import EllipticCurves
import Foundation
import Testing
import ValidatorSigning
import VectorFiles

/// Node and browser agree about every signature: OpenSSL behind `VerificationKey`, plain Swift in `Ed25519`.
@Suite struct `Ed25519 edge cases` {
    struct Case: Decodable, Sendable {
        let message: String, pub_key: String, signature: String, accepted: Bool
    }

    static let published =
        (try? JSONDecoder().decode([Case].self, from: VectorFiles.data("ed25519/speccheck.json"))) ?? []

    private func bytes(_ hex: String) throws -> [UInt8] { try #require(HexBytes.decode(hex.utf8)) }

    private func openSSL(_ key: [UInt8], _ message: [UInt8], _ signature: [UInt8]) -> Bool {
        (try? VerificationKey(bytes: key))?.isGenuine(signature, of: message) ?? false
    }

    @Test func `the twelve published cases are judged alike, and as the rule says`() throws {
        #expect(Self.published.count == 12)
        for (index, item) in Self.published.enumerated() {
            let key = try bytes(item.pub_key), message = try bytes(item.message), signature = try bytes(item.signature)
            #expect(openSSL(key, message, signature) == item.accepted, "OpenSSL, case \(index)")
            #expect(
                Ed25519.verify(signature: signature, message: message, publicKey: key) == item.accepted,
                "plain Swift, case \(index)")
        }
    }

    /// Every encoding, canonical or not, of the eight points of small order (ZIP 215).
    static let smallOrder: [String] = {
        let zeros = String(repeating: "00", count: 30), ones = String(repeating: "ff", count: 30)
        let eighth = [
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03",
        ]
        return ["01\(zeros)00", "ec\(ones)7f", "00\(zeros)00", "00\(zeros)80"]
            + ["05", "85"].map { eighth[0] + $0 } + ["7a", "fa"].map { eighth[1] + $0 }
            + ["01\(zeros)80", "ec\(ones)ff", "ed\(ones)7f", "ed\(ones)ff", "ee\(ones)7f", "ee\(ones)ff"]
    }()

    @Test func `no pair of small-order encodings is a key and a signature`() throws {
        #expect(Set(Self.smallOrder).count == 14)
        let message = Array("Zcash".utf8)
        for key in try Self.smallOrder.map(bytes) {
            #expect(throws: SigningError.weakKey) { try VerificationKey(bytes: key) }
            #expect(Ed25519Key(bytes: key) == nil)
            for r in try Self.smallOrder.map(bytes) {
                let signature = r + [UInt8](repeating: 0, count: 32)
                #expect(!openSSL(key, message, signature))
                #expect(!Ed25519.verify(signature: signature, message: message, publicKey: key))
            }
        }
    }

    /// R may be of small order where the key is not: nobody but the owner of the secret can make such a signature. The
    /// second encodings of R are refused by both, whatever the equation says.
    @Test func `second encodings of R are refused by both under a genuine key`() throws {
        let key = try SecretKey(seed: [UInt8](repeating: 5, count: 32))
        let signature = try key.sign([1])
        #expect(openSSL(key.publicBytes, [1], signature))
        for r in try Self.smallOrder.map(bytes) {
            let forged = r + signature[32...]
            #expect(!openSSL(key.publicBytes, [1], forged))
            #expect(!Ed25519.verify(signature: forged, message: [1], publicKey: key.publicBytes))
        }
    }

    @Test func `a committee with a key of small order or a second encoding is refused`() throws {
        let good = try SecretKey(seed: [UInt8](repeating: 1, count: 32)).publicBytes
        func member(_ index: Int, _ key: [UInt8]) -> Committee.Member {
            Committee.Member(
                name: "v\(index)", weight: 1, votingKey: key, linkPin: [UInt8](repeating: UInt8(index), count: 32),
                host: "127.0.0.1", port: 6050)
        }
        let honest = try #require(Committee(chain: "TEST", members: [member(0, good)]))
        for text in Self.smallOrder {
            #expect(Committee(chain: "TEST", members: [member(0, good), member(1, try bytes(text))]) == nil)
            let file = honest.fileText.replacingOccurrences(of: HexBytes.encode(good), with: text)
            #expect(throws: Committee.FileError.self) { try Committee(fileText: file) }
        }
    }
}
