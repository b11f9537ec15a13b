public import FiniteFields

/// What a verifier found out about a block that it did not refuse. Returned, not printed: the same value serves the command
/// line, the explorer's page and tests.
public struct BlockVerdict: Sendable, Equatable {
    public var blockNumber: UInt64
    public var blockHash: Felt252
    public var stateRoot: Felt252
    public var previousStateRoot: Felt252
    /// Blake2s hash over the public program's felts.
    public var programHash: Felt252
    /// Felts of the program.
    public var programCount: Int
    /// Conjectured bits: grinding plus queries times the rate's log.
    public var securityBits: UInt64
    public var transactionCount: Int
    public var frameCount: Int
    /// Frames the proof covers.
    public var provenFrameCount: Int
    /// Frames replayed but not proven: their class uses a builtin without an AIR component.
    public var trustedFrames: [TrustedFrame]
    /// Transactions whose execution was aborted: their revert is on the validators' word.
    public var abortedTransactions: [Int]
    /// Committee members whose signature was checked, and the committee's size.
    public var signers: [Int]
    public var committeeCount: Int
    /// SHA-256 of the verifier's configuration: names chain and committee.
    public var configurationFingerprint: [UInt8]

    public struct TrustedFrame: Sendable, Equatable {
        public var transaction: Int
        public var frame: Int
        public var classHash: Felt252
        /// The entry point's position in the class.
        public var entryOffset: Int
    }
}

/// The checks of a verification, in order, as a reader may want them listed.
public enum BlockCheck: UInt8, CaseIterable, Sendable {
    case blockData, ancestors, certificate, classes, previousState, program, replay, stateRoot, proof

    /// What holds when the check passed.
    public var statement: StaticString {
        switch self {
        case .blockData: "Transaction hashes, commitments and block hash follow from the block's data"
        case .ancestors: "The parent's header and its ancestors link to this block"
        case .certificate: "More than two thirds of the committee signed this block hash"
        case .classes: "The classes' code hashes to what the state commits to"
        case .previousState: "Every value read before the block is opened against the parent's state root"
        case .program: "The proof's program is the one rebuilt from the block's own data"
        case .replay: "The replay gives the block's receipts and state diff"
        case .stateRoot: "The previous state with the state diff applied has the block's state root"
        case .proof: "The STARK proof of the program's run holds"
        }
    }
}
