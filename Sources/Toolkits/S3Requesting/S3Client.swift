import ByteCoding
import Glibc
public import HTTPRequesting
import SHA2
import Threading

/// Objects in a bucket of S3, or of a server that speaks its protocol: kept, read, listed, removed.
///
/// Every request is signed, and sent again when the server is busy or the line was cut: all of them may be repeated. Blocks the
/// calling thread, also while it waits; used by any number of threads.
public final class S3Client: Sendable {
    public let place: S3Place
    private let signature: SignatureV4
    private let http: HTTPClient
    private let schedule: RetrySchedule
    private let seconds: @Sendable () -> Int
    private let wait: @Sendable (_ millis: Int) -> Void

    /// - Parameters:
    ///   - http: its limits bound the objects that are read.
    ///   - seconds: the time since 1970, by the system's clock when nil: servers refuse requests of another quarter of an hour.
    ///   - wait: what is done between attempts; sleeps when nil.
    public init(
        _ settings: S3Settings, http: HTTPClient, schedule: RetrySchedule = RetrySchedule(),
        seconds: (@Sendable () -> Int)? = nil,
        wait: (@Sendable (_ millis: Int) -> Void)? = nil
    ) {
        place = settings.place
        signature = SignatureV4(credentials: settings.credentials, region: settings.place.region)
        self.http = http
        self.schedule = schedule
        self.seconds = seconds ?? { time(nil) }
        self.wait = wait ?? { MonotonicClock.sleep(seconds: Double($0) / 1_000) }
    }

    /// Keeps an object, in place of one that has its key.
    public func put(_ key: String, _ content: [UInt8]) throws(S3Error) {
        let answer = try send(.put, key, body: content)
        guard answer.status == 200 else { throw S3Error(answer) }
    }

    /// An object's content; nil when there is none of this key.
    public func get(_ key: String) throws(S3Error) -> [UInt8]? {
        let answer = try send(.get, key)
        switch answer.status {
        case 200: return answer.body
        // Also said of a bucket that is not there, which is no absent object.
        case 404 where S3Error(answer).isAbsentObject: return nil
        default: throw S3Error(answer)
        }
    }

    /// Removes an object, which need not be there.
    public func delete(_ key: String) throws(S3Error) {
        let answer = try send(.delete, key)
        guard answer.status == 204 || answer.status == 200 || answer.status == 404 && S3Error(answer).isAbsentObject
        else {
            throw S3Error(answer)
        }
    }

    /// At most `limit` (1 to 1,000) of the objects whose keys have a prefix and come behind `after`, in the order of their keys.
    public func list(prefix: String, after: String? = nil, limit: Int = 1_000) throws(S3Error) -> [S3Object] {
        var query = [("list-type", "2"), ("max-keys", "\(limit)"), ("prefix", prefix)]
        if let after { query.append(("start-after", after)) }
        let answer = try send(.get, "", query: query)
        guard answer.status == 200 else { throw S3Error(answer) }
        return try S3Object.list(in: answer.body, prefix: prefix, after: after)
    }

    private func send(
        _ method: OutgoingRequest.Method, _ key: String, query: [(String, String)] = [], body: [UInt8] = []
    ) throws(S3Error) -> HTTPAnswer {
        var attempts = 0
        while true {
            attempts += 1
            let failure: S3Error
            do throws(HTTPClientError) {
                let answer = try http.perform(request(method, key, query, body))
                guard answer.status >= 400 else { return answer }
                failure = S3Error(answer)
                guard failure.isPassing, attempts < schedule.attemptsMax else { return answer }
            } catch {
                failure = .transport(error)
                guard failure.isPassing, attempts < schedule.attemptsMax else { throw failure }
            }
            wait(Int.random(in: 0...schedule.boundMillis(after: attempts)))
        }
    }

    /// The signed request of this moment.
    package func request(
        _ method: OutgoingRequest.Method, _ key: String, _ query: [(String, String)], _ body: [UInt8]
    ) -> OutgoingRequest {
        let path = PercentEscaping.path("\(place.root)/\(key)")
        let query = PercentEscaping.query(query.map { (name: $0.0, value: $0.1) })
        let now = S3Time(seconds: seconds()), hash = HexBytes.encode(SHA256.hash(body))
        var headers = [("x-amz-content-sha256", hash), ("x-amz-date", now.stamp)]
        if let token = signature.credentials.sessionToken { headers.append(("x-amz-security-token", token)) }
        let authorization = signature.authorization(
            method.rawValue, path: path, query: query,
            headers: ([("host", place.host)] + headers).map { (name: $0.0, value: $0.1) }, payloadHash: hash, time: now)
        headers += [("Authorization", authorization), ("Content-Type", "application/octet-stream")]
        return OutgoingRequest(
            method, "\(place.scheme)://\(place.host)\(path)\(query.isEmpty ? "" : "?\(query)")",
            headers: headers.map { (name: $0.0, value: $0.1) }, body: body)
    }
}

extension S3Error {
    /// Whether an answer 404 is about the object: that of a bucket that is not there is a mistake of the configuration.
    fileprivate var isAbsentObject: Bool {
        if case .refused(404, let code, _) = self { code == "NoSuchKey" } else { false }
    }
}
