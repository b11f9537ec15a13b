import BlockVerifying
import CommandLines
import Foundation
import HTTPRequesting
import ProofStorage
import S3Requesting

extension Commands {
    /// A chain's proofs where `--proofs` says: the one place that chooses what kind of store commands work with.
    static func readStore(at place: String, of configuration: VerifierConfiguration) throws -> any ProofStore {
        if let bucket = bucket(in: place) { return try bucketStore(bucket, configuration) }
        return try FolderProofStore(folder: place, chain: configuration.fingerprint, isMade: false)
    }

    /// The same for a prover, which makes the store where there is none. A bucket is made by whoever pays for it.
    static func madeStore(at place: String, of configuration: VerifierConfiguration) throws -> any ProofStore {
        if let bucket = bucket(in: place) { return try bucketStore(bucket, configuration) }
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        return try FolderProofStore(folder: place, chain: configuration.fingerprint)
    }

    /// The bucket of a place that is one.
    static func bucket(in place: String) -> String? {
        guard place.hasPrefix(bucketScheme) else { return nil }
        let name = place.dropFirst(bucketScheme.count)
        return String(name.hasSuffix("/") ? name.dropLast() : name)
    }

    private static func bucketStore(_ bucket: String, _ configuration: VerifierConfiguration) throws -> S3ProofStore {
        do {
            guard let settings = try S3Settings(environment: ProcessInfo.processInfo.environment, bucket: bucket) else {
                throw UsageError("\(bucketScheme): no bucket is named")
            }
            return S3ProofStore(
                client: S3Client(settings, http: HTTPClient()), chain: configuration.fingerprint)
        } catch let error as S3SettingsError {
            throw UsageError("proofs in \(bucketScheme)\(bucket): \(error)")
        }
    }
}
