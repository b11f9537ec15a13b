public import ByteCoding

/// What the head of every block of a chain keeps to: validators refuse a proposal that differs, and a verifier pins it, so
/// that even a dishonest quorum cannot change it unseen.
public struct HeaderRules: Hashable, Sendable {
    /// The version of the protocol that transactions are executed by.
    public var version: ProtocolVersion
    /// The prices of genesis, and of every block but for what `priceRule` changes.
    public var gasPrices: GasPrices
    /// Where the price of L2 gas comes from.
    public var priceRule: GasPriceRule
    /// Whom a block's fees may go to: 1 to `sequencersMax` addresses, in ascending order.
    public var sequencers: [ContractAddress]
    /// Whether state data is published in blobs (otherwise as calldata).
    public var usesBlobs: Bool

    /// The most sequencer addresses: one a validator.
    public static let sequencersMax = 128

    /// Rules with the given content; the sequencers are put in order.
    public init(
        version: ProtocolVersion = .latest, gasPrices: GasPrices, priceRule: GasPriceRule = .constant,
        sequencers: [ContractAddress], usesBlobs: Bool = true
    ) {
        self.version = version
        self.gasPrices = gasPrices
        self.priceRule = priceRule
        self.sequencers = sequencers.sorted()
        self.usesBlobs = usesBlobs
    }
}

extension HeaderRules: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.u8(version.rawValue)
        writer.value(gasPrices)
        writer.values(sequencers)
        // One byte, a bit for each choice; constant prices are what it was written with before there was a choice.
        writer.u8((usesBlobs ? 1 : 0) | priceRule.rawValue << 1)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        guard let version = ProtocolVersion(rawValue: try reader.u8()) else { throw .notCanonical }
        let gasPrices = try GasPrices(from: &reader)
        let sequencers = try reader.values(ContractAddress.self, max: HeaderRules.sequencersMax)
        let choices = try reader.u8()
        guard let priceRule = GasPriceRule(rawValue: choices >> 1) else { throw .notCanonical }
        self.init(
            version: version, gasPrices: gasPrices, priceRule: priceRule, sequencers: sequencers,
            usesBlobs: choices & 1 == 1)
        // One encoding only: ascending, each once, at least one.
        guard !sequencers.isEmpty, Set(sequencers).count == sequencers.count, self.sequencers == sequencers else {
            throw .notCanonical
        }
    }
}
