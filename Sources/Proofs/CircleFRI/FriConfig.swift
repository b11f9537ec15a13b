/// The parameters of the low-degree test (STWO §4.1).
public struct FriConfig: Equatable, Sendable {
    /// Log of the ratio of domain size to degree bound.
    public var logBlowup: UInt32
    /// Log of the degree bound of the polynomial sent in clear at the end.
    public var logLastLayerDegreeBound: UInt32
    /// Positions drawn, duplicates included.
    public var queryCount: UInt32
    /// Log of how many times smaller each layer is than the one before.
    public var foldStep: UInt32

    public init(logBlowup: UInt32, logLastLayerDegreeBound: UInt32, queryCount: UInt32, foldStep: UInt32) {
        self.logBlowup = logBlowup
        self.logLastLayerDegreeBound = logLastLayerDegreeBound
        self.queryCount = queryCount
        self.foldStep = foldStep
    }
}
