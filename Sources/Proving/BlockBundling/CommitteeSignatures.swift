public import BlockVerifying
import ValidatorSigning

/// Ed25519 by OpenSSL, for verifiers outside the browser. `Ed25519Key` has the rules it shares with the browser's.
public enum CommitteeSignatures: SignatureChecking {
    public static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        (try? VerificationKey(bytes: key))?.isGenuine(signature, of: message) ?? false
    }
}
