import GzipCoding
import Synchronization

/// Compresses answers for browsers that say they can read it. Answers that never change are compressed once and kept;
/// there are only the site's own files of that kind, so what is kept is bounded.
final class ResponseCompression: Sendable {
    private let kept = Mutex<[String: [UInt8]]>([:])

    /// Smaller bodies are sent as they are.
    static let bytesMin = 512

    /// The answer as it is sent to a client with this `Accept-Encoding`.
    func encode(_ response: ExplorerResponse, path: String, accepting: String?) -> ExplorerResponse {
        guard response.body.count >= ResponseCompression.bytesMin else { return response }
        var response = response
        response.headers.append(("Vary", "Accept-Encoding"))
        guard ResponseCompression.accepts(accepting), let compressed = compressed(response, path) else {
            return response
        }
        response.body = compressed
        response.headers.append(("Content-Encoding", "gzip"))
        return response
    }

    private func compressed(_ response: ExplorerResponse, _ path: String) -> [UInt8]? {
        guard response.keeping == .always else { return Gzip.compress(response.body, level: .fast) }
        if let known = kept.withLock({ $0[path] }) { return known }
        guard let made = Gzip.compress(response.body, level: .best) else { return nil }
        kept.withLock { $0[path] = made }
        return made
    }

    /// Whether a list such as `gzip, deflate;q=0.5` names gzip with a weight that is not zero.
    static func accepts(_ header: String?) -> Bool {
        guard let header else { return false }
        return header.split(separator: ",").contains { item in
            let parts = item.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
            guard parts.first == "gzip" else { return false }
            return !parts.dropFirst().contains { $0.hasPrefix("q=0") && Double($0.dropFirst(2)) == 0 }
        }
    }
}
