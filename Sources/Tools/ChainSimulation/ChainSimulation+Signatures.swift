import ConsensusSimulation
import QuorumCertificates
import ValidatorSigning

/// What is known of everything that was signed.
struct SignedStatements {
    /// What each key signed at each position.
    var byPosition: [[UInt8]: [UInt8]] = [:]
    /// Who signed a prevote for a block, by height, round and block.
    var prevotes: [SignedVotePlace: Set<Int>] = [:]
    /// The last block that a validator signed a precommit for.
    var locks: [Int: SignedVotePlace] = [:]
}

/// Height, round and the block of a vote.
struct SignedVotePlace: Hashable {
    let height: UInt64
    let round: UInt64
    let block: [UInt8]
}

/// The bytes of a statement of Tendermint, taken apart.
private struct StatementBytes {
    let isVote: Bool
    /// Everything that must be unique of one key: tag, chain id, height, round, and the kind of a vote.
    let position: ArraySlice<UInt8>
    let height: UInt64
    let round: UInt64
    let isPrevote: Bool
    /// The block of a vote; nil for nil and for proposals.
    let block: [UInt8]?

    init?(_ bytes: [UInt8]) {
        let voteTag = Array("STARLING-VOTE-1".utf8)
        isVote = bytes.starts(with: voteTag)
        // A chain id begins with zeros, a tag holds none.
        guard let tagCount = isVote ? voteTag.count : bytes.firstIndex(of: 0) else { return nil }
        let place = tagCount + SigningBytes.domainByteCount, end = place + 12
        guard bytes.count > end + 1 else { return nil }
        let number = { (range: Range<Int>) in bytes[range].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } }
        height = number(place..<place + 8)
        round = number(place + 8..<end)
        position = bytes[..<(isVote ? end + 1 : end)]
        isPrevote = isVote && bytes[end] == VoteKind.prevote.rawValue
        block = isVote && bytes[end + 1] == 1 ? Array(bytes[(end + 2)...]) : nil
    }
}

extension ChainSimulation {
    func noteSigned(_ bytes: [UInt8], by machine: SimulatedMachine) {
        if machine.process?.isBesideItself == true { report(.signedBesideItself(node: machine.index)) }
        guard let statement = StatementBytes(bytes) else { return }
        let validator = machine.validator.value
        if let block = statement.block, statement.isPrevote {
            let place = SignedVotePlace(height: statement.height, round: statement.round, block: block)
            signed.prevotes[place, default: []].insert(validator)
        }
        guard !isTwin(machine), !(scenario.hasFlood && validator == scenario.weak.min()) else { return }
        let violation = ChainViolation.consensus(
            .doubleSigned(
                machine.validator, Height(statement.height), Round(UInt32(truncatingIfNeeded: statement.round))))
        let position = [UInt8(validator)] + statement.position
        let other = signed.byPosition.updateValue(bytes, forKey: position)
        if let other, other != bytes { report(violation) }
        checkLog(machine, height: statement.height, isNew: other == nil)
        checkLock(statement, validator)
    }

    /// Consensus: whoever signed a precommit for a block signs a prevote for another one at that height only when a quorum
    /// signed prevotes for it in that round or later.
    private func checkLock(_ statement: StatementBytes, _ validator: Int) {
        guard let block = statement.block else { return }
        let place = SignedVotePlace(height: statement.height, round: statement.round, block: block)
        guard statement.isPrevote else {
            signed.locks[validator] = place
            return
        }
        guard let lock = signed.locks[validator], lock.height == place.height, lock.round < place.round,
            lock.block != block
        else { return }
        let isFreed = (lock.round..<place.round).contains { round in
            let voters = signed.prevotes[SignedVotePlace(height: place.height, round: round, block: block)] ?? []
            return committee?.validators.isQuorum(of: voters) == true
        }
        if !isFreed { report(.brokeLock(node: validator, Height(place.height))) }
    }
}
