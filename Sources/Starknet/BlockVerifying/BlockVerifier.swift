import BlockPrograms
import CairoVerifying
public import CasmModel
import FiniteFields
import HashFunctions
import StarkVerifying
import StarknetModel
import StateTries

/// Verifies one block from its bundle: hashes, certificate, classes, openings, program, replay, state root, proof.
///
/// Returning means that every check of `BlockCheck` passed under the pinned configuration. The verdict says what is still
/// trusted: frames without AIR components, aborted executions. No Cairo runs here, and no input makes it trap.
///
/// ```swift
/// let verdict = try BlockVerifier<OpenSSLSignatures>(configuration: configuration).verify(bundle)
/// ```
public struct BlockVerifier<Signatures: SignatureChecking> {
    public let configuration: VerifierConfiguration
    /// Builtins that have an AIR component here: frames that use another one are replayed but not proven.
    public let provable: [Builtin]

    public init(configuration: VerifierConfiguration, provable: [Builtin] = ProvableBuiltins.all) {
        self.configuration = configuration
        self.provable = provable
    }

    /// Runs all checks; `report` is told of each one that passed.
    public func verify(_ bundle: BlockBundle, report: (BlockCheck) -> Void = { _ in }) throws(BlockRejection)
        -> BlockVerdict
    {
        let proof = try BlockProof(decoding: bundle.proof)
        let header = bundle.block.header
        guard proof.blockNumber == header.context.number else { throw .otherBlock }

        // Cheap checks first: most broken bundles end here.
        let hashes = try checkBlockData(bundle.block)
        report(.blockData)
        let parent = try checkAncestors(bundle)
        report(.ancestors)
        let signers = try checkCertificate(bundle.certificate, of: header)
        report(.certificate)

        // The previous state.
        guard let opened = OpenedState(proof.opening, globalRoot: parent.stateRoot) else { throw .opening(nil) }
        let classes = try checkClasses(bundle.classes, opened)
        report(.classes)
        let newRoot: Felt252
        do {
            newRoot = try StateUpdate(applying: bundle.block.stateDiff, to: opened.roots, source: opened).roots.global
        } catch {
            throw .opening(error)
        }
        report(.previousState)
        guard newRoot == header.stateRoot else { throw .stateRoot }
        report(.stateRoot)

        // The program, and what its transcripts say.
        let manifest = try completeManifest(proof.manifest, classes, transactionCount: bundle.block.transactions.count)
        try checkSize(manifest, proof.data, classes)
        let program = rebuild(manifest, proof.data, classes)
        let uncovered = try replay(bundle, hashes, proof, manifest, program, classes, opened)
        report(.replay)

        // The proof of its run: the expensive part comes last.
        let cairo = try bind(proof.cairo, to: program)
        report(.program)
        do { try CairoVerifier(policy: .productionSmall).verify(cairo) } catch { throw .proof(error) }
        report(.proof)
        return verdict(bundle, proof, manifest, program, uncovered, signers, parent)
    }

    /// The code area from manifest and classes, then the data area: the public program of the proof.
    private func rebuild(_ manifest: BlockManifest, _ data: [Felt252], _ classes: [Felt252: CasmClass]) -> [Felt252] {
        let code = CodeArea.build(manifest, classes: manifest.classHashes.map { classes[$0]?.bytecode ?? [] })
        // The code area holds constants only: `value` is nil for advice, of which it has none.
        return code.cells.map { $0.value ?? .zero } + data
    }

    private func verdict(
        _ bundle: BlockBundle, _ proof: BlockProof, _ manifest: BlockManifest, _ program: [Felt252], _ uncovered: [Int],
        _ signers: [Int], _ parent: BlockHeader
    ) -> BlockVerdict {
        let header = bundle.block.header, config = CairoVerificationPolicy.productionSmall.config
        let trusted = uncovered.map { index in
            BlockVerdict.TrustedFrame(
                transaction: manifest.frames[index].transaction, frame: index,
                classHash: manifest.classHashes[manifest.frames[index].classIndex],
                entryOffset: manifest.frames[index].entryOffset)
        }
        return BlockVerdict(
            blockNumber: header.context.number, blockHash: header.hash, stateRoot: header.stateRoot,
            previousStateRoot: parent.stateRoot, programHash: Blake2Felt252.hash(list: program),
            programCount: program.count, securityBits: config.securityBits,
            transactionCount: bundle.block.transactions.count,
            frameCount: manifest.frames.count, provenFrameCount: manifest.frames.count - trusted.count,
            trustedFrames: trusted, abortedTransactions: proof.abortedTransactions, signers: signers,
            committeeCount: configuration.validators.count, configurationFingerprint: configuration.fingerprint)
    }
}
