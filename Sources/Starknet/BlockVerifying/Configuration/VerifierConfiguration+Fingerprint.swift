import SHA2
import StarknetModel

extension VerifierConfiguration {
    /// SHA-256 of the configuration's encoding: what a reader compares to know which chain and committee a verdict is
    /// about.
    public var fingerprint: [UInt8] { SHA256.hash(encoded) }
}
