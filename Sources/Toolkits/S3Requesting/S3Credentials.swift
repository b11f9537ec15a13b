/// Who asks. The secret is never printed.
public struct S3Credentials: Sendable, CustomStringConvertible {
    public let accessKey: String
    let secretKey: String
    /// Of temporary credentials.
    let sessionToken: String?

    public init(accessKey: String, secretKey: String, sessionToken: String? = nil) {
        self.accessKey = accessKey
        self.secretKey = secretKey
        self.sessionToken = sessionToken
    }

    public var description: String { "credentials of \(accessKey)" }
}

extension S3Credentials: CustomReflectable {
    /// Dumps show what `description` does.
    public var customMirror: Mirror { Mirror(self, children: ["accessKey": accessKey]) }
}
