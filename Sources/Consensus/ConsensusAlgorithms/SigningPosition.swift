public import QuorumCertificates

/// A place in the order of everything that one validator may ever sign. A journal keeps the last one, and admits only what
/// is later, or the same bytes again.
public struct SigningPosition: Hashable, Sendable, Comparable {
    /// What grows for as long as the chain lives: a height, or a view where those have no end.
    public let major: UInt64
    public let round: Round
    /// The step within the round, in the order in which the algorithm takes them.
    public let step: UInt8

    public init(major: UInt64, round: Round, step: UInt8) {
        self.major = major
        self.round = round
        self.step = step
    }

    /// The last position with this major number: a floor for what may be signed.
    public static func last(in major: UInt64) -> SigningPosition {
        SigningPosition(major: major, round: Round(.max), step: .max)
    }

    public static func < (a: SigningPosition, b: SigningPosition) -> Bool {
        (a.major, a.round, a.step) < (b.major, b.round, b.step)
    }
}
