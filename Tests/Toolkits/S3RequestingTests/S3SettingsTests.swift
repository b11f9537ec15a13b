import HTTPRequesting
import S3Requesting
import Testing

@Suite struct `Settings of S3` {
    private let full = [
        "AWS_ACCESS_KEY_ID": "KEY", "AWS_SECRET_ACCESS_KEY": "SECRET", "AWS_REGION": "eu-central-1",
        "S3_BUCKET_NAME": "proofs",
    ]

    private func address(_ environment: [String: String]) throws -> String {
        let settings = try #require(try S3Settings(environment: environment))
        let client = S3Client(settings, http: .init(), seconds: { 0 })
        return client.request(.get, "a/b", [], []).address
    }

    @Test func `are none without a bucket`() throws {
        #expect(try S3Settings(environment: [:]) == nil)
        var named = full
        named["S3_BUCKET_NAME"] = ""
        #expect(try S3Settings(environment: named) == nil)
        #expect(try S3Settings(environment: named, bucket: "proofs")?.place.bucket == "proofs")
    }

    @Test func `name every variable that is missing`() {
        #expect(throws: S3SettingsError.missing(["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION"])) {
            try S3Settings(environment: ["S3_BUCKET_NAME": "proofs"])
        }
        var environment = full
        environment["AWS_SECRET_ACCESS_KEY"] = ""
        #expect(throws: S3SettingsError.missing(["AWS_SECRET_ACCESS_KEY"])) { try S3Settings(environment: environment) }
    }

    @Test func `lead to AWS or to the endpoint that is named`() throws {
        #expect(try address(full) == "https://proofs.s3.eu-central-1.amazonaws.com/a/b")
        #expect(
            try address(full.merging(["S3_BUCKET_NAME": "my.proofs"]) { $1 })
                == "https://s3.eu-central-1.amazonaws.com/my.proofs/a/b")
        for (endpoint, host) in [
            "http://127.0.0.1:5000": "http://127.0.0.1:5000", "http://minio:80/": "http://minio",
            "https://minio.example:443": "https://minio.example",
            "https://minio.example:9000": "https://minio.example:9000",
        ] {
            #expect(try address(full.merging(["AWS_ENDPOINT_URL": endpoint]) { $1 }) == "\(host)/proofs/a/b")
        }
        let both = ["AWS_ENDPOINT_URL": "http://one:1", "AWS_ENDPOINT_URL_S3": "http://two:2"]
        #expect(try address(full.merging(both) { $1 }) == "http://two:2/proofs/a/b")
        #expect(
            try address(full.merging(["AWS_REGION": "", "AWS_DEFAULT_REGION": "us-east-1"]) { $1 }).contains(
                "us-east-1"))
    }

    @Test(arguments: [
        ("S3_BUCKET_NAME", "Proofs"), ("S3_BUCKET_NAME", "ab"), ("S3_BUCKET_NAME", "a..b"), ("S3_BUCKET_NAME", "a/b/c"),
        ("S3_BUCKET_NAME", "-abc"), ("AWS_REGION", "eu.central"), ("AWS_REGION", "a/b"),
        ("AWS_ENDPOINT_URL", "minio:9000"),
        ("AWS_ENDPOINT_URL", "ftp://minio"), ("AWS_ENDPOINT_URL", "http://user@minio"),
        ("AWS_ENDPOINT_URL", "http://minio/path"),
        ("AWS_ENDPOINT_URL", "http://minio:0"), ("AWS_ENDPOINT_URL", "http://minio:99999"),
        ("AWS_ENDPOINT_URL", "http://"),
        ("AWS_ACCESS_KEY_ID", "a b"), ("AWS_SESSION_TOKEN", "a\r\nb"),
    ])
    func `that cannot be are refused by name`(name: String, value: String) {
        #expect {
            try S3Settings(environment: full.merging([name: value]) { $1 })
        } throws: { error in
            if case .malformed(name, _)? = error as? S3SettingsError { true } else { false }
        }
    }

    @Test func `of temporary credentials sign the token too`() throws {
        let settings = try #require(try S3Settings(environment: full.merging(["AWS_SESSION_TOKEN": "TOKEN"]) { $1 }))
        let headers = S3Client(settings, http: .init(), seconds: { 0 }).request(.put, "a", [], [1]).headers
        #expect(headers.contains { $0.name == "x-amz-security-token" && $0.value == "TOKEN" })
        let authorization = try #require(headers.first { $0.name == "Authorization" }?.value)
        #expect(authorization.contains("SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token,"))
    }
}
