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
