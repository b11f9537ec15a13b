/// What signs a validator's statements: an Ed25519 key, or what stands for one in a simulation.
package protocol StatementKey: AnyObject {
    /// The public half, 32 bytes.
    var publicBytes: [UInt8] { get }
    /// 64 bytes, the same for the same message.
    func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8]
}

/// What checks the signatures of one validator.
package protocol StatementVerification: Sendable {
    func isGenuine(_ signature: [UInt8], of message: [UInt8]) -> Bool
}

extension VerificationKey: StatementVerification {}

/// A secret key that a signer holds.
final class HeldKey: StatementKey {
    private let key: SecretKey

    init(_ key: consuming SecretKey) { self.key = key }

    var publicBytes: [UInt8] { key.publicBytes }

    func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8] { try key.sign(message) }
}
