import ConsensusAlgorithms
import ConsensusEngine
import ConsensusWire
import Foundation
import QuorumCertificates
import SingleProposer
import Testing

/// Another algorithm in the same engine, with the same log, signer, messages and blocks: what is around an algorithm knows
/// none.
@Suite(.serialized) struct `An algorithm with a single proposer` {
    @Test func `decides in four engines, survives kills of everyone, and lets the late catch up`() throws {
        let cluster = try MemoryCluster<SingleProposer>()
        for node in 0..<4 { try cluster.start(node) }
        #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= 5 } })
        for victim in [3, 0, 1, 0, 2] {
            cluster.kill(victim)
            if victim != 0 {
                let before = cluster.height(0)
                #expect(cluster.wait { cluster.height(0) >= before + 3 }, "three of four do not decide")
            }
            try cluster.start(victim)
            let reached = cluster.chains.map(\.blocks.count).max() ?? 0
            #expect(cluster.wait { (0..<4).allSatisfy { cluster.height($0) >= reached + 2 } }, "after \(victim)")
        }
        cluster.stopAll()
        try cluster.check()
    }

    @Test func `its records and frames have the codings that every algorithm's have`() throws {
        let block = BlockID(words: 1, 2, 3, 4)
        let statement = { (kind: SingleProposerStatement.Kind) in
            SingleProposerStatement(kind: kind, height: Height(7), block: block, validator: ValidatorIndex(3))
        }
        let offer = statement(.offer).signed([UInt8](repeating: 1, count: 64))
        let acknowledgement = statement(.acknowledgement).signed([UInt8](repeating: 2, count: 64))
        let records: [LoggedInput<SingleProposer>] = [
            .snapshot(HeightSnapshot(height: Height(7))), .input(.begin(Height(7)), content: []),
            .input(.message(offer), content: [1, 2]), .input(.message(acknowledgement), content: []),
            .input(.verdict(BlockOffer(height: Height(7), round: .zero, block: block), .valid), content: []),
        ]
        for record in records { #expect(try LoggedInput<SingleProposer>(bytes: record.bytes) == record) }
        let frame = PeerMessage<SingleProposer>.message(acknowledgement)
        #expect(try PeerMessage<SingleProposer>(wireBytes: frame.wireBytes) == frame)
        #expect(statement(.offer).position < statement(.acknowledgement).position)
    }
}
