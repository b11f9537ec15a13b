public import QuorumCertificates

/// Two messages of one validator that exclude each other, signatures included: anyone can check them.
public struct EquivocationEvidence: Hashable, Sendable {
    public let validator: ValidatorIndex
    public let height: Height
    public let round: Round
    /// The messages as they are sent.
    public let first: [UInt8]
    public let second: [UInt8]

    public init(validator: ValidatorIndex, height: Height, round: Round, first: [UInt8], second: [UInt8]) {
        self.validator = validator
        self.height = height
        self.round = round
        self.first = first
        self.second = second
    }
}
