/// An attempt, from 0, to decide one height. Each round has one proposer.
public struct Round: Hashable, Sendable, Comparable, CustomStringConvertible {
    public let value: UInt32

    public init(_ value: UInt32) { self.value = value }

    /// The first attempt.
    public static let zero = Round(0)

    /// The round after this one; stays at the largest number, which rising timeouts keep out of reach.
    public var next: Round { Round(value == .max ? value : value + 1) }

    /// This round plus a number of rounds, stopping at the largest.
    public func advanced(by rounds: UInt32) -> Round {
        let (sum, overflow) = value.addingReportingOverflow(rounds)
        return Round(overflow ? .max : sum)
    }

    public static func < (a: Round, b: Round) -> Bool { a.value < b.value }
    public var description: String { String(value) }
}
