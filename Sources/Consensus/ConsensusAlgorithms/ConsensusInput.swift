public import QuorumCertificates

/// Everything that can happen to an algorithm.
public enum ConsensusInput<Algorithm: ConsensusAlgorithm>: Hashable, Sendable {
    /// There is something to decide at this height: transactions, or the interval of empty blocks is over.
    case begin(Height)
    /// A message whose signatures hold, with the content of the block it offers in the shell's hands; also the node's own
    /// messages, once signed.
    case message(Algorithm.Message)
    /// The block asked for by `ConsensusEffect.build` is ready.
    case built(BlockOffer)
    /// The answer to `ConsensusEffect.check`.
    case verdict(BlockOffer, OfferVerdict)
    /// A timer ran out.
    case timer(Algorithm.Timer)
}
