public import JSONCoding

/// What a node said to one question. "It has no such thing" and "it does not answer" are different answers: a page that
/// takes one for the other tells the reader something false.
public enum NodeAnswer: Sendable {
    /// The `result` of the JSON-RPC answer.
    case result(JSONValue)
    /// The node answered: there is no such block, transaction, contract or class.
    case absent
    /// The node answered with another error, in its words.
    case refused(String)
    /// No answer, or none that can be read.
    case silent

    /// The result, where there is one.
    var result: JSONValue? { if case .result(let json) = self { json } else { nil } }
    /// Whether nothing is known.
    var isSilent: Bool { if case .silent = self { true } else { false } }
}

/// What the explorer asks of the chain, behind a protocol so that pages are tested without a node.
public protocol ExplorerNode: Sendable {
    /// - Parameter params: the JSON text of the parameters.
    func ask(_ method: String, _ params: String) -> NodeAnswer
}

/// What the source of bundles has of a block.
public enum BundleAnswer: Sendable, Equatable {
    /// The verification bundle's bytes, bounded.
    case bundle([UInt8])
    /// No proof of the block is stored.
    case notStored
    /// The bundle could not be put together, with the reason as a sentence.
    case unavailable(String)
}

/// Where a block's verification bundle comes from.
public protocol BundleSource: Sendable {
    func bundle(of block: UInt64) -> BundleAnswer
}
