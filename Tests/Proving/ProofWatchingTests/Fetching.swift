import Foundation
import HTTPRequesting

/// A GET whose answer is text.
enum Fetching {
    static func get(_ url: URL) throws -> (status: Int, text: String) {
        let answer = try HTTPClient().get(url.absoluteString)
        return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }
}
