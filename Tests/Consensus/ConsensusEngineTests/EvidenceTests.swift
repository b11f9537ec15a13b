import ConsensusEngine
import ConsensusWire
import QuorumCertificates
import Synchronization
import Tendermint
import Testing
import ValidatorSigning

/// What a validator shows of another one, or of its own key, that signs what excludes each other.
@Suite struct `Evidence of a validator` {
    private func evidence(_ engine: LoneEngine) -> EquivocationEvidence? {
        var found: EquivocationEvidence?
        _ = engine.waitFor {
            found = engine.notices.list.withLock { list in
                list.lazy.compactMap { if case .evidence(let found) = $0 { found } else { nil } }.first
            }
            return found != nil
        }
        return found
    }

    private func isSilent(_ engine: LoneEngine) -> Bool {
        engine.waitFor {
            engine.notices.list.withLock { $0.contains { if case .keyElsewhere = $0 { true } else { false } } }
        }
    }

    @Test func `that votes twice`() throws {
        let engine = try LoneEngine()
        try engine.start()
        try engine.propose(1)
        try engine.vote(.prevote, nil, by: [2])
        try engine.vote(.prevote, try engine.content(1).block, by: [2])
        let found = try #require(evidence(engine))
        #expect(found.validator == ValidatorIndex(2) && found.height == Height(1) && found.first != found.second)
        #expect(found.holds(for: TendermintMessage.self, in: engine.committee))
        engine.stop()
    }

    @Test func `that proposes twice holds for everyone, without the contents`() throws {
        let engine = try LoneEngine()
        try engine.start()
        try engine.propose(1)
        try engine.propose(2)
        let found = try #require(evidence(engine))
        #expect(found.validator == ValidatorIndex(1) && found.firstContent.count == 32)
        let received = try EquivocationEvidence(wireBytes: found.wireBytes)
        #expect(received == found && received.holds(for: TendermintMessage.self, in: engine.committee))
        engine.stop()
    }

    @Test func `that a peer sends is believed when it holds, and ends the link when it does not`() throws {
        let finder = try LoneEngine()
        try finder.start()
        try finder.propose(1)
        try finder.propose(2)
        let found = try #require(evidence(finder))
        finder.stop()
        let told = try LoneEngine()
        try told.start()
        try told.receive(LoneEngine.Frame.evidence(found).wireBytes)
        #expect(evidence(told) == found)
        // The same message twice, and one with another content's digest.
        let first = try TendermintMessage(wireBytes: found.first, isOffer: true)
        let second = try TendermintMessage(wireBytes: found.second, isOffer: true)
        for false_ in [
            EquivocationEvidence(first, first) { _ in found.firstContent },
            EquivocationEvidence(first, second) { _ in found.firstContent },
            EquivocationEvidence(first, second) { $0 == first ? found.firstContent : [] },
        ] {
            #expect(!false_.holds(for: TendermintMessage.self, in: told.committee))
            #expect(throws: PeerMisbehaviour.badSignature("evidence")) {
                try told.receive(LoneEngine.Frame.evidence(false_).wireBytes)
            }
        }
        told.stop()
    }

    @Test func `of two votes that do not exclude each other is none`() throws {
        let engine = try LoneEngine()
        let votes = try [VoteKind.prevote, .precommit].map { kind in
            let vote = Vote(
                kind: kind, height: Height(1), round: .zero, block: nil, validator: ValidatorIndex(2))
            let signature = try MemoryKeys.key(2).sign(SigningBytes.of(vote, domain: engine.committee.signingDomain))
            return TendermintMessage.vote(SignedVote(vote: vote, signature: signature))
        }
        let pair = EquivocationEvidence(votes[0], votes[1]) { _ in [] }
        #expect(!pair.holds(for: TendermintMessage.self, in: engine.committee))
    }

    @Test func `whose own key proposes elsewhere ends its signing`() throws {
        // Round 3 of height 1 is validator 0's: a proposal that this process has not made.
        let early = try LoneEngine()
        try early.start()
        try early.propose(1)
        _ = try early.votes(until: .prevote, 1, 0)
        try early.propose(2, round: 3)
        #expect(isSilent(early))
        early.stop()
        // Two of them that a peer has seen.
        let finder = try LoneEngine()
        try finder.start()
        try finder.propose(1, round: 3)
        try finder.propose(2, round: 3)
        let found = try #require(evidence(finder))
        #expect(found.validator == ValidatorIndex(0))
        finder.stop()
        let told = try LoneEngine()
        try told.start()
        try told.receive(LoneEngine.Frame.evidence(found).wireBytes)
        #expect(isSilent(told))
        told.stop()
    }
}
