import EllipticCurves

/// Ed25519 in plain Swift: what the browser's verifier checks certificates with.
public enum PortableSignatures: SignatureChecking {
    public static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool {
        Ed25519.verify(signature: signature, message: message, publicKey: key)
    }
}
