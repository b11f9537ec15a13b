import COpenSSL
public import ValidatorSigning

/// The key that a node's TLS links use, with a self-signed certificate made from it at start. Peers pin the key, so
/// nothing else in the certificate matters to them.
public final class LinkIdentity: @unchecked Sendable {
    // Both are only read after this point.
    let key: SecretKey
    let certificate: OpaquePointer
    /// SHA-256 of the public-key information: what the committee file pins.
    public let pin: [UInt8]

    /// An identity from a key.
    public init(key: consuming SecretKey) throws(NetworkError) {
        let certificate = try LinkIdentity.selfSigned(key)
        guard let pin = LinkIdentity.pin(of: certificate) else {
            X509_free(certificate)
            throw .tls(OpenSSLErrors.take("pin"))
        }
        self.key = key
        self.certificate = certificate
        self.pin = pin
    }

    deinit { X509_free(certificate) }

    private static func selfSigned(_ key: borrowing SecretKey) throws(NetworkError) -> OpaquePointer {
        guard let certificate = X509_new() else { throw .tls(OpenSSLErrors.take("certificate")) }
        var serial: UInt64 = 0
        let isMade =
            withUnsafeMutableBytes(of: &serial) { buffer in
                RAND_bytes(buffer.bindMemory(to: UInt8.self).baseAddress, Int32(buffer.count)) == 1
            }
            && X509_set_version(certificate, 2) == 1
            && ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial >> 1) == 1
            && X509_gmtime_adj(X509_getm_notBefore(certificate), -3_600) != nil
            && X509_gmtime_adj(X509_getm_notAfter(certificate), 3_650 * 86_400) != nil
            && X509_set_pubkey(certificate, key.handle) == 1
            && X509_NAME_add_entry_by_txt(
                X509_get_subject_name(certificate), "CN", MBSTRING_UTF8, "starling validator", -1, -1, 0) == 1
            && X509_set_issuer_name(certificate, X509_get_subject_name(certificate)) == 1
            // No digest: Ed25519 hashes by itself.
            && X509_sign(certificate, key.handle, nil) > 0
        guard isMade else {
            X509_free(certificate)
            throw .tls(OpenSSLErrors.take("certificate"))
        }
        return certificate
    }

    /// The pin of a certificate's key.
    static func pin(of certificate: OpaquePointer?) -> [UInt8]? {
        guard let certificate, let key = X509_get_X509_PUBKEY(certificate) else { return nil }
        var encoded: UnsafeMutablePointer<UInt8>?
        let count = i2d_X509_PUBKEY(key, &encoded)
        guard count > 0, let encoded else { return nil }
        // OPENSSL_free is a macro.
        defer { CRYPTO_free(encoded, nil, 0) }
        return try? SHA256Digest.of(Array(UnsafeBufferPointer(start: encoded, count: Int(count))))
    }
}
