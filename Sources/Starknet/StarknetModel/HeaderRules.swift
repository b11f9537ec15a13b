public import ByteCoding

/// What stays the same in the head of every block of a chain: validators refuse a proposal that differs, and a verifier
/// pins it, so that even a dishonest quorum cannot change it unseen.
///
/// Gas prices are constants of a chain in this version; when they come to follow demand, a rule for their change takes
/// their place here.
public struct HeaderRules: Hashable, Sendable {
    /// The version of the protocol that transactions are executed by.
    public var version: ProtocolVersion
    /// The prices of every block.
    public var gasPrices: GasPrices
    /// Whom a block's fees may go to: 1 to `sequencersMax` addresses, in ascending order.
    public var sequencers: [ContractAddress]
    /// Whether state data is published in blobs (otherwise as calldata).
    public var usesBlobs: Bool

    /// The most sequencer addresses: one a validator.
    public static let sequencersMax = 128

    /// Rules with the given content; the sequencers are put in order.
    public init(
        version: ProtocolVersion = .latest, gasPrices: GasPrices, sequencers: [ContractAddress], usesBlobs: Bool = true
    ) {
        self.version = version
        self.gasPrices = gasPrices
        self.sequencers = sequencers.sorted()
        self.usesBlobs = usesBlobs
    }
}

extension HeaderRules: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u8(version.rawValue)
        writer.value(gasPrices)
        writer.values(sequencers)
        writer.bool(usesBlobs)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let version = ProtocolVersion(rawValue: try reader.u8()) else { throw .notCanonical }
        let gasPrices = try GasPrices(from: &reader)
        let sequencers = try reader.values(ContractAddress.self, max: HeaderRules.sequencersMax)
        self.init(version: version, gasPrices: gasPrices, sequencers: sequencers, usesBlobs: try reader.bool())
        // One encoding only: ascending, each once, at least one.
        guard !sequencers.isEmpty, Set(sequencers).count == sequencers.count, self.sequencers == sequencers else {
            throw .notCanonical
        }
    }
}
