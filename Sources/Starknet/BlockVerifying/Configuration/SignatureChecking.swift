/// The signature scheme of the committee. A protocol, since the node uses OpenSSL and the browser's verifier an
/// implementation of our own.
public protocol SignatureChecking {
    /// Whether 64 bytes are an Ed25519 signature of the message by the 32-byte key (RFC 8032).
    static func isGenuine(_ signature: [UInt8], of message: [UInt8], by key: [UInt8]) -> Bool
}
