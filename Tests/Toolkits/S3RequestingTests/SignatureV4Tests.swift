import HTTPRequesting
import S3Requesting
import Testing

/// The published examples: "Signature Calculations for the Authorization Header" of the S3 API reference, and `get-vanilla` of the
/// signature test suite.
@Suite struct `Signature Version 4` {
    private let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private let time = S3Time(seconds: 1_369_353_600)
    private var signature: SignatureV4 {
        SignatureV4(
            credentials: S3Credentials(
                accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1")
    }

    private func sign(
        _ method: String, _ path: String, _ query: [(name: String, value: String)] = [],
        _ headers: [(name: String, value: String)] = [], hash: String? = nil
    ) -> String {
        let hash = hash ?? empty
        return signature.authorization(
            method, path: PercentEscaping.path(path), query: PercentEscaping.query(query),
            headers: headers + [
                ("host", "examplebucket.s3.amazonaws.com"), ("x-amz-content-sha256", hash), ("x-amz-date", time.stamp),
            ], payloadHash: hash, time: time)
    }

    @Test func `of an object that is read`() {
        #expect(
            sign("GET", "/test.txt", [], [("range", "bytes=0-9")])
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"
        )
    }

    @Test func `of an object that is kept, with a key to be escaped`() {
        let made = sign(
            "PUT", "/test$file.text", [],
            [("date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-storage-class", "REDUCED_REDUNDANCY")],
            hash: "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072")
        #expect(made.hasSuffix("Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
    }

    @Test func `of a query without a value`() {
        let made = sign("GET", "/", [("lifecycle", "")])
        #expect(made.hasSuffix("Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))
    }

    @Test func `of a list, whatever the order of its parameters`() {
        for query in [[("max-keys", "2"), ("prefix", "J")], [("prefix", "J"), ("max-keys", "2")]] {
            let made = sign("GET", "/", query.map { (name: $0.0, value: $0.1) })
            #expect(made.hasSuffix("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))
        }
    }

    @Test func `of another service, as in the test suite`() {
        let signature = SignatureV4(
            credentials: S3Credentials(accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
            region: "us-east-1", service: "service")
        let time = S3Time(seconds: 1_440_938_160)
        #expect(time.stamp == "20150830T123600Z")
        let made = signature.authorization(
            "GET", path: "/", query: "", headers: [("host", "example.amazonaws.com"), ("x-amz-date", time.stamp)],
            payloadHash: empty, time: time)
        #expect(made.hasSuffix("Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"))
    }

    @Test func `escapes every byte that is not unreserved`() {
        #expect(PercentEscaping.path("/a-b._~/ä b+c") == "/a-b._~/%C3%A4%20b%2Bc")
        #expect(PercentEscaping.query([("b", "1/2"), ("a", "x&y"), ("a", "w=v")]) == "a=w%3Dv&a=x%26y&b=1%2F2")
    }

    @Test func `never shows the secret`() {
        let credentials = S3Credentials(accessKey: "KEY", secretKey: "do not print", sessionToken: "nor this")
        var dumped = ""
        dump(credentials, to: &dumped)
        #expect(!"\(credentials) \(String(reflecting: credentials)) \(dumped)".contains("not print"))
        #expect(!"\(credentials) \(String(reflecting: credentials)) \(dumped)".contains("nor this"))
    }
}
