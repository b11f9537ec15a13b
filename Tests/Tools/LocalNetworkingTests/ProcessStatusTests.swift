import Foundation
import Testing

@testable import LocalNetworking

struct ProcessStatusTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("local-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func network(_ folder: String) -> LocalNetwork {
        LocalNetwork(
            LocalPlan(folder: folder, proofsPlace: folder, program: "", contractsFolder: "", verifierModule: "")
        ) { _ in }
    }

    @Test func `nothing that was started has no status, and nothing to end`() throws {
        try withFolder { folder in
            #expect(network(folder).status.isEmpty)
            #expect(network(folder).stop().isEmpty)
        }
    }

    /// A process that answers nobody is not ready; one that ended by itself is dead, and stays listed until it is ended.
    @Test func `a process that runs without answering is told from one that is dead`() throws {
        try withFolder { folder in
            let process = BackgroundProcess(name: "node0", folder: folder)
            // Nobody listens on port 1.
            try process.start("/bin/sleep", ["1000"], port: 1)
            let running = try #require(network(folder).status.first)
            #expect(running.state == .notReady && running.port == 1 && running.pid == process.pid)
            #expect(running.reason?.contains("does not answer") == true)
            #expect(network(folder).running == ["node0"])

            let pid = try #require(process.pid)
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
            let dead = try #require(network(folder).status.first)
            #expect(dead.state == .dead && dead.pid == nil && dead.port == 1)
            #expect(network(folder).running.isEmpty)
            #expect(network(folder).stop().isEmpty)
            #expect(network(folder).status.isEmpty)
        }
    }

    @Test func `a node's lag is counted from the highest`() {
        let statuses = ProcessStatus.withLags([
            ProcessStatus(name: "node0", state: .ready, height: 7),
            ProcessStatus(name: "node1", state: .ready, height: 4),
            ProcessStatus(name: "prover", state: .ready),
        ])
        #expect(statuses.map(\.lag) == [0, 3, nil])
    }
}
