import ByteCoding
import ConsensusAlgorithms
import ConsensusEngine
import ConsensusWire
import Determinism
import Foundation
import ProtobufCoding
import QuorumCertificates
import Synchronization
import Tendermint
import Testing
import ValidatorSigning

/// A validator that sends rubbish, with the right key on its link.
@Suite(.serialized) struct `A hostile peer` {
    typealias Frame = PeerMessage<TendermintMachine>

    private func signed(_ vote: Vote, by node: Int, _ committee: Committee) throws -> SignedVote {
        let bytes = SigningBytes.of(vote, domain: committee.signingDomain)
        return SignedVote(vote: vote, signature: try MemoryKeys.key(node).sign(bytes))
    }

    /// Genuine frames of validator 3: votes for any height and round, proposals, summaries, requests.
    private func frames(_ committee: Committee) throws -> [[UInt8]] {
        let block = BlockID(words: 1, 2, 3, 4), content: [UInt8] = [0xaa, 1]
        var frames: [[UInt8]] = []
        for height in [1, 2, 3, 50, .max] as [UInt64] {
            for round in [0, 1, 17, .max] as [UInt32] {
                for vote in [BlockID?.none, block] {
                    let vote = Vote(
                        kind: .precommit, height: Height(height), round: Round(round), block: vote,
                        validator: ValidatorIndex(3))
                    frames.append(Frame.message(.vote(try signed(vote, by: 3, committee))).wireBytes)
                }
                let proposal = Proposal(
                    height: Height(height), round: Round(round), validRound: round > 0 ? .zero : nil, block: block,
                    proposer: ValidatorIndex(3))
                let bytes = SigningBytes.of(
                    proposal, contentDigest: try SHA256Digest.of(content), domain: committee.signingDomain)
                let offer = SignedProposal(
                    proposal: proposal, signature: try MemoryKeys.key(3).sign(bytes), polka: [])
                frames += StreamMessage<TendermintMachine>.pieces(
                    of: .proposal(offer), content: content, streamNumber: 1
                )
                .map { Frame.stream($0).wireBytes }
            }
            let summary = HeightSummary(
                height: Height(height), round: Round(.max), proposals: [block],
                prevotes: ValidatorBitmap(low: .max, high: .max), precommits: ValidatorBitmap())
            frames.append(Frame.summary(summary).wireBytes)
            frames.append(Frame.blockRequest(Height(height)).wireBytes)
        }
        frames.append(Frame.transaction([1, 2, 3]).wireBytes)
        return frames
    }

    @Test func `is told why, and does not keep the others from deciding`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        for node in 0..<3 { try cluster.start(node) }
        #expect(cluster.wait { cluster.height(0) >= 2 })
        let engine = try #require(cluster.engines.withLock { $0[0] })
        let genuine = try frames(cluster.committee)
        var random = SplitMix64(seed: 77)
        var reasons: [String: Int] = [:]
        var inbox = engine.makeInbox(for: ValidatorIndex(3))
        try inbox.receive(engine.helloFrame)
        for _ in 0..<10_000 {
            var frame = genuine[random.number(in: 0...genuine.count - 1)]
            for _ in 0..<random.number(in: 0...2) where !frame.isEmpty {
                let position = random.number(in: 0...frame.count - 1)
                switch random.number(in: 0...3) {
                case 0: frame[position] ^= 1 << UInt8(random.number(in: 0...7))
                case 1: frame.remove(at: position)
                case 2: frame.insert(UInt8(random.number(in: 0...255)), at: position)
                default: frame = (0..<random.number(in: 0...200)).map { _ in UInt8(random.number(in: 0...255)) }
                }
            }
            do {
                try inbox.receive(frame)
            } catch {
                switch error {
                case .malformed: reasons["malformed", default: 0] += 1
                case .badSignature: reasons["badSignature", default: 0] += 1
                case .foreign, .noHello: break
                }
                // The link would end here; the peer connects again.
                inbox = engine.makeInbox(for: ValidatorIndex(3))
                try inbox.receive(engine.helloFrame)
            }
        }
        #expect(reasons["malformed", default: 0] > 100 && reasons["badSignature", default: 0] > 100)
        let before = cluster.height(0)
        #expect(cluster.wait { (0..<3).allSatisfy { cluster.height($0) >= before + 3 } })
        for node in 0..<3 { cluster.kill(node) }
        let blocks = cluster.chains[0].blocks
        for (index, block) in cluster.chains[1].blocks.enumerated() where index < blocks.count {
            #expect(block.content == blocks[index].content)
        }
        let fatal = cluster.notices.withLock { $0 }.filter { $0.contains("fatal") }
        #expect(fatal == [])
    }

    @Test func `cannot get another content stored under a block's name`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        for node in 0..<3 { try cluster.start(node) }
        // At its turns, validator 3 names the block of one content and sends each node another content.
        var sent = 0
        let end = Date().addingTimeInterval(15)
        while sent < 5, Date() < end {
            let height = Height(UInt64(cluster.height(0)) + 1)
            guard cluster.committee.validators.proposer(height: height, round: .zero).value == 3 else {
                Thread.sleep(forTimeInterval: 0.002)
                continue
            }
            let block = try MemoryChain.id(height: height, content: [0xaa, 1])
            let proposal = Proposal(
                height: height, round: .zero, validRound: nil, block: block, proposer: ValidatorIndex(3))
            for node in 0..<3 {
                let content: [UInt8] = node == 0 ? [0xaa, 1] : [0xaa, 2, UInt8(node)]
                let bytes = SigningBytes.of(
                    proposal, contentDigest: try SHA256Digest.of(content), domain: cluster.committee.signingDomain)
                let offer = SignedProposal(
                    proposal: proposal, signature: try MemoryKeys.key(3).sign(bytes), polka: [])
                guard let engine = cluster.engines.withLock({ $0[node] }) else { continue }
                let inbox = engine.makeInbox(for: ValidatorIndex(3))
                try inbox.receive(engine.helloFrame)
                for piece in StreamMessage<TendermintMachine>.pieces(
                    of: .proposal(offer), content: content, streamNumber: 1)
                {
                    try inbox.receive(Frame.stream(piece).wireBytes)
                }
            }
            sent += 1
            #expect(cluster.wait { UInt64(cluster.height(0)) >= height.value })
        }
        #expect(sent == 5)
        for node in 0..<3 { cluster.kill(node) }
        try cluster.check()
    }

    @Test func `must greet first, with the right version and chain`() throws {
        let cluster = try MemoryCluster<TendermintMachine>()
        let engine = ValidatorEngine<TendermintMachine>(
            committee: cluster.committee, application: cluster.chains[0], links: cluster.network.links(of: 0, count: 4))
        let greet = { (message: Frame) throws(PeerMisbehaviour) in
            try engine.makeInbox(for: ValidatorIndex(1)).receive(message.wireBytes)
        }
        #expect(throws: PeerMisbehaviour.noHello) { try greet(.blockRequest(Height(1))) }
        #expect(throws: PeerMisbehaviour.foreign("protocol version 2")) {
            try greet(.hello(version: 2, domain: cluster.committee.signingDomain))
        }
        let other = [UInt8](repeating: 1, count: 32)
        let reason =
            "another chain: its fingerprint is \(HexBytes.encode(other)), here it is "
            + "\(HexBytes.encode(cluster.committee.signingDomain)); chain id and genesis block make it"
        #expect(throws: PeerMisbehaviour.foreign(reason)) {
            try greet(.hello(version: 1, domain: other))
        }
        try greet(.hello(version: 1, domain: cluster.committee.signingDomain))
        let inbox = engine.makeInbox(for: ValidatorIndex(1))
        try inbox.receive(engine.helloFrame)
        #expect(throws: PeerMisbehaviour.malformed(.missingField(1))) { try inbox.receive([]) }
        let vote = Vote(
            kind: .precommit, height: Height(1), round: .zero, block: nil, validator: ValidatorIndex(1))
        let forged = Frame.message(.vote(try signed(vote, by: 2, cluster.committee)))
        #expect(throws: PeerMisbehaviour.badSignature("message")) { try inbox.receive(forged.wireBytes) }
    }
}
