import BlockProduction
import ChainStorage
import Foundation
import Observability
import Synchronization
import Testing
import TransactionPool

@testable import NodeService

/// What others pass on waits within bounds, whatever its size.
struct GossipIntakeTests {
    /// A producer whose time for checking what others passed on is used up for days.
    private func busyProducer(_ folder: String) throws -> BlockProducer {
        let used = Mutex(0.0)
        let control = AdmissionControl(processors: 2, clock: { 0 }, processorTime: { used.withLock { $0 } })
        try control.check(for: .peer) { () throws(GatewayRefusal) in used.withLock { $0 = 1_000_000 } }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return BlockProducer(
            genesis: GenesisFile.local, store: try ChainStore(path: folder, chain: [1]), pool: TransactionPool(),
            admission: control)
    }

    private func waiting(_ sizes: some Sequence<Int>) throws -> (count: Int, bytes: Int) {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("intake-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let intake = GossipIntake(try busyProducer(folder), Logger(part: "test"))
        for size in sizes { intake.add([UInt8](repeating: 1, count: size)) }
        defer { intake.stop() }
        return intake.waiting
    }

    @Test func `large ones are bounded by their bytes`() throws {
        let found = try waiting([Int](repeating: 3_000_000, count: 100))
        #expect(found.count == 2 && found.bytes == 6_000_000)
    }

    @Test func `a small one has room beside them, up to the last byte`() throws {
        let max = GossipIntake.queuedBytesMax
        let found = try waiting([max - 10, 11, 10, 1])
        #expect(found.count == 2 && found.bytes == max)
    }

    @Test func `small ones are bounded by their number`() throws {
        let found = try waiting([Int](repeating: 100, count: 2 * GossipIntake.queuedMax))
        #expect(found.count == GossipIntake.queuedMax)
    }
}
