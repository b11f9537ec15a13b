import Determinism
import EllipticCurves
import FiniteFields
import Foundation
import Testing
import VectorFiles

struct StarkECDSATests {
    struct Signed: Sendable {
        let hash: Felt252, privateKey: Felt252, publicKey: Felt252, signature: StarkECDSA.Signature
    }

    /// The signed transactions of the recorded sessions, whose client was starknet.py: accepted by the reference node, so
    /// that both its signing and its verification are behind them.
    static func transactions() throws -> [Signed] {
        let file = try #require(VectorFiles.json("rpc/hashes.json") as? [String: Any])
        let list = try #require(file["transactions"] as? [[String: Any]])
        return try list.compactMap { item in
            guard item["accepted"] as? Bool == true,
                let transaction = item["transaction"] as? [String: Any],
                let signature = transaction["signature"] as? [String], signature.count == 2,
                let key = item["signer_private_key"] as? String, let publicKey = item["signer_public_key"] as? String
            else { return nil }
            let hash = try #require(item["transaction_hash"] as? String)
            return Signed(
                hash: try #require(Felt252(hex: hash)), privateKey: try #require(Felt252(hex: key)),
                publicKey: try #require(Felt252(hex: publicKey)),
                signature: .init(
                    r: try #require(Felt252(hex: signature[0])), s: try #require(Felt252(hex: signature[1]))))
        }
    }

    @Test
    func `signatures of recorded transactions come out to the bit and verify`() throws {
        let transactions = try Self.transactions()
        #expect(transactions.count > 50)
        for signed in transactions {
            #expect(try StarkECDSA.publicKey(signed.privateKey) == signed.publicKey)
            // starknet.py's extra data is the byte 32.
            let signature = try StarkECDSA.sign(messageHash: signed.hash, privateKey: signed.privateKey, seed: 32)
            #expect(signature == signed.signature, "\(signed.hash)")
            #expect(
                try StarkECDSA.verify(
                    messageHash: signed.hash, signature: signed.signature, publicKey: signed.publicKey))
        }
    }

    static let key: Felt252 = 0x1234_5678_9abc_def0
    static let hash = Felt252(hex: "0x6fea80189363a786037ed3e7ba546dad0ef7de49fccae0e31eb658b7dd4ea76")!

    @Test func `a changed hash, r, s or key does not verify`() throws {
        let publicKey = try StarkECDSA.publicKey(Self.key)
        let good = try StarkECDSA.sign(messageHash: Self.hash, privateKey: Self.key)
        func verifies(_ hash: Felt252, _ r: Felt252, _ s: Felt252, _ key: Felt252) throws -> Bool {
            try StarkECDSA.verify(messageHash: hash, signature: .init(r: r, s: s), publicKey: key)
        }
        #expect(try verifies(Self.hash, good.r, good.s, publicKey))
        #expect(try !verifies(Self.hash + 1, good.r, good.s, publicKey))
        #expect(try !verifies(Self.hash, good.r + 1, good.s, publicKey))
        #expect(try !verifies(Self.hash, good.r, good.s + 1, publicKey))
        #expect(try !verifies(Self.hash, good.r, good.s, StarkECDSA.publicKey(Self.key + 1)))
    }

    @Test func `values out of range are refused by name`() throws {
        let publicKey = try StarkECDSA.publicKey(Self.key)
        let good = try StarkECDSA.sign(messageHash: Self.hash, privateKey: Self.key)
        let bound = Felt252(limbs: 0, 0, 0, 1 << 59)!, order = Felt252(StarkOrder.modulus)!
        func verify(_ hash: Felt252, _ r: Felt252, _ s: Felt252, _ key: Felt252) throws {
            _ = try StarkECDSA.verify(messageHash: hash, signature: .init(r: r, s: s), publicKey: key)
        }
        #expect(throws: StarkECDSA.Failure.messageHashOutOfRange) { try verify(bound, good.r, good.s, publicKey) }
        #expect(throws: StarkECDSA.Failure.rOutOfRange) { try verify(Self.hash, 0, good.s, publicKey) }
        #expect(throws: StarkECDSA.Failure.rOutOfRange) { try verify(Self.hash, bound, good.s, publicKey) }
        #expect(throws: StarkECDSA.Failure.sOutOfRange) { try verify(Self.hash, good.r, 0, publicKey) }
        #expect(throws: StarkECDSA.Failure.sOutOfRange) { try verify(Self.hash, good.r, order, publicKey) }
        // The inverse of s just below the order is above 2^251.
        let large = StarkScalar(reducing: UInt256(order - 1)).inverse.value
        #expect(throws: StarkECDSA.Failure.sOutOfRange) { try verify(Self.hash, good.r, Felt252(large)!, publicKey) }
        let off = (1...20).map { Felt252(UInt64($0)) }.first { StarkCurve.point(x: $0) == nil }
        #expect(throws: StarkECDSA.Failure.publicKeyNotOnCurve) {
            try verify(Self.hash, good.r, good.s, #require(off))
        }
        #expect(throws: StarkECDSA.Failure.messageHashOutOfRange) {
            try StarkECDSA.sign(messageHash: bound, privateKey: Self.key)
        }
        #expect(throws: StarkECDSA.Failure.privateKeyOutOfRange) {
            try StarkECDSA.sign(messageHash: Self.hash, privateKey: 0)
        }
        #expect(throws: StarkECDSA.Failure.privateKeyOutOfRange) { try StarkECDSA.publicKey(order) }
    }

    @Test func `random keys and hashes sign and verify`() throws {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<20 {
            let key = Felt252(reducing: generator.next(), generator.next(), generator.next(), generator.next() >> 6)
            let hash = Felt252(
                limbs: generator.next(), generator.next(), generator.next(), generator.next() >> 5)!
            let signature = try StarkECDSA.sign(messageHash: hash, privateKey: key)
            #expect(
                try StarkECDSA.verify(
                    messageHash: hash, signature: signature, publicKey: StarkECDSA.publicKey(key)),
                "key \(key), hash \(hash)")
        }
    }
}
