import CSimdJSON

/// One parsed JSON document: strict (RFC 8259, valid UTF-8, no duplicate keys, nothing behind the value) and bounded.
///
/// Numbers stay as text until a reader asks for a type. The document is immutable and may be read from any thread.
/// Cost: one pass over the text; 16 bytes per value beside the unescaped strings.
public final class JSONDocument: @unchecked Sendable {
    // Never written after `init`.
    private var storage: starling_json_document
    let nodes: UnsafeBufferPointer<starling_json_node>
    let text: UnsafeBufferPointer<UInt8>

    /// Parses exactly one value.
    public init(_ bytes: some Collection<UInt8>, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        if bytes.count > limits.bytes { throw .tooLarge }
        var storage = starling_json_document()
        let parse = { (buffer: UnsafeBufferPointer<UInt8>) -> Int32 in
            starling_json_parse(buffer.baseAddress, buffer.count, limits.depth, limits.nodes, &storage)
        }
        let code = bytes.withContiguousStorageIfAvailable(parse) ?? Array(bytes).withUnsafeBufferPointer(parse)
        switch Int(code) {
        case STARLING_JSON_OK: break
        case STARLING_JSON_TOO_DEEP: throw .tooDeep
        case STARLING_JSON_TOO_MANY_NODES, STARLING_JSON_MEMORY: throw .tooLarge
        case STARLING_JSON_DUPLICATE_KEY: throw .duplicateKey
        default: throw .syntax
        }
        self.storage = storage
        nodes = UnsafeBufferPointer(start: storage.nodes, count: storage.node_count)
        text = UnsafeBufferPointer(start: storage.text, count: storage.text_count)
    }

    /// Parses the UTF-8 bytes of a string.
    public convenience init(text: String, limits: JSONLimits = JSONLimits()) throws(JSONError) {
        try self.init(Array(text.utf8), limits: limits)
    }

    deinit { starling_json_free(&storage) }

    /// The document's one value.
    public var root: JSONValue { JSONValue(document: self, index: 0) }

    /// The node after the value at `index`.
    func end(of index: Int) -> Int {
        let node = nodes[index]
        return Int(node.kind) >= STARLING_JSON_ARRAY ? Int(node.offset) : index + 1
    }

    func bytes(of index: Int) -> UnsafeBufferPointer<UInt8> {
        let node = nodes[index]
        return UnsafeBufferPointer(rebasing: text[Int(node.offset)..<Int(node.offset) + Int(node.count)])
    }

    func string(of index: Int) -> String { String(decoding: bytes(of: index), as: UTF8.self) }

    /// `$.a[3].b` for the value at `index`: found by walking down from the root, only when an error needs it.
    func path(of target: Int) -> String {
        var path = "$"
        var container = 0
        while container != target {
            let isObject = Int(nodes[container].kind) == STARLING_JSON_OBJECT
            var child = container + 1
            var next: Int?
            for position in 0..<Int(nodes[container].count) {
                let value = isObject ? child + 1 : child
                if target < end(of: value) {
                    path += isObject ? ".\(string(of: child).prefix(64))" : "[\(position)]"
                    next = value
                    break
                }
                child = end(of: value)
            }
            guard let next, target >= next else { return path }
            container = next
        }
        return path
    }
}
