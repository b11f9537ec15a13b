import Foundation
import HTTPServing
public import S3Requesting
import Synchronization

/// A bucket in memory behind HTTP, for tests of what a server does wrong. It looks at who asks and not at the signature, which
/// published vectors and a server of others' making are for.
public final class S3TestServer: Sendable {
    /// What the next answers are, in order; after them the server is as it should be.
    public enum Fault: Sendable {
        /// An error with this status and code.
        case refuse(status: Int, code: String)
        /// Seconds before the right answer.
        case delay(Double)
        /// 200 with these bytes.
        case answer([UInt8])
        /// Says that it kept an object and does not.
        case forget
    }

    private struct State {
        var objects: [String: [UInt8]] = [:]
        var faults: [Fault] = []
        var requests: [String] = []
        var port: UInt16 = 0
    }

    public static let bucket = "proofs-of-tests"
    private let state = Mutex(State())
    private let server = Mutex<HTTPServer?>(nil)
    private let accessKey = "TESTKEY"

    public init() throws {
        var limits = HTTPLimits()
        limits.bodyBytesMax = 1 << 20
        let started = try HTTPServer(port: 0, limits: limits) { [weak self] request in
            .response(self?.answer(request) ?? HTTPResponse(status: 500, body: []))
        }
        state.withLock { $0.port = started.port }
        server.withLock { $0 = started }
    }

    deinit { stop() }

    /// Ends it; nobody listens at its port any more.
    public func stop() {
        server.withLock { server in
            defer { server = nil }; return server
        }?.stop()
    }

    /// Settings that reach the bucket.
    public func settings(bucket: String = S3TestServer.bucket) throws -> S3Settings {
        let port = state.withLock { $0.port }
        return S3Settings(
            place: try S3Place(bucket: bucket, region: "eu-test-1", endpoint: "http://127.0.0.1:\(port)"),
            credentials: S3Credentials(accessKey: accessKey, secretKey: "secret"))
    }

    public func fail(_ faults: Fault...) { state.withLock { $0.faults += faults } }

    /// `METHOD path` of what was asked so far.
    public var requests: [String] { state.withLock { $0.requests } }

    public var objects: [String: [UInt8]] { state.withLock { $0.objects } }

    /// Puts other bytes under a key, or removes it, behind everybody's back.
    public func change(_ key: String, to content: [UInt8]?) { state.withLock { $0.objects[key] = content } }

    private func answer(_ request: HTTPRequest) -> HTTPResponse {
        let fault = state.withLock { state in
            state.requests.append("\(request.method) \(request.path)")
            return state.faults.isEmpty ? nil : state.faults.removeFirst()
        }
        switch fault {
        case .refuse(let status, let code): return Self.error(status, code)
        case .answer(let bytes): return HTTPResponse(body: bytes)
        case .delay(let seconds): Thread.sleep(forTimeInterval: seconds)
        case .forget, nil: break
        }
        guard request.header("authorization")?.contains("Credential=\(accessKey)/") == true else {
            return Self.error(403, "InvalidAccessKeyId")
        }
        let parts = request.path.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.first == Self.bucket else { return Self.error(404, "NoSuchBucket") }
        let key = parts.count > 1 ? parts[1] : ""
        if case .forget? = fault { return HTTPResponse(body: []) }
        return key.isEmpty ? list(request) : object(request, key)
    }

    private func object(_ request: HTTPRequest, _ key: String) -> HTTPResponse {
        state.withLock { state in
            switch request.method {
            case "PUT":
                state.objects[key] = request.body
                return HTTPResponse(body: [])
            case "DELETE":
                state.objects[key] = nil
                return HTTPResponse(status: 204, body: [])
            default:
                guard let content = state.objects[key] else { return Self.error(404, "NoSuchKey") }
                return HTTPResponse(body: content)
            }
        }
    }

    private func list(_ request: HTTPRequest) -> HTTPResponse {
        let prefix = request.query("prefix") ?? "", after = request.query("start-after") ?? ""
        let limit = request.query("max-keys").flatMap(Int.init) ?? 1_000
        let objects = state.withLock { $0.objects }
        let contents = objects.keys.sorted().filter { $0.hasPrefix(prefix) && $0 > after }.prefix(limit).map {
            "<Contents><Key>\($0)</Key><Size>\(objects[$0]?.count ?? 0)</Size></Contents>"
        }
        return HTTPResponse(body: Array("<ListBucketResult>\(contents.joined())</ListBucketResult>".utf8))
    }

    private static func error(_ status: Int, _ code: String) -> HTTPResponse {
        HTTPResponse(
            status: status, body: Array("<Error><Code>\(code)</Code><Message>of the test</Message></Error>".utf8))
    }
}
