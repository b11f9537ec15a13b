public import BlockVerifying
import EllipticCurves
import ValidatorSigning

/// Ed25519 by OpenSSL, as nodes check it.
public enum OpenSSLSignatures: SignatureChecking {
    public static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        (try? VerificationKey(bytes: key))?.isGenuine(signature, of: message) ?? false
    }
}

/// Ed25519 in plain Swift, as the browser's module checks it.
public enum PlainSignatures: SignatureChecking {
    public static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        Ed25519.verify(signature: signature, message: message, publicKey: key)
    }
}
