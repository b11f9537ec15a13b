import FiniteFields
import StarknetFixtures
import StarknetModel
import Testing
import VectorFiles

/// Coding of the model, with recorded transactions as material.
struct TransactionCodingTests {
    let transactions: [Transaction]

    init() throws {
        let file = try object(VectorFiles.json("rpc/hashes.json"))
        transactions = try list(file["transactions"]).prefix(60).map { value in
            try Transaction(rpc: try object(try object(value)["transaction"]))
        }
    }

    @Test func `decoding undoes encoding`() throws {
        for transaction in transactions { #expect(try Transaction(decoding: transaction.encoded) == transaction) }
    }

    @Test func `shortened and lengthened encodings are refused`() throws {
        let bytes = transactions[0].encoded
        for count in 0..<bytes.count {
            #expect(throws: (any Error).self) { try Transaction(decoding: Array(bytes.prefix(count))) }
        }
        #expect(throws: (any Error).self) { try Transaction(decoding: bytes + [0]) }
    }

    @Test func `every changed byte is refused or gives another transaction`() throws {
        let transaction = transactions[0], bytes = transaction.encoded
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 1
            if let other = try? Transaction(decoding: changed) {
                #expect(other != transaction)
                #expect(other.encoded == changed)
            }
        }
    }
}

struct StateDiffCodingTests {
    @Test func `a diff is put in order and decodes to itself`() throws {
        let low = try #require(ContractAddress(5)), high = try #require(ContractAddress(9))
        let key = try #require(StorageKey(1)), other = try #require(StorageKey(2))
        let diff = StateDiff(
            storage: [
                .init(address: high, value: [.init(key: other, value: 1), .init(key: key, value: 2)]),
                .init(address: low, value: [.init(key: key, value: 3)]),
                .init(address: .zero, value: []),
            ], deployedContracts: [.init(address: high, value: ClassHash(7))],
            nonces: [.init(address: high, value: 1), .init(address: low, value: 2)])
        #expect(diff.isCanonical)
        #expect(diff.length == 6)
        #expect(diff.storage.map(\.address) == [low, high])
        #expect(try StateDiff(decoding: diff.encoded) == diff)
    }

    @Test func `a diff out of order is refused`() throws {
        let low = try #require(ContractAddress(5)), high = try #require(ContractAddress(9))
        let sorted = StateDiff(nonces: [.init(address: low, value: 1), .init(address: high, value: 1)]).encoded
        // Nonces stand last: two entries of 64 bytes.
        let swapped = Array(sorted.dropLast(128) + sorted.suffix(64) + sorted.suffix(128).prefix(64))
        #expect(throws: (any Error).self) { try StateDiff(decoding: swapped) }
    }
}
