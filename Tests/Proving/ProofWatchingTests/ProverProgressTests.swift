import Foundation
import HTTPServing
import MemoryProofs
import Observability
import ProofStorage
import ProofWatching
import SQLiteStorage
import Testing

@Suite struct `The prover's progress` {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("progress-\(UUID().uuidString)")
        .path
    private let chain = [UInt8](repeating: 1, count: 32)

    private func path() throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder + "/prover.db"
    }

    @Test func `belongs to one chain`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try path(), other = [UInt8](repeating: 2, count: 32)
        try ProverProgress(path: path, chain: chain).add(1, timestamp: 5, transactions: 1)
        #expect(try ProverProgress(path: path, chain: chain).counts().next == 2)
        #expect(
            throws: ProgressError.otherChain(
                path: path, found: String(repeating: "01", count: 32), wanted: String(repeating: "02", count: 32))
        ) { try ProverProgress(path: path, chain: other) }
    }

    @Test func `of a file that does not say whose it is is refused`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try path()
        do {
            let progress = try ProverProgress(path: path, chain: chain)
            try progress.add(1, timestamp: 5, transactions: 1)
        }
        try SQLiteConnection(path: path).execute("DELETE FROM chain")
        #expect(throws: ProgressError.self) { try ProverProgress(path: path, chain: chain) }
    }

    /// "Not found" would be a word about the block: readers would take it for one that the prover has not seen.
    @Test func `that cannot be read is not a block that is not there`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = try path(), progress = try ProverProgress(path: path, chain: chain)
        try progress.add(1, timestamp: 5, transactions: 1)
        try progress.setStored(1, name: "lost.proof", bytes: 3, now: 9, millis: 1, frames: 1, provenFrames: 1)
        let api = ProverStatusAPI(
            progress: progress, store: MemoryProofStore(), registry: MetricsRegistry(), isFollowing: { true })
        func status(_ target: String) -> Int? {
            guard case .response(let response) = api.answer(HTTPRequest(method: "GET", target: target)) else {
                return nil
            }
            return response.status
        }
        #expect(status("/blocks/1") == 200 && status("/blocks/2") == 404 && status("/proofs/2") == 404)
        // It was stored, so the store is at fault.
        #expect(status("/proofs/1") == 500)
        try SQLiteConnection(path: path).execute("DROP TABLE blocks")
        #expect(status("/blocks") == 500 && status("/blocks/1") == 500 && status("/proofs/1") == 500)
    }

    @Test func `shows the age of the oldest block without a proof, and readiness`() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let progress = try ProverProgress(path: try path(), chain: chain)
        let store = MemoryProofStore()
        let now = UInt64(Date().timeIntervalSince1970)
        try progress.add(1, timestamp: now - 5_000, transactions: 0)
        try progress.add(2, timestamp: now - 1_000, transactions: 1)
        try progress.add(3, timestamp: now - 10, transactions: 1)
        #expect(try progress.oldestUnproven() == now - 1_000)
        func api(isFollowing: Bool) -> ProverStatusAPI {
            ProverStatusAPI(
                progress: progress, store: store, registry: MetricsRegistry(), isFollowing: { isFollowing })
        }
        let text = try answer(api(isFollowing: true), "/metrics").text
        let name = "starling_prover_oldest_unproven_block_age_seconds"
        let age = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }?.split(separator: " ").last
        #expect((1_000...1_060).contains(age.flatMap { Int($0) } ?? 0))
        for histogram in ["proving_seconds", "verification_seconds", "proof_bytes"] {
            #expect(text.contains("# TYPE starling_prover_\(histogram) histogram"))
        }
        #expect(try answer(api(isFollowing: true), "/ready").status == 200)
        #expect(try answer(api(isFollowing: false), "/ready") == (503, "not ready: the chain cannot be read"))
        #expect(try answer(api(isFollowing: false), "/health").status == 200)
        // A block that was given up is still without a proof.
        try progress.fail(2, reason: "no")
        #expect(try progress.oldestUnproven() == now - 1_000)
        try progress.setStored(2, name: "x", bytes: 1, now: now, millis: 1, frames: 1, provenFrames: 1)
        #expect(try progress.oldestUnproven() == now - 10)
    }

    @Test func `lets given-up blocks be tried again, one or all`() throws {
        let file = try path(), progress = try ProverProgress(path: file, chain: [1])
        for block in 1...3 as ClosedRange<UInt64> {
            try progress.add(block, timestamp: 10, transactions: 1)
            #expect(try progress.take(now: 20) == block)
            try progress.fail(block, reason: "no")
        }
        #expect(try progress.take(now: 20) == nil)
        try progress.add(4, timestamp: 10, transactions: 1)
        #expect(try progress.take(now: 20) == 4)
        // Beside the prover, which is at block 4.
        let other = try ProverProgress(path: file, chain: [1], isProver: false)
        #expect(try other.entry(4)?.state == .proving)
        #expect(try other.retryFailed(2) == 1 && other.retryFailed(4) == 0)
        #expect(try progress.take(now: 20) == 2)
        #expect(try other.retryFailed() == 2)
        #expect(try progress.take(now: 20) == 1 && progress.entry(1)?.attempts == 1)
    }

    @Test func `a block whose end could not be written is taken again`() throws {
        let progress = try ProverProgress(path: path(), chain: [1])
        for block in 1...2 as ClosedRange<UInt64> { try progress.add(block, timestamp: 10, transactions: 1) }
        #expect(try progress.take(now: 20) == 1)
        #expect(try progress.take(now: 20) == 1 && progress.entry(1)?.attempts == 2)
        try progress.setStored(1, name: "x", bytes: 1, now: 20, millis: 1, frames: 1, provenFrames: 1)
        #expect(try progress.take(now: 20) == 2)
    }

    private func answer(_ api: ProverStatusAPI, _ path: String) throws -> (status: Int, text: String) {
        let server = try HTTPServer(address: "127.0.0.1", port: 0, handler: { api.answer($0) })
        defer { server.stop() }
        let url = try #require(URL(string: "http://127.0.0.1:\(server.port)\(path)"))
        return try Fetching.get(url)
    }
}
