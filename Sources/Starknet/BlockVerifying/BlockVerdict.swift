public import FiniteFields

/// What a verifier found out about a block that it did not refuse. Returned, not printed: the same value serves the command
/// line, the explorer's page and tests.
public struct BlockVerdict: Sendable, Equatable {
    /// The block that the verdict is about, its parent, and the state after and before it.
    public var blockNumber: UInt64
    public var blockHash: Felt252
    public var parentHash: Felt252
    public var stateRoot: Felt252
    public var previousStateRoot: Felt252
    /// Blake2s hash over the public program's felts.
    public var programHash: Felt252
    /// Felts of the program.
    public var programCount: Int
    /// Conjectured bits: grinding plus queries times the rate's log.
    public var securityBits: UInt64
    /// Bits that are proven for a proof of this size (`PcsConfig.provenSecurityBits`); nil where there is no proof.
    public var provenSecurityBits: UInt64?
    /// The block's transactions in order, each with how it ended.
    public var transactions: [TransactionEnding]
    public var frameCount: Int
    /// Frames the proof covers.
    public var provenFrameCount: Int
    /// Frames replayed but not proven: their class uses a builtin without an AIR component.
    public var trustedFrames: [TrustedFrame]
    /// Committee members whose signature was checked, and the committee's size.
    public var signers: [Int]
    public var committeeCount: Int
    /// That the classes are compilations of their Sierra, where this was asked for.
    public var recompilation: ClassRecompilation?
    /// SHA-256 of the verifier's configuration: names chain and committee.
    public var configurationFingerprint: [UInt8]
    public var gasPrice: GasPrice

    /// The price of a unit of L2 gas, in fri.
    public struct GasPrice: Sendable, Equatable {
        /// The block's.
        public var own: UInt128
        /// The one that the next block must have.
        public var next: UInt128
        /// Whether it is known to be what follows from the parent: where prices are constant, or the parent was empty.
        public var isCompared: Bool
    }

    /// A transaction and its end.
    public struct TransactionEnding: Sendable, Equatable {
        /// The hash of the transaction.
        public var hash: Felt252
        /// How it ended.
        public var ending: Ending
        /// Whether it is a message of L1, which nobody here signed.
        public var isMessage = false
    }

    /// How a transaction ended.
    public enum Ending: UInt8, Sendable, Equatable {
        case succeeded
        /// It was undone, and that it had to be was replayed: a panic of its code, or what made the protocol abort it, is
        /// proven as far as its frames are.
        case reverted
    }

    /// The number of the block's transactions.
    public var transactionCount: Int { transactions.count }

    /// Whether there was a program to prove: a block without transactions has none, and is verified without a proof.
    public var hasProof: Bool { !transactions.isEmpty }

    /// Whether nothing that ran was left to trust: every frame is in the proof.
    public var isComplete: Bool { trustedFrames.isEmpty }

    /// A call frame without proof, replayed only.
    public struct TrustedFrame: Sendable, Equatable {
        /// Numbers in the block, from 0.
        public var transaction: Int
        public var frame: Int
        /// The class that the frame runs.
        public var classHash: Felt252
        /// The entry point's position in the class.
        public var entryOffset: Int
    }
}
