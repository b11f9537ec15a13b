/// HMAC with SHA-256 (RFC 2104): the keyed hash behind deterministic nonces.
public enum HMACSHA256 {
    /// The 32-byte authentication code of a message given in parts.
    public static func code(key: [UInt8], _ parts: [UInt8]...) -> [UInt8] {
        var block = key.count > 64 ? SHA256.hash(key) : key
        while block.count < 64 { block.append(0) }
        var inner = SHA256()
        inner.update(block.map { $0 ^ 0x36 })
        for part in parts { inner.update(part) }
        var outer = SHA256()
        outer.update(block.map { $0 ^ 0x5c })
        outer.update(inner.finalize())
        return outer.finalize()
    }
}
