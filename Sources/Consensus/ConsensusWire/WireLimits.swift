import QuorumCertificates

/// What peers may send at most.
public enum WireLimits {
    /// A frame on a link.
    public static let frameBytesMax = 4 << 20
    /// The content of a block, as proposed and as stored.
    public static let contentBytesMax = 3 << 20
    /// One part of a proposal's content.
    public static let partBytesMax = 64 << 10
    /// A transaction that is passed on.
    public static let transactionBytesMax = 512 << 10
    /// Votes in a polka, signatures in a certificate: the largest committee.
    public static let votesMax = ValidatorSet.countMax
    /// Proposals listed in a summary.
    public static let proposalsMax = 16
}
