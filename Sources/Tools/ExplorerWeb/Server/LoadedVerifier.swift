import ByteCoding
import SHA2

/// The verifier's module in memory, with the hash the page pins and the chain configuration the verdict is about.
public struct LoadedVerifier: Sendable {
    let module: [UInt8]
    let sha256: String
    let configuration: [UInt8]
    let fingerprint: String

    public init(module: [UInt8], configuration: [UInt8]) {
        self.module = module
        self.configuration = configuration
        sha256 = HexBytes.encode(SHA256.hash(module))
        fingerprint = HexBytes.encode(SHA256.hash(configuration))
    }

    /// The names contain the hashes, so that a cached older file is never taken for this one.
    var moduleName: String { "verifier-\(sha256.prefix(16)).wasm" }
    var configurationName: String { "configuration-\(fingerprint.prefix(16)).bin" }

    var asset: VerifierAsset {
        VerifierAsset(
            path: "/assets/\(moduleName)", sha256: sha256, configurationPath: "/assets/\(configurationName)",
            configurationFingerprint: fingerprint)
    }
}
