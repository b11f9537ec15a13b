public import CircleFRI

/// The parameters of the polynomial commitment scheme (STWO §4.1).
public struct PcsConfig: Equatable, Sendable {
    /// Proof-of-work bits before the queries are drawn.
    public var powBits: UInt32
    public var fri: FriConfig
    /// A lower bound of every tree's height; 0 everywhere here.
    public var minLiftingLogSize: UInt32

    public init(powBits: UInt32, fri: FriConfig, minLiftingLogSize: UInt32 = 0) {
        self.powBits = powBits
        self.fri = fri
        self.minLiftingLogSize = minLiftingLogSize
    }

    /// Conjectured bits of security: the work plus `logBlowup` a query. `provenSecurityBits` is what is proven.
    public var securityBits: UInt64 { UInt64(powBits) &+ UInt64(fri.logBlowup) &* UInt64(fri.queryCount) }

    /// 96 bits: 26 of work and 70 queries at blowup 2.
    public static var production: PcsConfig {
        PcsConfig(
            powBits: 26,
            fri: FriConfig(logBlowup: 1, logLastLayerDegreeBound: 0, queryCount: 70, foldStep: 1))
    }
}
