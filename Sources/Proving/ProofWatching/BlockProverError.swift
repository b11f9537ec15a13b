public import BlockBundling
public import BlockProving
public import BlockVerifying
import CairoProving
import CairoWitness
import Observability
public import ProofStorage

/// Why a block was not proven.
public enum BlockProverError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What the proof and its check need could not be had.
    case bundle(BundleError)
    /// No proof could be made.
    case proving(BlockProvingError)
    /// The finished proof does not fit its own format.
    case format
    /// Our own verifier refuses what was made: never stored.
    case refused(BlockRejection)
    /// The proof could not be stored.
    case store(ProofStoreError)

    /// Whether trying again later can help: the node, the disk or other programs' memory was the reason, not the block.
    public var isTemporary: Bool {
        switch self {
        case .proving(.proving(.memory)), .proving(.proving(.columnFile)),
            .bundle(.client), .bundle(.noBlock), .bundle(.otherBlock), .bundle(.noCertificate), .store:
            true
        default: false
        }
    }

    /// Whether the proof was given up because it was not wanted any more.
    public var isCancelled: Bool { self == .proving(.proving(.cancelled)) }

    public var description: String {
        switch self {
        case .bundle(let error): "\(error)"
        case .proving(.generation(let error)):
            "the block program could not be generated: \(ErrorSentence.text(of: error))"
        case .proving(.run(let error)): "the block program did not run: \(ErrorSentence.text(of: error))"
        case .proving(.witness(let error)): "the run gives no trace: \(ErrorSentence.text(of: error))"
        case .proving(.proving(let error)): "proving failed: \(ErrorSentence.text(of: error))"
        case .format: "the proof does not fit the proof file's format"
        case .refused(let error): "the verifier refuses the proof: \(error.explanation)"
        case .store(let error): "\(error)"
        }
    }
}
