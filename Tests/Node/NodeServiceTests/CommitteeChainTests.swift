import BlockProduction
import Foundation
import NodeService
import Observability
import Testing
import ValidatorHosting
import VectorFiles

@Suite struct `A validator's home` {
    @Test func `of another chain with the same name is refused`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("home-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        // The chain's name is the test chain's, its genesis block is not.
        _ = try CommitteeMaker(
            chain: "STARLING_LOCAL", count: 1, host: "127.0.0.1", firstPort: UInt16.random(in: 31_000...60_000),
            genesisHash: [UInt8](repeating: 1, count: 32)
        ).make(in: folder)
        let home = CommitteeMaker.home(0, in: folder).path
        let settings = NodeSettings(
            dataFolder: home + "/data",
            contractsFolder: VectorFiles.packageRoot.appendingPathComponent("Contracts").path,
            genesis: GenesisFile.local)
        do {
            _ = try Node(validator: home, settings, log: Logger(part: "test", level: .error)) { _ in }
            Issue.record("the node started on another chain than its committee's")
        } catch {
            #expect("\(error)".contains("these are two chains"))
        }
    }
}
