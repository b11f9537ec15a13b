public import ByteCoding
public import CairoVerifying
public import FiniteFields
public import ProtocolRules
public import StateTries

/// Why a block's bundle is refused. Every case is one check; each has a test that breaks exactly it.
public enum BlockRejection: Error, Equatable, Sendable {
    // MARK: Reading
    /// The bytes are no bundle.
    case encoding(ByteCodingError)
    /// The proof part is no Cairo proof.
    case proofEncoding(ProofDecodingError)
    /// Another format version than this verifier's.
    case version
    /// The proof file's checksum is not that of its content: it was damaged.
    case checksum
    /// The proof file is about another block.
    case otherBlock
    /// The bundle's block, sound or not, is not the one that was asked for.
    case notRequested(number: UInt64, hash: Felt252)
    /// There is a proof though nothing ran, or none though something did.
    case proofPresence

    // MARK: Block
    /// A receipt's transaction hash is not the hash of the transaction's fields.
    case transactionHash(transaction: Int)
    /// A count or one of the four commitments in the header is not that of the block's content.
    case commitment(Commitment)
    /// The headers handed in do not lead to this block by their hashes and numbers.
    case ancestors
    /// Block 1 does not stand on the pinned genesis block: it is of another chain.
    case genesis
    /// The block breaks a rule that validators enforce.
    case rules(BlockRuleViolation)
    /// This transaction, by its index, cannot be in a block.
    case transaction(Int, TransactionRejection)
    /// The certificate is malformed, or its valid signatures weigh too little.
    case certificate(CertificateFailure)

    // MARK: Classes and state
    /// A class's compiled class hash is not the one in the classes trie.
    case classHash(index: Int)
    /// A class that the block declares is missing, is another one, or is there twice.
    case declaration(index: Int)
    /// A class that was to be compiled again is not the compilation of its Sierra.
    case recompilation(Felt252, RecompilationFailure)
    /// The openings do not belong to the previous state root, or leave out what is asked of them.
    case opening(TrieError?)
    /// The previous state with the state diff applied has another root than the header.
    case stateRoot

    // MARK: Program and proof
    /// A number of the manifest is out of range.
    case manifest(frame: Int)
    /// A class of the manifest is there twice, or is not in the bundle.
    case manifestClass(index: Int)
    /// The program would have more cells than a verifier builds.
    case programTooLarge
    /// The proof file brings a program along, in the place of the rebuilt one.
    case program
    /// The stack does not begin right behind the program, or not all segments are there.
    case layout
    /// The Cairo proof was rejected.
    case proof(CairoVerificationError)

    // MARK: Replay
    /// The replay of a transaction differs from what the data says.
    case replay(transaction: Int, frame: Int, ReplayFailure)
    /// Frames are left that no transaction called.
    case framesLeftOver
    /// A receipt differs from what the replay gives.
    case receipt(transaction: Int, ReceiptField)
    /// The state diff differs from what the replay gives.
    case stateDiff

    /// The header's commitments, and its counts.
    public enum Commitment: UInt8, Equatable, Sendable {
        case counts, transactions, events, receipts, stateDiff
    }

    /// Why a certificate does not count.
    public enum CertificateFailure: Equatable, Sendable {
        /// It names another block or height.
        case otherBlock
        /// A signer is not of the committee, or signers are not in order.
        case signers
        /// The signature of this committee member does not hold.
        case signature(validator: Int)
        /// The signers' weight is not above two thirds.
        case quorum
    }

    /// Why a class is not the compilation of its Sierra.
    public enum RecompilationFailure: UInt8, Equatable, Sendable {
        /// No Sierra class of this hash was handed in.
        case noSierra
        /// The Sierra class must be refused by the compiler.
        case notCompiled
        /// It compiles to other code.
        case otherCode
    }

    /// The parts of a receipt that are compared.
    public enum ReceiptField: UInt8, Equatable, Sendable { case status, reason, events, messages, fee, gas }
}

/// Where the replay of a frame stopped.
public enum ReplayFailure: Error, Equatable, Sendable {
    /// A pointer leaves the program segment, or an array's bounds are malformed.
    case pointer
    /// Reading overlapping arrays again and again took more work than a block of this size may.
    case work
    /// The manifest has no further frame, though a call needs one.
    case frameMissing
    /// The next frame of the manifest is not the frame of this call: class, entry point, gas or calldata differ.
    case otherFrame
    /// A class that the call needs is not in the bundle or not declared.
    case classMissing
    /// A system call's selector or gas is malformed.
    case header
    /// A curve point's handle stands for no point, or for two.
    case handle
    /// The protocol aborts what must not abort: a validation, the constructor of an account, the transfer of a fee.
    case abort(ExecutionAbort)
    /// The response's gas or failure flag is not what the protocol gives.
    case gas
    /// The response's values are not what the protocol gives.
    case response
    /// The execution info differs from header, transaction or call.
    case executionInfo
    /// The transcript does not end where the manifest says, or an assertion points at no request.
    case transcriptEnd
    /// The segment arena breaks the rules of dictionaries.
    case arena
    /// The previous state's opening leaves out what is read.
    case opening
}
