import ByteCoding
import COpenSSL
import EllipticCurves
import Glibc
import RegularFiles

/// A secret Ed25519 key. Never printed; its memory is wiped by OpenSSL when it is freed.
public struct SecretKey: ~Copyable, @unchecked Sendable {
    /// The number of bytes of a secret seed and of a public key.
    public static let byteCount = 32
    /// The number of bytes of a signature.
    public static let signatureByteCount = 64

    let key: OpaquePointer
    /// The public half, 32 bytes.
    public let publicBytes: [UInt8]

    /// The key of a 32-byte seed.
    public init(seed: [UInt8]) throws(SigningError) {
        guard seed.count == SecretKey.byteCount,
            let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { throw .crypto(OpenSSLErrors.take("Ed25519 seed")) }
        var bytes = [UInt8](repeating: 0, count: SecretKey.byteCount)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(key, &bytes, &count) == 1 else {
            EVP_PKEY_free(key)
            throw .crypto(OpenSSLErrors.take("Ed25519 public key"))
        }
        self.key = key
        publicBytes = bytes
    }

    deinit { EVP_PKEY_free(key) }

    /// The OpenSSL key, for TLS contexts; valid while `self` lives.
    public var handle: OpaquePointer { key }

    /// A seed from the system's randomness.
    public static func randomSeed() throws(SigningError) -> [UInt8] {
        var seed = [UInt8](repeating: 0, count: byteCount)
        guard RAND_bytes(&seed, Int32(seed.count)) == 1 else { throw .crypto(OpenSSLErrors.take("random seed")) }
        return seed
    }

    /// Reads a key file: 64 hex digits and nothing else but a line end, readable by its owner only.
    public static func load(path: String) throws(SigningError) -> SecretKey {
        let descriptor = RegularFile.open(path, O_RDONLY | O_NOFOLLOW)
        guard descriptor >= 0 else { throw .badKeyFile(path) }
        defer { close(descriptor) }
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw .badKeyFile(path) }
        guard info.st_mode & 0o077 == 0 else { throw .keyFileTooOpen(path) }
        var text = [UInt8](repeating: 0, count: 2 * byteCount + 2)
        defer { explicit_bzero(&text, text.count) }
        let count = read(descriptor, &text, text.count)
        guard count == 2 * byteCount || count == 2 * byteCount + 1 && text[2 * byteCount] == UInt8(ascii: "\n"),
            var seed = HexBytes.decode(text[..<(2 * byteCount)])
        else { throw .badKeyFile(path) }
        defer { explicit_bzero(&seed, seed.count) }
        return try SecretKey(seed: seed)
    }

    /// The signature of a message, 64 bytes; the same for the same message.
    public borrowing func sign(_ message: [UInt8]) throws(SigningError) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw .crypto(OpenSSLErrors.take("context")) }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: SecretKey.signatureByteCount)
        var count = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, key) == 1,
            EVP_DigestSign(context, &signature, &count, message, message.count) == 1
        else { throw .crypto(OpenSSLErrors.take("sign")) }
        return signature
    }
}

/// A public Ed25519 key.
public final class VerificationKey: @unchecked Sendable {
    // OpenSSL only reads the key after this point, so that any thread may use it.
    private let key: OpaquePointer
    /// The 32 bytes of the key.
    public let bytes: [UInt8]

    /// The key of 32 bytes, if it satisfies `Ed25519Key`: OpenSSL itself takes keys of small order and second encodings.
    public init(bytes: [UInt8]) throws(SigningError) {
        guard Ed25519Key(bytes: bytes) != nil else { throw .weakKey }
        guard let key = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
        else { throw .crypto(OpenSSLErrors.take("Ed25519 public key")) }
        self.key = key
        self.bytes = bytes
    }

    deinit { EVP_PKEY_free(key) }

    /// Whether a signature is this key's for a message: well-formed by `Ed25519Key`, and the equation without the cofactor
    /// holds.
    public func isGenuine(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard Ed25519Key.scalar(ofSignature: signature) != nil, let context = EVP_MD_CTX_new() else { return false }
        defer { EVP_MD_CTX_free(context) }
        let isGenuine =
            EVP_DigestVerifyInit(context, nil, nil, nil, key) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
        if !isGenuine { ERR_clear_error() }
        return isGenuine
    }
}
