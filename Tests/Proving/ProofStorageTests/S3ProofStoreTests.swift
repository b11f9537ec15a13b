import FiniteFields
import HTTPRequesting
import ProofStorage
import S3Requesting
import S3Servers
import Synchronization
import Testing

/// Nothing is lost, and nothing is believed that was not read back, whatever the server does.
@Suite struct `Proofs in a bucket` {
    private let chain = [UInt8](repeating: 1, count: 32)
    private let content: [UInt8] = Array("a proof".utf8)

    /// A store over the server, which does not wait between attempts but notes how long it would.
    private func store(
        _ server: S3TestServer, bucket: String = S3TestServer.bucket, totalMillis: Int = 60_000,
        waits: @escaping @Sendable (Int) -> Void = { _ in }
    ) throws -> S3ProofStore {
        var limits = HTTPClientLimits()
        limits.totalMillis = totalMillis
        let client = S3Client(try server.settings(bucket: bucket), http: HTTPClient(limits: limits), wait: waits)
        return S3ProofStore(client: client, chain: chain)
    }

    @Test func `are under the chain, the block and the content`() throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let name = try store(server).store(content, block: 7, hash: 70).name
        #expect(Array(server.objects.keys) == ["starling/\(String(repeating: "01", count: 32))/\(name)"])
        let other = S3ProofStore(
            client: S3Client(try server.settings(), http: HTTPClient()), chain: [UInt8](repeating: 2, count: 32))
        #expect(try other.proof(block: 7, hash: 70) == nil)
    }

    @Test(
        arguments: [
            .refuse(status: 500, code: "InternalError"), .refuse(status: 503, code: "SlowDown"),
            .refuse(status: 429, code: ""), .refuse(status: 400, code: "RequestTimeout"), .delay(1.5),
        ] as [S3TestServer.Fault])
    func `are kept although the server is busy for a while`(fault: S3TestServer.Fault) throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let waits = Mutex<[Int]>([])
        let store = try store(server, totalMillis: 500) { millis in waits.withLock { $0.append(millis) } }
        server.fail(fault, fault)
        #expect(try store.store(content, block: 1, hash: 2).readBack == content)
        server.fail(fault)
        #expect(try store.proof(block: 1, hash: 2) == content)
        #expect(waits.withLock { $0.count } == 3)
        #expect(waits.withLock { $0.allSatisfy { (0...200).contains($0) } })
    }

    @Test func `of a server that is busy for good are an error with its words`() throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let store = try store(server)
        for _ in 0..<6 { server.fail(.refuse(status: 503, code: "SlowDown")) }
        #expect {
            try store.store(content, block: 1, hash: 2)
        } throws: { error in
            "\(error)".hasSuffix("the server answers 503 SlowDown: of the test")
        }
        #expect(server.requests.count == 6 && server.objects.isEmpty)
    }

    /// Asking again would not help, and would lock some accounts out.
    @Test(arguments: ["ExpiredToken", "SignatureDoesNotMatch", "AccessDenied", "RequestTimeTooSkewed"])
    func `are not asked for again with a key that is refused`(code: String) throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let store = try store(server)
        server.fail(.refuse(status: 403, code: code))
        #expect {
            try store.proof(block: 1, hash: 2)
        } throws: { error in
            "\(error)".contains("403 \(code)")
        }
        #expect(server.requests.count == 1)
    }

    @Test func `in a bucket that is not there are an error, not absent`() throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let store = try store(server, bucket: "another")
        #expect(throws: ProofStoreError.self) { try store.names(block: 1, hash: 2) }
        let name = ProofName.of(block: 1, hash: 2, content: content)
        #expect {
            try store.content(named: name)
        } throws: { error in
            "\(error)".contains("NoSuchBucket")
        }
    }

    @Test func `that the server says it kept are read back before they count`() throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let store = try store(server)
        server.fail(.forget)
        #expect(throws: ProofStoreError.self) { try store.store(content, block: 1, hash: 2) }
        // The answer to putting it, then another content.
        server.fail(.answer([]), .answer([1, 2, 3]))
        #expect {
            try store.store(content, block: 1, hash: 2)
        } throws: { error in
            if case .readBack? = error as? ProofStoreError { true } else { false }
        }
    }

    @Test func `of another content than their name says are not given out`() throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let store = try store(server)
        let name = try store.store(content, block: 1, hash: 2).name
        let key = try #require(server.objects.keys.first)
        server.change(key, to: content + [0])
        #expect {
            try store.content(named: name)
        } throws: { error in
            if case .otherContent? = error as? ProofStoreError { true } else { false }
        }
        server.change(key, to: nil)
        #expect(throws: ProofStoreError.self) { try store.content(named: name) }
        #expect(try store.proof(block: 1, hash: 2) == nil)
    }

    @Test func `are not mixed up with what else is in the bucket`() throws {
        let server = try S3TestServer()
        defer { server.stop() }
        let store = try store(server)
        let name = try store.store(content, block: 5, hash: 2).name
        let folder = "starling/\(String(repeating: "01", count: 32))/"
        for other in ["block-", "block-1-2-3-4.proof", "notes.txt", "identity"] {
            server.change(folder + other, to: [1])
        }
        #expect(try store.proofs(after: nil, limit: 10).map(\.name) == [name])
        #expect(try store.names(block: 5, hash: 2) == [name])
    }

    @Test func `are asked for again when the line was cut in the middle`() throws {
        let server = try #require(CutServer(body: content, cuts: 2))
        defer { server.stop() }
        let settings = S3Settings(
            place: try S3Place(bucket: "proofs", region: "eu-test-1", endpoint: "http://127.0.0.1:\(server.port)"),
            credentials: S3Credentials(accessKey: "KEY", secretKey: "secret"))
        let client = S3Client(settings, http: HTTPClient(), wait: { _ in })
        let store = S3ProofStore(client: client, chain: chain)
        #expect(try store.content(named: ProofName.of(block: 1, hash: 2, content: content)) == content)
        #expect(server.count == 3)
    }
}
