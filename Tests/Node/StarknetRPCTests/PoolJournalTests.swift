import BlockProduction
import FiniteFields
import Foundation
import LoadClient
import NodeService
import StarknetClient
import StarknetModel
import Testing
import TransactionPool

/// What was acknowledged and waits survives the end of the node.
@Suite(.serialized) struct PoolJournalTests {
    @Test func `transactions that wait are there again after a restart, and get into a block`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var hashes: [Felt252] = []
        do {
            let fixture = try NodeFixture(folder: folder, blockSeconds: 3_600)
            // The second waits for a nonce that never comes.
            for nonce in [0, 1, 5] as [UInt64] {
                hashes.append(try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: nonce)))
            }
            #expect(fixture.node.producer.pool.count == 3)
        }
        let again = try NodeFixture(folder: folder)
        for hash in hashes.prefix(2) { #expect(try again.receipt(hash) != nil) }
        #expect(again.node.producer.pool.transaction(hash: hashes[2]) != nil)
    }

    private func status(_ fixture: NodeFixture, _ hash: Felt252) throws -> String {
        let request =
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getTransactionStatus","params":["\#(hash.hex)"]}"#
        return String(decoding: try fixture.post(request), as: UTF8.self)
    }

    @Test func `why a transaction was dropped is still known after a restart`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let dropped: Felt252, used: Felt252
        let journal = folder + "/pool.journal", copy = folder + "/copy"
        do {
            let fixture = try NodeFixture(folder: folder, blockSeconds: 3_600)
            dropped = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 3))
            fixture.node.producer.pool.remove(hash: dropped, because: .tooSlow)
        }
        do {
            let fixture = try NodeFixture(folder: folder, blockSeconds: 3_600)
            #expect(try status(fixture, dropped).contains(DropReason.tooSlow.rawValue))
            // What waits in the journal of a killed node, and loses its nonce to another one.
            used = try fixture.client.add(try fixture.signed(.fibonacci(6), nonce: 0))
            try FileManager.default.copyItem(atPath: journal, toPath: copy)
            fixture.node.producer.pool.remove(hash: used, because: .replaced)
        }
        try Data().write(to: URL(fileURLWithPath: journal))
        do {
            let fixture = try NodeFixture(folder: folder)
            let other = try fixture.client.add(try fixture.signed(.fibonacci(7), nonce: 0))
            #expect(try fixture.receipt(other) != nil)
        }
        try FileManager.default.removeItem(atPath: journal)
        try FileManager.default.moveItem(atPath: copy, toPath: journal)
        let again = try NodeFixture(folder: folder)
        #expect(try status(again, used).contains(DropReason.nonceUsed.rawValue))
    }

    @Test func `what was sent again after it was dropped is there after a restart`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let journal = folder + "/pool.journal", copy = folder + "/copy"
        let hash: Felt252
        do {
            let fixture = try NodeFixture(folder: folder, blockSeconds: 3_600)
            let transaction = try fixture.signed(.fibonacci(5), nonce: 0)
            hash = try fixture.client.add(transaction)
            fixture.node.producer.pool.remove(hash: hash, because: .tooSlow)
        }
        do {
            // The first start wrote down why it is not there; now it comes again, and the process is killed.
            let fixture = try NodeFixture(folder: folder, blockSeconds: 3_600)
            #expect(try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 0)) == hash)
            try FileManager.default.copyItem(atPath: journal, toPath: copy)
        }
        try FileManager.default.removeItem(atPath: journal)
        try FileManager.default.moveItem(atPath: copy, toPath: journal)
        let again = try NodeFixture(folder: folder)
        #expect(try again.receipt(hash) != nil)
    }

    @Test func `a journal that is no journal is no obstacle`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pool-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("something else altogether".utf8).write(to: URL(fileURLWithPath: folder + "/pool.journal"))
        let fixture = try NodeFixture(folder: folder)
        let hash = try fixture.client.add(try fixture.signed(.fibonacci(5), nonce: 0))
        #expect(try fixture.receipt(hash) != nil)
    }
}
