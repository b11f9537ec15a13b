import BlockVerifying
import CommandLines
import Foundation
import ProofStorage

extension Commands {
    /// A chain's proofs where `--proofs` says: the one place that chooses what kind of store commands work with.
    static func readStore(at place: String, of configuration: VerifierConfiguration) throws -> any ProofStore {
        try FolderProofStore(folder: place, chain: configuration.fingerprint, isMade: false)
    }

    /// The same for a prover, which makes the store where there is none.
    static func madeStore(at place: String, of configuration: VerifierConfiguration) throws -> any ProofStore {
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        return try FolderProofStore(folder: place, chain: configuration.fingerprint)
    }
}
