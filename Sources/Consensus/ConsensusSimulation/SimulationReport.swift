public import QuorumCertificates

/// Something that must never happen.
public enum Violation: Hashable, Sendable {
    /// Two correct validators decided different blocks.
    case forked(Height, BlockID, BlockID)
    /// A correct validator signed two different votes or proposals for one height, round and step.
    case doubleSigned(ValidatorIndex, Height, Round)
    /// A correct validator decided a block that is not valid.
    case decidedInvalid(Height, BlockID)
    /// A decision came with a certificate that does not hold.
    case badCertificate(Height)
    /// The heights that were to be decided after the faults did not come in time.
    case stuck(at: Height, wanted: Height)
}

/// What a run showed.
public struct SimulationReport: Sendable {
    public let seed: UInt64
    public let violations: [Violation]
    /// The lowest height of a correct validator at the end.
    public let height: Height
    public let eventCount: Int
    /// The highest round that was decided in.
    public let roundMax: Round
    /// A digest of every event in order: equal for two runs of one seed.
    public let digest: UInt64
}
