public import QuorumCertificates

extension ValidatorSet {
    /// The proposer of a round: round robin over heights and rounds, so that a failed round passes the turn on.
    public func proposer(height: Height, round: Round) -> ValidatorIndex {
        let position = height.value % UInt64(count) + UInt64(round.value) % UInt64(count)
        return ValidatorIndex(Int(position % UInt64(count)))
    }
}
