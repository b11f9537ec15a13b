import BlockPrograms
import CairoVerifying
import CasmModel
import FiniteFields
import HashFunctions
import ProtocolRules
import StarkVerifying
import StarknetModel
import StateTries

/// One verification of a block, step by step: the steps are those of `BlockCheck`, in its order, since each builds on what
/// the ones before found.
///
/// Cheap checks come first, since most broken bundles end there; the STARK proof comes last. What a step leaves for later
/// ones is a property here; a step that is run before its time finds nothing and refuses. `BlockVerifier.verify` runs them
/// all; only the whole sequence says anything about the block.
public struct BlockVerification<Signatures: SignatureChecking> {
    /// What is verified.
    public let bundle: BlockBundle
    /// The bundle's proof file, decoded.
    public let proof: BlockProof
    /// What is pinned, and what is provable.
    let verifier: BlockVerifier<Signatures>

    /// From `blockData`.
    var transactionHashes: [Felt252] = []
    /// From `certificate`: positions in the committee.
    var signers: [Int] = []
    /// From `previousState`.
    var opened: OpenedState?
    /// From `classes`: by class hash.
    var classes: [Felt252: CasmClass] = [:]
    /// From `classes`: what the block declares.
    var declarations: [ClassHash: ClassDeclaration] = [:]
    /// From `program`: the manifest with what the verifier takes from the classes, and the program's felts.
    var manifest = BlockManifest(classHashes: [], frames: [])
    var program: [Felt252] = []
    /// From `replay`.
    public internal(set) var outcomes: [BlockVerdict.TransactionEnding] = []
    var uncoveredFrames: [Int] = []
    /// From `binding`: the proof with this program in its claim.
    var bound: CairoProof?

    /// Reads the proof file, which must be about this block, and hold a proof exactly if there is something to prove.
    public init(_ bundle: BlockBundle, by verifier: BlockVerifier<Signatures>) throws(BlockRejection) {
        proof = try BlockProof(decoding: bundle.proof)
        guard proof.blockNumber == bundle.block.header.context.number else { throw .otherBlock }
        self.bundle = bundle
        self.verifier = verifier
        guard hasNothingToProve == (proof.cairo == nil) else { throw .proofPresence }
        if hasNothingToProve,
            !proof.manifest.frames.isEmpty || !proof.manifest.classHashes.isEmpty || !proof.data.isEmpty
        {
            throw .proofPresence
        }
    }

    /// Nothing runs in a block without transactions.
    var hasNothingToProve: Bool { bundle.block.transactions.isEmpty }

    /// Whether a check is made for this block.
    public func applies(_ check: BlockCheck) -> Bool { !(hasNothingToProve && check.isAboutProof) }

    var header: BlockHeader { bundle.block.header }
    var configuration: VerifierConfiguration { verifier.configuration }

    /// One step.
    public mutating func run(_ check: BlockCheck) throws(BlockRejection) {
        switch check {
        case .blockData: try checkBlockData()
        case .ancestors: try checkAncestors()
        case .rules: try checkRules()
        case .certificate: try checkCertificate()
        case .previousState: try openPreviousState()
        case .classes: try checkClasses()
        case .stateRoot: try checkStateRoot()
        case .program: try rebuildProgram()
        case .replay: try replay()
        case .binding: try bindProof()
        case .proof: try checkProof()
        }
    }

    /// The block's price of L2 gas, what follows from it, and whether it was seen to follow from the parent.
    private func gasPrice(after parent: BlockHeader) -> BlockVerdict.GasPrice {
        let rules = configuration.rules
        // The receipts are those of the replay.
        let used = BlockRules.l2Gas(of: bundle.block.receipts)
        return BlockVerdict.GasPrice(
            own: header.context.gasPrices.l2Gas.fri,
            next: rules.gasPrices(after: header.context, l2Gas: used).l2Gas.fri,
            isCompared: rules.priceRule == .constant || BlockVerification.l2Gas(of: parent) != nil)
    }

    /// What a parent used, as far as its header alone tells: nil where it held transactions.
    ///
    /// Soundness: a header does not commit to the gas of its block. Where the parent used some, the price is compared when both
    /// blocks were verified (`VerifiedRange`), and the verdict says so.
    static func l2Gas(of parent: BlockHeader) -> UInt64? { parent.transactionCount == 0 ? 0 : nil }

    /// What was found out, once all checks passed.
    func verdict() throws(BlockRejection) -> BlockVerdict {
        guard let parent = bundle.ancestors.first else { throw .ancestors }
        let trusted = uncoveredFrames.map { index in
            BlockVerdict.TrustedFrame(
                transaction: manifest.frames[index].transaction, frame: index,
                classHash: manifest.classHashes[manifest.frames[index].classIndex],
                entryOffset: manifest.frames[index].entryOffset)
        }
        let policy = CairoVerificationPolicy.productionSmall
        return BlockVerdict(
            blockNumber: header.context.number, blockHash: header.hash, parentHash: header.parentHash,
            stateRoot: header.stateRoot, previousStateRoot: parent.stateRoot,
            programHash: Blake2Felt252.hash(list: program),
            programCount: program.count, securityBits: policy.config.securityBits,
            provenSecurityBits: bound.flatMap { policy.provenSecurityBits(for: $0.claim) },
            transactions: outcomes, frameCount: manifest.frames.count,
            provenFrameCount: manifest.frames.count - trusted.count, trustedFrames: trusted, signers: signers,
            committeeCount: configuration.validators.count, configurationFingerprint: configuration.fingerprint,
            gasPrice: gasPrice(after: parent))
    }
}
