/// What is fixed about a block before its transactions run: what contracts can see of it.
public struct BlockContext: Hashable, Sendable {
    /// The height.
    public var number: UInt64
    /// Seconds since 1970.
    public var timestamp: UInt64
    /// Whom fees go to.
    public var sequencer: ContractAddress
    public var gasPrices: GasPrices
    /// Whether state data is published in blobs (otherwise as calldata).
    public var usesBlobs: Bool
    public var version: ProtocolVersion

    /// A block with the given head data.
    public init(
        number: UInt64, timestamp: UInt64, sequencer: ContractAddress, gasPrices: GasPrices, usesBlobs: Bool = true,
        version: ProtocolVersion = .latest
    ) {
        self.number = number
        self.timestamp = timestamp
        self.sequencer = sequencer
        self.gasPrices = gasPrices
        self.usesBlobs = usesBlobs
        self.version = version
    }
}
