/// What a node that follows the specification answers where the recorded one does not, or where an answer is each node's own.
enum SpecifiedAnswer: Sendable {
    /// An error of this code.
    case error(Int)
    /// A result; what it says is the node's own.
    case result
    /// This result, as JSON.
    case value(String)
    /// A list of so many elements.
    case count(Int)
    /// What was recorded, but at these places and below them.
    case but([String])
    /// Answers of a batch: errors of these codes, or results.
    case batch([Int?])
    /// This status, whatever the body.
    case status(Int)

    /// What of an answer is not so. `recorded`: how it differs from the recording.
    func differences(_ found: FoundAnswer, recorded: [AnswerDifference]) -> [AnswerDifference] {
        let tree = found.tree
        let expected: String
        switch self {
        case .error(let code):
            if tree?["error"]?["code"]?.integer == code { return [] }
            expected = "error \(code)"
        case .result:
            if tree?["result"] != nil { return [] }
            expected = "a result"
        case .value(let text):
            if tree?["result"]?.json == text { return [] }
            expected = text
        case .count(let count):
            if tree?["result"]?.elements?.count == count { return [] }
            expected = "\(count) elements"
        case .but(let places):
            return recorded.filter { difference in
                !places.contains { difference.path == $0 || Self.isBelow(difference.path, $0) }
            }
        case .batch(let codes):
            if tree?.elements?.map({ $0["error"]?["code"]?.integer }) == codes { return [] }
            expected = "answers \(codes)"
        case .status(let status):
            if found.status == status { return [] }
            expected = "status \(status)"
        }
        return [AnswerDifference(path: "specified", recorded: expected, found: found.text)]
    }

    private static func isBelow(_ path: String, _ place: String) -> Bool {
        path.hasPrefix(place + ".") || path.hasPrefix(place + "[")
    }
}

/// An answer as it came.
struct FoundAnswer: Sendable {
    var status = 200
    var bytes: [UInt8]

    /// Nil where it is no JSON.
    var tree: JSONTree? { try? JSONTree(parsing: bytes) }
    var text: String { "status \(status): " + String(decoding: bytes.prefix(400), as: UTF8.self) }
}
