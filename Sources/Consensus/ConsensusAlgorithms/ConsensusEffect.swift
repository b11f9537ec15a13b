public import QuorumCertificates

/// What an algorithm asks of its shell, in order.
public enum ConsensusEffect<Algorithm: ConsensusAlgorithm>: Hashable, Sendable {
    /// Build and execute a block for this place, and answer with `ConsensusInput.built`.
    case build(BlockPlace)
    /// Execute the offered block and answer with `ConsensusInput.verdict`.
    case check(BlockOffer, from: ValidatorIndex)
    /// Make the log durable, ask the journal, sign, send the message to everyone (with the content of the block that it
    /// offers), and hand it back as an input.
    case sign(Algorithm.Statement)
    /// Start this timer.
    case start(Algorithm.Timer)
    /// The block is final. Store it with its certificate, then call `advance(past:validators:)`.
    case decide(Algorithm.Certificate)
    /// Two messages of one validator that exclude each other.
    case evidence(Algorithm.Message, Algorithm.Message)
}
