import COpenSSL

/// OpenSSL's error queue of the calling thread, as text.
public enum OpenSSLErrors {
    /// Empties the queue into one line that begins with what was tried.
    public static func take(_ what: String) -> String {
        var parts: [String] = []
        var buffer = [CChar](repeating: 0, count: 256)
        while case let code = ERR_get_error(), code != 0, parts.count < 8 {
            ERR_error_string_n(code, &buffer, buffer.count)
            let text = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
            parts.append(String(decoding: text, as: UTF8.self))
        }
        ERR_clear_error()
        return parts.isEmpty ? what : what + ": " + parts.joined(separator: "; ")
    }
}

/// SHA-256 by OpenSSL.
public enum SHA256Digest {
    /// The 32-byte digest.
    public static func of(_ bytes: [UInt8]) throws(SigningError) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 32)
        guard EVP_Digest(bytes, bytes.count, &digest, nil, EVP_sha256(), nil) == 1 else {
            throw .crypto(OpenSSLErrors.take("SHA-256"))
        }
        return digest
    }
}
