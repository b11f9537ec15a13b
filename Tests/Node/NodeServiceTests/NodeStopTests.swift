import BlockProduction
import ChainStorage
import Foundation
import NodeService
import Observability
import Testing
import ValidatorHosting
import VectorFiles

/// A node that was stopped has let go of everything: its store can be opened again in the next moment.
@Suite(.serialized) struct `A stopped node` {
    static let times = ProcessInfo.processInfo.environment["STARLING_LONG"] == nil ? 20 : 500

    private func settings(_ folder: String) -> NodeSettings {
        var settings = NodeSettings(
            dataFolder: folder + "/data",
            contractsFolder: VectorFiles.packageRoot.appendingPathComponent("Contracts").path,
            genesis: GenesisFile.local)
        settings.rpcPort = 0
        settings.times.blockSeconds = 0.05
        settings.times.emptyBlockSeconds = 0.05
        return settings
    }

    /// Opens a node again and again in one folder; it goes on where it was, whatever it was doing when it was stopped.
    private func check(_ open: (NodeSettings, Logger) throws -> Node) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("stop-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let log = Logger(part: "test", level: .error)
        var height: UInt64 = 0
        for round in 0..<Self.times {
            let node = try open(settings(folder), log)
            let found = node.producer.store.head?.number ?? 0
            #expect(found >= height, "blocks are gone")
            // Every other time it is stopped at once, else while it makes blocks.
            let end = Date().addingTimeInterval(60)
            while !round.isMultiple(of: 2), (node.producer.store.head?.number ?? 0) < found + 2, Date() < end {
                usleep(1_000)
            }
            node.stop()
            height = node.producer.store.head?.number ?? 0
            if !round.isMultiple(of: 2) { #expect(height >= found + 2, "no blocks are made") }
        }
    }

    @Test func `of a committee can be opened at once, many times`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("home-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let port = UInt16.random(in: 31_000...60_000)
        _ = try CommitteeMaker(chain: "STARLING_LOCAL", count: 1, host: "127.0.0.1", firstPort: port).make(in: folder)
        let home = CommitteeMaker.home(0, in: folder).path
        try check { settings, log in
            try Node(validator: home, settings, log: log) { Issue.record("consensus cannot go on: \($0)") }
        }
    }

    @Test func `that runs alone can be opened at once, many times`() throws {
        try check { settings, log in try Node(solo: settings, log: log) }
    }
}
