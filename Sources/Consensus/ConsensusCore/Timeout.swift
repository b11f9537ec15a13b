public import QuorumCertificates

/// A timer of one step of one round. The core names it, the shell knows how long it runs and hands it back when over.
public struct Timeout: Hashable, Sendable {
    /// What is waited for.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// The proposal of the round.
        case propose = 0
        /// A quorum of prevotes for one value, after a quorum for any values.
        case prevote = 1
        /// A quorum of precommits for one block, after a quorum for any values.
        case precommit = 2
    }

    public let kind: Kind
    public let height: Height
    public let round: Round

    public init(kind: Kind, height: Height, round: Round) {
        self.kind = kind
        self.height = height
        self.round = round
    }
}
