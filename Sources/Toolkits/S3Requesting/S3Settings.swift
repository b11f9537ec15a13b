/// Where a bucket is and who asks, from the environment as the tools of the ecosystem read it.
public struct S3Settings: Sendable {
    public let place: S3Place
    public let credentials: S3Credentials

    public init(place: S3Place, credentials: S3Credentials) {
        self.place = place
        self.credentials = credentials
    }

    /// The variable that chooses S3.
    public static let bucketVariable = "S3_BUCKET_NAME"

    /// The settings of an environment that names a bucket, in `S3_BUCKET_NAME` or by `bucket`; nil when it names none.
    ///
    /// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_REGION` (or `AWS_DEFAULT_REGION`) must be there;
    /// `AWS_SESSION_TOKEN` and `AWS_ENDPOINT_URL` (`AWS_ENDPOINT_URL_S3` goes before it) may be. What is set to nothing is not
    /// set.
    public init?(environment: [String: String], bucket: String? = nil) throws(S3SettingsError) {
        func value(_ names: String...) -> String? { names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } }
        guard let bucket = bucket ?? value(Self.bucketVariable) else { return nil }
        let needed = [
            ("AWS_ACCESS_KEY_ID", value("AWS_ACCESS_KEY_ID")),
            ("AWS_SECRET_ACCESS_KEY", value("AWS_SECRET_ACCESS_KEY")),
            ("AWS_REGION", value("AWS_REGION", "AWS_DEFAULT_REGION")),
        ]
        guard let accessKey = needed[0].1, let secretKey = needed[1].1, let region = needed[2].1 else {
            throw .missing(needed.filter { $0.1 == nil }.map(\.0))
        }
        // The secret goes into a key and not into a line; the others do.
        let token = value("AWS_SESSION_TOKEN")
        for (name, text) in [("AWS_ACCESS_KEY_ID", accessKey), ("AWS_SESSION_TOKEN", token ?? "x")]
        where !text.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) {
            throw .malformed(name, "…")
        }
        place = try S3Place(bucket: bucket, region: region, endpoint: value("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"))
        credentials = S3Credentials(accessKey: accessKey, secretKey: secretKey, sessionToken: token)
    }
}

/// Why an environment gives no settings.
public enum S3SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A bucket is named, and these variables are not set.
    case missing([String])
    /// A variable's value cannot be one.
    case malformed(String, String)

    public var description: String {
        switch self {
        case .missing(let names): "a bucket is named, but not \(names.joined(separator: ", "))"
        case .malformed(let name, let value): "\(name) cannot be '\(value)'"
        }
    }
}
