import ConsensusWire
import Foundation
import QuorumCertificates
import Tendermint
import Testing

@testable import NodeService

@Suite struct EvidenceBoxTests {
    private func evidence(_ validator: Int, height: UInt64) -> EquivocationEvidence {
        let votes = [nil, BlockID(bytes: [UInt8](repeating: 1, count: 32))].map { block in
            let vote = Vote(
                kind: .prevote, height: Height(height), round: .zero, block: block,
                validator: ValidatorIndex(validator))
            return TendermintMessage.vote(SignedVote(vote: vote, signature: [UInt8](repeating: 7, count: 64)))
        }
        return EquivocationEvidence(votes[0], votes[1]) { _ in [] }
    }

    @Test func `keeps evidence over a restart, each place once, and not more of one validator than says something`()
        throws
    {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("evidence-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        do {
            let box = EvidenceBox(path: path)
            #expect(box.isKept && box.all.isEmpty)
            #expect(box.add(evidence(1, height: 5)) && !box.add(evidence(1, height: 5)))
            for height in 6..<100 as Range<UInt64> { _ = box.add(evidence(1, height: height)) }
            #expect(box.all.count == EvidenceBox.perValidatorMax)
            #expect(box.add(evidence(2, height: 5)))
        }
        let again = EvidenceBox(path: path)
        #expect(again.all.count == EvidenceBox.perValidatorMax + 1)
        #expect(again.all.first == evidence(1, height: 5) && !again.add(evidence(2, height: 5)))
        // A file that holds something else is left alone.
        try Data("something else".utf8).write(to: URL(fileURLWithPath: path))
        let foreign = EvidenceBox(path: path)
        #expect(!foreign.isKept && foreign.add(evidence(3, height: 1)))
    }
}
