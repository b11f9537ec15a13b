public import BlockBundling
public import BlockPrograms
public import BlockProgramRunning
public import BlockVerifying
public import CairoProving
public import CairoWitness
import Observability
public import ProofStorage

/// Why a block was not proven.
public enum BlockProvingError: Error, Sendable, CustomStringConvertible {
    case bundle(BundleError)
    case generation(BlockProgramError)
    case run(BlockRun.Failure)
    case witness(WitnessError)
    case proving(CairoProvingError)
    /// The finished proof does not fit its own format.
    case format
    /// Our own verifier refuses what was made: never stored.
    case refused(BlockRejection)
    case store(ProofStoreError)

    /// Whether trying again later can help: the node or the disk was the reason, not the block.
    public var isTemporary: Bool {
        switch self {
        case .bundle(.client), .bundle(.noBlock), .bundle(.otherBlock), .bundle(.noCertificate), .store: true
        default: false
        }
    }

    public var description: String {
        switch self {
        case .bundle(let error): "\(error)"
        case .generation(let error): "the block program could not be generated: \(ErrorSentence.text(of: error))"
        case .run(let error): "the block program did not run: \(ErrorSentence.text(of: error))"
        case .witness(let error): "the run gives no trace: \(ErrorSentence.text(of: error))"
        case .proving(let error): "proving failed: \(ErrorSentence.text(of: error))"
        case .format: "the proof does not fit the proof file's format"
        case .refused(let error): "the verifier refuses the proof: \(error.explanation)"
        case .store(let error): "\(error)"
        }
    }
}
