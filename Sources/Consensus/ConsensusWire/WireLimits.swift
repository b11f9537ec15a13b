import QuorumCertificates

/// What peers may send at most.
public enum WireLimits {
    /// A frame on a link.
    public static let frameBytesMax = 4 << 20
    /// The content of a block, as proposed and as stored.
    public static let contentBytesMax = 3 << 20
    /// One part of a proposal's content.
    public static let partBytesMax = 64 << 10
    /// A transaction that is passed on: a declaration goes with its class, and must fit into a block's content.
    public static let transactionBytesMax = 3_080_192
    /// A record of the log: a content and what is around it.
    public static let recordBytesMax = contentBytesMax + (64 << 10)
    /// A message that offers a block, without the block's content.
    static let offerBytesMax = 64 << 10
    /// Evidence of equivocation: two messages, of which each may bring a quorum of votes along.
    static let evidenceBytesMax = 64 << 10
    /// A certificate.
    static let certificateBytesMax = QuorumCertificate.wireBytesMax
}
