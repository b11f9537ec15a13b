public import BlockBundling
import BlockPrograms
import BlockProving
public import BlockVerifying
public import CairoProving
import CasmModel
import FiniteFields
public import ProofStorage
import StarknetModel

/// Proves one block: everything it needs is fetched, then the execution is proven, checked and stored.
///
/// A proof is stored only after the whole block verifier accepted it, and called stored only after it was read back and
/// accepted again. Nothing that can fail for a while stands between the proof and the store, and a proof that is in the
/// store already is not made again.
public struct BlockProver: Sendable {
    public let fetcher: BundleFetcher
    public let configuration: VerifierConfiguration
    public let store: any ProofStore
    /// What each proof may take.
    public let memory: ProvingMemory
    private let unstored = UnstoredProof()

    public init(
        fetcher: BundleFetcher, configuration: VerifierConfiguration, store: any ProofStore,
        memory: ProvingMemory = ProvingMemory(limit: .free)
    ) {
        self.memory = memory
        self.fetcher = fetcher
        self.configuration = configuration
        self.store = store
    }

    /// What came of it.
    public struct Outcome: Sendable {
        public var name: String
        public var bytes: Int
        /// Steps of the program's run; 0 for a proof that was found in the store.
        public var steps: UInt64
        /// How long the whole block verifier took for what was read back.
        public var verificationSeconds: Double
        public var verdict: BlockVerdict
    }

    /// Proves a block and stores the proof. `progress` is told of the proof's phases.
    public func prove(
        _ number: UInt64, progress: ProvingProgress = .silent
    ) throws(BlockProverError) -> Outcome {
        let requested = RequestedBlock(number: number)
        var (bundle, record) = try fetch(requested)
        if let kept = try stored(requested, bundle) { return kept }
        let hash = bundle.block.header.hash
        let proof: (bytes: [UInt8], steps: UInt64)
        if let kept = unstored.take(hash) { proof = kept } else { proof = try made(record, number, progress) }
        bundle.proof = proof.bytes
        _ = try verify(requested, bundle)
        let kept: (name: String, readBack: [UInt8])
        do { kept = try store.store(proof.bytes, block: number, hash: hash) } catch {
            unstored.keep(proof.bytes, of: hash, steps: proof.steps)
            throw .store(error)
        }
        bundle.proof = kept.readBack
        let outcome = try outcome(requested, bundle, name: kept.name, steps: proof.steps)
        try discardOthers(than: kept.name, of: bundle)
        return outcome
    }

    /// Makes the proof file of a block, and says how many steps its program took.
    private func made(
        _ record: BlockExecutionRecord, _ number: UInt64, _ progress: ProvingProgress
    ) throws(BlockProverError) -> (bytes: [UInt8], steps: UInt64) {
        var classes: [Felt252: CasmClass] = [:]
        for hash in record.classHashes {
            do { classes[hash] = try fetcher.casm(hash) } catch { throw .bundle(error) }
        }
        let made: ExecutionProof
        do {
            made = try ExecutionProof(
                of: record.recording, number: number, opening: record.opening, memory: memory, progress: progress
            ) { [classes] in classes[$0] }
        } catch { throw .proving(error) }
        guard let bytes = made.blockProof.encoded() else { throw .format }
        return (bytes, made.steps)
    }

    /// Forgets what else the store has of the block: it was refused with the same data that the accepted proof came with, or is
    /// one proof more. Readers would meet it.
    private func discardOthers(than name: String, of bundle: BlockBundle) throws(BlockProverError) {
        let header = bundle.block.header
        do throws(ProofStoreError) {
            for other in try store.names(block: header.context.number, hash: header.hash) where other != name {
                try store.discard(named: other)
            }
        } catch { throw .store(error) }
    }

    /// The bundle without a proof, and the recording that the proof is made of.
    private func fetch(
        _ requested: RequestedBlock
    ) throws(BlockProverError) -> (bundle: BlockBundle, record: BlockExecutionRecord) {
        let block: Block
        do { block = try fetcher.block(requested.number) } catch { throw .bundle(error) }
        // Cheaply, before anything else: a node may answer with another block's data.
        do { try requested.check(block.header) } catch { throw .refused(error) }
        do {
            let record = try fetcher.record(of: requested.number)
            return (try fetcher.bundle(of: block, record: record, proof: []), record)
        } catch { throw .bundle(error) }
    }

    /// A proof of the block that is in the store and that the verifier accepts: an earlier process ended before it could
    /// note it. What is refused, such as a proof of an older format, or cannot be read, is made anew.
    private func stored(_ requested: RequestedBlock, _ bundle: BlockBundle) throws(BlockProverError) -> Outcome? {
        let names: [String]
        do { names = try store.names(block: requested.number, hash: bundle.block.header.hash) } catch {
            throw .store(error)
        }
        for name in names.reversed() {
            var complete = bundle
            guard let content = try? store.content(named: name) else { continue }
            complete.proof = content
            guard let outcome = try? outcome(requested, complete, name: name, steps: 0) else { continue }
            try discardOthers(than: name, of: bundle)
            return outcome
        }
        return nil
    }

    private func outcome(
        _ requested: RequestedBlock, _ bundle: BlockBundle, name: String, steps: UInt64
    ) throws(BlockProverError) -> Outcome {
        let start = ContinuousClock.now
        let verdict = try verify(requested, bundle)
        return Outcome(
            name: name, bytes: bundle.proof.count, steps: steps,
            verificationSeconds: (ContinuousClock.now - start) / .seconds(1), verdict: verdict)
    }

    private func verify(
        _ requested: RequestedBlock, _ bundle: BlockBundle
    ) throws(BlockProverError) -> BlockVerdict {
        do {
            return try BlockVerifier<CommitteeSignatures>(configuration: configuration).verify(requested, in: bundle)
        } catch { throw .refused(error) }
    }
}
