import COpenSSL

/// SHA-1: what the opening of a WebSocket is confirmed with (RFC 6455, section 4.2.2). Nothing here is kept secret or safe by it.
enum SHA1 {
    static func hash(_ message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: 20)
        EVP_Digest(message, message.count, &digest, nil, EVP_sha1(), nil)
        return digest
    }
}
