import ByteCoding
import COpenSSL
import SHA2

/// Signature Version 4, by which AWS and servers like it know who asks: a MAC over method, path, query, headers and the hash of
/// the body. Follows "Authenticating Requests (AWS Signature Version 4)" of the S3 API reference.
package struct SignatureV4: Sendable {
    let credentials: S3Credentials
    let region: String
    let service: String

    package init(credentials: S3Credentials, region: String, service: String = "s3") {
        self.credentials = credentials
        self.region = region
        self.service = service
    }

    /// The value of the `Authorization` header.
    ///
    /// - Parameters:
    ///   - path: as in the request line, escaped once.
    ///   - query: as in the request line: escaped, in order of names (`PercentEscaping.query`).
    ///   - headers: every header to be signed, `host` among them; names in lower case, each once.
    ///   - payloadHash: SHA-256 of the body, hex.
    package func authorization(
        _ method: String, path: String, query: String, headers: [(name: String, value: String)], payloadHash: String,
        time: S3Time
    ) -> String {
        let sorted = headers.sorted { $0.name < $1.name }
        let names = sorted.map(\.name).joined(separator: ";")
        let lines = sorted.map { "\($0.name):\(Self.trimmed($0.value))\n" }.joined()
        let canonical = [method, path, query, lines, names, payloadHash].joined(separator: "\n")
        let scope = "\(time.date)/\(region)/\(service)/aws4_request"
        let toSign = [
            "AWS4-HMAC-SHA256", time.stamp, scope, HexBytes.encode(SHA256.hash(Array(canonical.utf8))),
        ].joined(separator: "\n")
        var key = Array("AWS4\(credentials.secretKey)".utf8)
        for part in [time.date, region, service, "aws4_request"] { key = Self.authenticated(part, key: key) }
        let signature = HexBytes.encode(Self.authenticated(toSign, key: key))
        return
            "AWS4-HMAC-SHA256 Credential=\(credentials.accessKey)/\(scope),SignedHeaders=\(names),Signature=\(signature)"
    }

    /// Without blanks around, and with one blank for several in a row.
    private static func trimmed(_ value: String) -> String { value.split(separator: " ").joined(separator: " ") }

    /// HMAC-SHA-256, 32 bytes.
    private static func authenticated(_ text: String, key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        let bytes = Array(text.utf8)
        let made = HMAC(EVP_sha256(), key, Int32(truncatingIfNeeded: key.count), bytes, bytes.count, &code, nil)
        precondition(made != nil, "OpenSSL has HMAC")
        return code
    }
}
