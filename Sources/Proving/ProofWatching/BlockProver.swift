public import BlockBundling
import BlockPrograms
import BlockProgramRunning
public import BlockVerifying
import CairoMachine
public import CairoProving
import CairoVerifying
import CairoWitness
import CasmModel
import FiniteFields
public import ProofStorage
import StarknetModel

/// Proves one block: recording, program, run, proof, verification, storage.
///
/// A proof is stored only after the whole block verifier accepted it, and called stored only after it was read back and
/// accepted again.
public struct BlockProver: Sendable {
    public let fetcher: BundleFetcher
    public let configuration: VerifierConfiguration
    public let store: ProofStore

    public init(fetcher: BundleFetcher, configuration: VerifierConfiguration, store: ProofStore) {
        self.fetcher = fetcher
        self.configuration = configuration
        self.store = store
    }

    /// What came of it.
    public struct Outcome: Sendable {
        public var name: String
        public var bytes: Int
        public var steps: UInt64
        /// How long the whole block verifier took for what was read back.
        public var verificationSeconds: Double
        public var verdict: BlockVerdict
    }

    /// Proves a block and stores the proof. `progress` is told of the proof's phases.
    public func prove(
        _ number: UInt64, progress: ProvingProgress = .silent
    ) throws(BlockProvingError) -> Outcome {
        let block: Block, record: BlockExecutionRecord
        do { block = try fetcher.block(number) } catch { throw .bundle(error) }
        // Cheaply, before anything is proven: a node may answer with another block's data.
        let requested = RequestedBlock(number: number)
        do { try requested.check(block.header) } catch { throw .refused(error) }
        do { record = try fetcher.record(of: number) } catch { throw .bundle(error) }
        var classes: [Felt252: CasmClass] = [:]
        for hash in record.classHashes {
            do { classes[hash] = try fetcher.casm(hash) } catch { throw .bundle(error) }
        }
        let (proof, steps) = try make(record, number, classes, progress)
        guard let bytes = proof.encoded() else { throw .format }
        let bundle: BlockBundle
        do { bundle = try fetcher.bundle(of: block, record: record, proof: bytes) } catch { throw .bundle(error) }
        _ = try verify(requested, bundle)
        let stored: (name: String, readBack: [UInt8])
        do { stored = try store.store(bytes, block: number, hash: block.header.hash) } catch { throw .store(error) }
        var readBack = bundle
        readBack.proof = stored.readBack
        let start = ContinuousClock.now
        let verdict = try verify(requested, readBack)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        return Outcome(
            name: stored.name, bytes: bytes.count, steps: steps, verificationSeconds: seconds, verdict: verdict)
    }

    private func make(
        _ record: BlockExecutionRecord, _ number: UInt64, _ classes: [Felt252: CasmClass], _ progress: ProvingProgress
    ) throws(BlockProvingError) -> (proof: BlockProof, steps: UInt64) {
        let program: BlockProgram
        do {
            program = try BlockProgramGenerator.generate(record.recording, provable: ProvableBuiltins.all) {
                classes[$0]?.bytecode
            }
        } catch { throw .generation(error) }
        let relocated: RelocatedRun, steps: UInt64
        do throws(BlockRun.Failure) {
            let run = try BlockRun(program) { classes[$0] }
            relocated = try run.run()
            steps = run.mainSteps
        } catch { throw .run(error) }
        let input: ProverInput
        do { input = try ProverInput(relocated) } catch { throw .witness(error) }
        var cairo: CairoProof
        do { cairo = try CairoProver(parameters: .productionSmall).prove(input, progress: progress) } catch {
            throw .proving(error)
        }
        // The run filled the advice cells: the data area is taken from the proof's public memory.
        let data = cairo.claim.publicData.program.dropFirst(program.layout.codeCount).map(\.felt)
        cairo.claim.publicData.program = []
        let proof = BlockProof(
            blockNumber: number, manifest: program.manifest, data: data, opening: record.opening, cairo: cairo)
        return (proof, steps)
    }

    private func verify(
        _ requested: RequestedBlock, _ bundle: BlockBundle
    ) throws(BlockProvingError) -> BlockVerdict {
        do {
            return try BlockVerifier<CommitteeSignatures>(configuration: configuration).verify(requested, in: bundle)
        } catch { throw .refused(error) }
    }
}
