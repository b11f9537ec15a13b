import Foundation
@testable import NodeService
import Observability
import PeerNetworking
import QuorumCertificates
import Testing

/// What an operator reads of links and quorum at the level `info`: every change once.
@Suite struct `Links in the log` {
    private func lines(_ notices: [NetworkNotice]) throws -> [String] {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("links-\(UUID().uuidString)").path
        #expect(FileManager.default.createFile(atPath: path, contents: nil))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let file = try #require(FileHandle(forWritingAtPath: path))
        let log = Logger(part: "consensus", level: .info, descriptor: file.fileDescriptor)
        let watch = LinkWatch(log)
        watch.join(try #require(ValidatorSet(weights: [1, 1, 1, 1])), as: ValidatorIndex(0))
        for notice in notices { watch.note(notice) }
        log.flush()
        return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").compactMap { line in
            line.components(separatedBy: "\"message\":\"").last?.split(separator: "\"").first.map(String.init)
        }
    }

    @Test func `lost and regained links and the quorum are said once each`() throws {
        let up = try lines([.connected(peer: 1), .connected(peer: 2), .connected(peer: 3)])
        #expect(up == ["link up", "link up", "quorum connected", "link up"])
        let lost = try lines([
            .connected(peer: 1), .connected(peer: 2), .ended(peer: 2, reason: .closed),
            .ended(peer: 1, reason: .closed),
            .connected(peer: 1), .connected(peer: 2),
        ])
        #expect(
            lost == [
                "link up", "link up", "quorum connected", "link lost", "no quorum: no block can be decided",
                "link lost",
                "link up", "link up", "quorum connected",
            ])
    }

    @Test func `a link that took the place of another is no loss, and refused connections are not lines`() throws {
        let lines = try lines([
            .connected(peer: 1), .connected(peer: 1), .ended(peer: 1, reason: .replaced),
            .rejected(reason: .notAMember),
        ])
        #expect(lines == ["link up"])
    }
}
