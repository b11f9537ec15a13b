public import HTTPRequesting
import XMLReading

/// Why an object could not be kept or read.
public enum S3Error: Error, Equatable, Sendable, CustomStringConvertible {
    /// No answer.
    case transport(HTTPClientError)
    /// The server refuses: status, its code (`AccessDenied`) and its words, which may be missing.
    case refused(status: Int, code: String, message: String)
    /// An answer that is none.
    case answer(String)

    /// The refusal in an answer. What its body says is a stranger's text: bounded, and in one line.
    init(_ answer: HTTPAnswer) {
        let root = answer.body.count <= Self.bodyBytesMax ? try? XMLReader.read(answer.body) : nil
        func text(_ name: String, _ countMax: Int) -> String {
            String(
                (root?.text(of: name) ?? "").unicodeScalars.prefix(countMax).map {
                    $0.value < 0x20 ? " " : Character($0)
                })
        }
        self = .refused(status: answer.status, code: text("Code", 64), message: text("Message", 300))
    }

    static let bodyBytesMax = 64 << 10

    /// Whether the same request may succeed in a moment: the server is busy, or the line was cut.
    var isPassing: Bool {
        switch self {
        case .transport(.transport): true
        case .transport, .answer: false
        case .refused(let status, let code, _):
            [429, 500, 502, 503, 504].contains(status) || code == "RequestTimeout" || code == "SlowDown"
        }
    }

    public var description: String {
        switch self {
        case .transport(let error): "\(error)"
        case .refused(let status, let code, let message):
            "the server answers \(status)\(code.isEmpty ? "" : " \(code)")\(message.isEmpty ? "" : ": \(message)")"
        case .answer(let reason): "the server's answer is none: \(reason)"
        }
    }
}
