import ConsensusAlgorithms
import QuorumCertificates
import Tendermint
import Testing

/// The rules of algorithm 1 one by one; line numbers as in the paper.
@Suite struct `The Tendermint machine` {
    let a = MachineFixture.block(1), b = MachineFixture.block(2)

    private func offer(_ block: BlockID) -> BlockOffer { BlockOffer(height: Height(1), round: .zero, block: block) }

    @Test func `lines 14 to 19: the proposer builds, the others wait`() {
        var proposer = MachineFixture(me: 1), other = MachineFixture(me: 0)
        #expect(proposer.begin() == [proposer.schedule(.propose), .build(BlockPlace(height: Height(1), round: .zero))])
        #expect(other.begin() == [other.schedule(.propose)])
        let effects = proposer.machine.step(.built(offer(a)))
        let proposal = Proposal(
            height: Height(1), round: .zero, validRound: nil, block: a, proposer: ValidatorIndex(1))
        #expect(effects == [.sign(.proposal(proposal, polka: []))])
        #expect(proposer.machine.step(.built(offer(b))).isEmpty)
    }

    @Test func `line 22: a valid proposal gets a prevote after its check, an invalid one a prevote for nil`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        #expect(!fixture.propose(a, isValid: nil).contains(fixture.cast(.prevote, a)))
        let verdict = Input.verdict(offer(a), .valid)
        #expect(fixture.machine.step(verdict) == [fixture.cast(.prevote, a)])
        var other = MachineFixture()
        _ = other.begin()
        #expect(other.propose(a, isValid: false).contains(other.cast(.prevote, nil)))
    }

    @Test func `a proposal of someone else's turn is ignored`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        let proposal = Proposal(
            height: Height(1), round: .zero, validRound: nil, block: a, proposer: ValidatorIndex(2))
        #expect(
            fixture.machine.step(
                .message(.proposal(SignedProposal(proposal: proposal, signature: [], polka: [])))
            ).isEmpty)
    }

    @Test func `line 57: no proposal in time, prevote for nil`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        #expect(fixture.timeout(.propose) == [fixture.cast(.prevote, nil)])
        #expect(fixture.timeout(.propose).isEmpty)
    }

    @Test func `lines 34 and 61: a quorum without agreement starts the prevote timer once`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.propose(a)
        #expect(fixture.votes(.prevote, a, by: [0, 1]).isEmpty)
        #expect(fixture.votes(.prevote, nil, by: [2]) == [fixture.schedule(.prevote)])
        #expect(fixture.timeout(.prevote) == [fixture.cast(.precommit, nil)])
    }

    @Test func `line 36: a polka locks and precommits`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.propose(a)
        #expect(fixture.votes(.prevote, a, by: [0, 1, 2]).contains(fixture.cast(.precommit, a)))
    }

    @Test func `line 44: a quorum of nil prevotes precommits nil`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.timeout(.propose)
        #expect(fixture.votes(.prevote, nil, by: [0, 1, 2]).contains(fixture.cast(.precommit, nil)))
    }

    @Test func `lines 47 and 65: a quorum of precommits without agreement starts the next round when its timer ends`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        #expect(fixture.votes(.precommit, nil, by: [1, 2, 3]).contains(fixture.schedule(.precommit)))
        #expect(fixture.timeout(.precommit) == [fixture.schedule(.propose, round: 1)])
        #expect(fixture.machine.round == Round(1))
    }

    @Test func `line 49: a quorum of precommits decides, with a certificate that holds`() throws {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.propose(a)
        let effects = fixture.votes(.precommit, a, by: [3, 1, 2])
        guard case .decide(let certificate)? = effects.last else {
            Issue.record("no decision")
            return
        }
        #expect(certificate.block == a)
        #expect(certificate.signatures.map(\.validator.value) == [1, 2, 3])
        try fixture.machine.validators.checkQuorum(of: certificate.signatures) {
            $0.bytes == [UInt8($0.validator.value)]
        }
        #expect(fixture.machine.step == .decided)
    }

    @Test func `line 49 needs the block: precommits alone do not decide`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.votes(.precommit, a, by: [1, 2, 3])
        #expect(fixture.machine.step != .decided)
        let effects = fixture.propose(a)
        #expect(effects.contains { if case .decide = $0 { true } else { false } })
    }

    @Test func `line 55: a third of the weight in later rounds pulls the machine along`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        #expect(fixture.votes(.prevote, nil, by: [1], round: 5).isEmpty)
        _ = fixture.votes(.prevote, nil, by: [2], round: 4)
        #expect(fixture.machine.round == Round(4))
    }

    @Test func `a round far ahead of the kept window still counts for skipping`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.votes(.precommit, nil, by: [1, 2], round: 5_000)
        #expect(fixture.machine.round == Round(5_000))
    }

    @Test func `lines 23 and 29: a lock refuses other fresh blocks and accepts a newer polka`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.propose(a)
        _ = fixture.votes(.prevote, a, by: [0, 1, 2])
        _ = fixture.votes(.precommit, nil, by: [1, 2, 3])
        _ = fixture.timeout(.precommit)
        #expect(fixture.propose(b, round: 1).contains(fixture.cast(.prevote, nil, round: 1)))
        _ = fixture.votes(.prevote, b, by: [1, 2, 3], round: 1)
        _ = fixture.votes(.precommit, nil, by: [1, 2], round: 2)
        #expect(fixture.propose(b, round: 2, validRound: 1).contains(fixture.cast(.prevote, b, round: 2)))
    }

    @Test func `line 28: a claimed polka must be there, or come with the proposal`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.votes(.prevote, nil, by: [1, 2], round: 1)
        #expect(!fixture.propose(a, round: 1, validRound: 0).contains(fixture.cast(.prevote, a, round: 1)))
        var other = MachineFixture()
        _ = other.begin()
        _ = other.votes(.prevote, nil, by: [1, 2], round: 1)
        let polka = [1, 2, 3].map { other.vote(.prevote, a, by: $0) }
        #expect(other.propose(a, round: 1, validRound: 0, polka: polka).contains(other.cast(.prevote, a, round: 1)))
    }

    @Test func `line 16: the valid value is proposed again, with its polka`() {
        var fixture = MachineFixture(me: 2)
        _ = fixture.begin()
        _ = fixture.propose(a)
        _ = fixture.votes(.prevote, a, by: [0, 1, 2])
        _ = fixture.votes(.precommit, nil, by: [0, 1, 3])
        let effects = fixture.timeout(.precommit)
        let proposal = Proposal(
            height: Height(1), round: Round(1), validRound: .zero, block: a, proposer: ValidatorIndex(2))
        #expect(
            effects.contains(
                .sign(.proposal(proposal, polka: [0, 1, 2].map { fixture.vote(.prevote, a, by: $0) }))))
    }

    @Test func `two votes of one validator are evidence`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        let first = fixture.vote(.prevote, a, by: 3), second = fixture.vote(.prevote, b, by: 3)
        _ = fixture.machine.step(.message(.vote(first)))
        #expect(fixture.machine.step(.message(.vote(second))).contains(.evidence(.vote(first), .vote(second))))
        #expect(fixture.machine.step(.message(.vote(second))).isEmpty)
    }

    @Test func `two proposals of one round are evidence, one that comes again is not`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        func signed(_ block: BlockID) -> SignedProposal {
            let proposal = Proposal(
                height: Height(1), round: .zero, validRound: nil, block: block, proposer: ValidatorIndex(1))
            return SignedProposal(proposal: proposal, signature: [], polka: [])
        }
        let first = signed(a), second = signed(b)
        let isEvidence: (TendermintMachine.Effect) -> Bool = { if case .evidence = $0 { true } else { false } }
        #expect(!fixture.machine.step(.message(.proposal(first))).contains(where: isEvidence))
        #expect(!fixture.machine.step(.message(.proposal(first))).contains(where: isEvidence))
        #expect(
            fixture.machine.step(.message(.proposal(second))).contains(
                .evidence(.proposal(first), .proposal(second))))
        #expect(!fixture.machine.step(.message(.proposal(second))).contains(where: isEvidence))
    }

    @Test func `strangers, old heights and absurd indices change nothing`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        #expect(fixture.votes(.precommit, a, by: [4, 99]).isEmpty)
        let old = Vote(kind: .prevote, height: Height(0), round: .zero, block: a, validator: ValidatorIndex(1))
        #expect(fixture.machine.step(.message(.vote(SignedVote(vote: old, signature: [])))).isEmpty)
        let negative = Vote(kind: .prevote, height: Height(1), round: .zero, block: a, validator: ValidatorIndex(-1))
        #expect(fixture.machine.step(.message(.vote(SignedVote(vote: negative, signature: [])))).isEmpty)
        let last = Vote(kind: .prevote, height: Height(1), round: Round(.max), block: a, validator: ValidatorIndex(1))
        #expect(fixture.machine.step(.message(.vote(SignedVote(vote: last, signature: [])))).isEmpty)
    }

    @Test func `early messages are handed back when their height comes`() {
        var fixture = MachineFixture()
        let next = Vote(kind: .prevote, height: Height(2), round: .zero, block: a, validator: ValidatorIndex(1))
        let signed = SignedVote(vote: next, signature: [1])
        #expect(fixture.machine.step(.message(.vote(signed))).isEmpty)
        let certificate = QuorumCertificate(height: Height(1), round: .zero, block: b, signatures: [])
        let early = fixture.machine.advance(past: certificate, validators: fixture.machine.validators)
        #expect(early == [.message(.vote(signed))])
    }

    @Test func `replay gives the same state, and asks only for what was not done`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        var inputs: [Input] = [.begin(Height(1))]
        let proposal = Proposal(
            height: Height(1), round: .zero, validRound: nil, block: a, proposer: ValidatorIndex(1))
        inputs.append(.message(.proposal(SignedProposal(proposal: proposal, signature: [], polka: []))))
        var checked = MachineFixture()
        #expect(
            checked.machine.replay(inputs).outstanding == [
                checked.schedule(.propose), .check(offer(a), from: ValidatorIndex(1)),
            ])
        inputs.append(.verdict(offer(a), .valid))
        var unsigned = MachineFixture()
        #expect(
            unsigned.machine.replay(inputs).outstanding == [unsigned.schedule(.propose), unsigned.cast(.prevote, a)])
        inputs.append(.message(.vote(unsigned.vote(.prevote, a, by: 0))))
        var signed = MachineFixture()
        #expect(signed.machine.replay(inputs).outstanding == [signed.schedule(.propose)])
        #expect(signed.machine.step == .prevote)
    }

    @Test func `a peer is told what it lacks, and nothing else`() {
        var fixture = MachineFixture()
        _ = fixture.begin()
        _ = fixture.propose(a)
        _ = fixture.votes(.prevote, a, by: [1, 2])
        var peer = MachineFixture(me: 3)
        _ = peer.begin()
        #expect(fixture.machine.messages(missingFrom: peer.machine.summary).count == 3)
        for message in fixture.machine.messages(missingFrom: peer.machine.summary) {
            _ = peer.machine.step(.message(message))
        }
        #expect(fixture.machine.messages(missingFrom: peer.machine.summary).isEmpty)
    }
}
