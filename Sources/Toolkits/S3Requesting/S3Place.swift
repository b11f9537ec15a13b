/// A bucket, and the server that has it.
public struct S3Place: Sendable, Equatable {
    public let bucket: String
    public let region: String
    /// `http` or `https`, and the host with its port if that is not the scheme's.
    let scheme: String
    let host: String
    /// What stands before every key in a path: empty, or the bucket.
    let root: String

    /// A bucket of AWS, or of the server at `endpoint` (`https://minio.example:9000`), where it is part of the path.
    public init(bucket: String, region: String, endpoint: String? = nil) throws(S3SettingsError) {
        guard Self.isBucket(bucket) else { throw .malformed("S3_BUCKET_NAME", bucket) }
        guard Self.isLabel(region) else { throw .malformed("AWS_REGION", region) }
        self.bucket = bucket
        self.region = region
        if let endpoint {
            guard let (scheme, host) = Self.split(endpoint) else { throw .malformed("AWS_ENDPOINT_URL", endpoint) }
            (self.scheme, self.host, root) = (scheme, host, "/\(bucket)")
        } else if bucket.contains(".") {
            // No certificate of AWS names a host with such a bucket.
            (scheme, host, root) = ("https", "s3.\(region).amazonaws.com", "/\(bucket)")
        } else {
            (scheme, host, root) = ("https", "\(bucket).s3.\(region).amazonaws.com", "")
        }
    }

    /// The rules for names of buckets, without those about addresses and reserved words.
    private static func isBucket(_ name: String) -> Bool {
        (3...63).contains(name.utf8.count)
            && name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
    }

    private static func isLabel(_ name: some StringProtocol) -> Bool {
        !name.isEmpty && name.utf8.count <= 63 && !name.hasPrefix("-") && !name.hasSuffix("-")
            && name.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Scheme and host of an address without a path, user or query.
    private static func split(_ endpoint: String) -> (scheme: String, host: String)? {
        for scheme in ["http", "https"] where endpoint.hasPrefix("\(scheme)://") {
            var rest = endpoint.dropFirst(scheme.count + 3)
            if rest.hasSuffix("/") { rest = rest.dropLast() }
            let parts = rest.split(separator: ":", omittingEmptySubsequences: false)
            guard let name = parts.first, parts.count <= 2,
                name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
            else { return nil }
            guard parts.count == 2 else { return (scheme, String(name)) }
            guard let port = UInt16(parts[1]), port > 0 else { return nil }
            // Clients leave out a scheme's own port, and the name of the host is signed.
            return (scheme, port == (scheme == "http" ? 80 : 443) ? String(name) : "\(name):\(port)")
        }
        return nil
    }
}
