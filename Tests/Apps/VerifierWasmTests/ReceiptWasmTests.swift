import BlockVerifying
import ByteCoding
import FiniteFields
import FixtureChains
import Foundation
import StarknetModel
import Testing

/// Receipts as the explorer's page has them verified: worker, module and report, nothing of the page itself.
@Suite(.serialized) struct ReceiptWasmTests {
    private struct Said: Decodable {
        let name: String
        let state: String?
        let title: String?
        let note: String?
        let shown: [[String]]?
        let asked: [String]?
    }

    /// What the worker says of files under a fingerprint.
    private func run(_ receipts: [String: [UInt8]], fingerprint: [UInt8]) throws -> [String: Said] {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("receipts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in receipts { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        let output = try VerifierModule.run(
            script: "run-receipts.mjs", [folder.path, HexBytes.encode(fingerprint), VerifierModule.assets.path])
        var said: [String: Said] = [:]
        for line in output {
            let one = try JSONDecoder().decode(Said.self, from: Data(line.utf8))
            said[one.name] = one
        }
        return said
    }

    @Test func `the browser says of a receipt what the command says`() throws {
        let fingerprint = try FixtureFiles.configuration().fingerprint
        let (cell, _) = try #require(try FixtureReceipts.written().first { !$0.value.isZero })
        let last = try FixtureFiles.bundle(12).block.transactions.count - 1
        let honest: [String: PortableReceipt] = [
            "transaction": try FixtureReceipts.receipt(12, .transaction(last)),
            "storage": try FixtureReceipts.receipt(
                12, .storage(cell, try FixtureReceipts.opening([cell], after: 12))),
            "empty": try FixtureReceipts.receipt(11, .storage(cell, try FixtureReceipts.opening([cell], after: 11))),
        ]
        let said = try run(honest.mapValues(\.encoded), fingerprint: fingerprint)
        for (name, receipt) in honest {
            let verdict = try ReceiptVerifier<OpenSSLSignatures>(fingerprint: fingerprint).verify(receipt)
            #expect(said[name]?.state == "verified" && said[name]?.title == verdict.headline, "\(name)")
            // Control characters are blanks in the report, whose lines they would break.
            let facts = verdict.facts.map { [$0.label, $0.text.replacing("\n", with: " ")] }
            #expect(said[name]?.shown == facts, "\(name)")
        }
        #expect(said["asked"]?.asked == ["/module"])
    }

    @Test func `the browser refuses what the command refuses`() throws {
        let fingerprint = try FixtureFiles.configuration().fingerprint
        let honest = try FixtureReceipts.receipt(1, .transaction(0))
        let (cell, _) = try #require(try FixtureReceipts.written().first)
        let old = try FixtureReceipts.opening([cell], after: 11)
        var forged = honest
        forged.bundle.block.receipts[0].actualFee += 1
        var other = honest
        other.configuration.validators[0].weight += 1
        let files: [String: [UInt8]] = [
            "none": [], "text": Array("no receipt".utf8), "cut": honest.encoded.dropLast(),
            "longer": honest.encoded + [0],
            "forged": forged.encoded, "other": other.encoded,
            "index": try FixtureReceipts.receipt(1, .transaction(1_000)).encoded,
            "old": try FixtureReceipts.receipt(12, .storage(cell, old)).encoded,
        ]
        let said = try run(files, fingerprint: fingerprint)
        #expect(said.count == files.count + 1)
        for name in files.keys { #expect(said[name]?.state == "invalid", "\(name): \(said[name]?.note ?? "")") }
        #expect(said["other"]?.note?.contains("another chain or committee") == true)
        let elsewhere = try run(["honest": honest.encoded], fingerprint: [UInt8](repeating: 7, count: 32))
        #expect(elsewhere["honest"]?.state == "invalid")
    }
}
