/// A fragment of HTML that is safe by construction: text and attribute values are escaped when they enter it, and tag
/// and attribute names can only be literals of the program.
public struct HTML: Sendable {
    @usableFromInline var bytes: [UInt8]

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// Nothing.
    public static var empty: HTML { HTML(bytes: []) }

    /// Text, escaped.
    public init(_ text: String) {
        bytes = []
        HTML.appendEscaped(text, to: &bytes)
    }

    /// An element with its attributes and content.
    public init(tag: StaticString, _ attributes: [HTMLAttribute], content: HTML, isVoid: Bool = false) {
        var out: [UInt8] = []
        out.reserveCapacity(content.bytes.count + 64)
        out.append(UInt8(ascii: "<"))
        out.append(static: tag)
        for attribute in attributes { attribute.append(to: &out) }
        out.append(UInt8(ascii: ">"))
        if !isVoid {
            out.append(contentsOf: content.bytes)
            out.append(contentsOf: [UInt8(ascii: "<"), UInt8(ascii: "/")])
            out.append(static: tag)
            out.append(UInt8(ascii: ">"))
        }
        bytes = out
    }

    /// The whole document as bytes: the doctype, then this element.
    public var document: [UInt8] { Array("<!doctype html>\n".utf8) + bytes }

    public static func + (a: HTML, b: HTML) -> HTML { HTML(bytes: a.bytes + b.bytes) }

    public mutating func append(_ other: HTML) { bytes.append(contentsOf: other.bytes) }

    /// The fragment as text, for tests and for writing.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// Escapes the five characters that have a meaning in text or in a quoted attribute value.
    static func appendEscaped(_ text: String, to out: inout [UInt8]) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): out.append(contentsOf: Array("&amp;".utf8))
            case UInt8(ascii: "<"): out.append(contentsOf: Array("&lt;".utf8))
            case UInt8(ascii: ">"): out.append(contentsOf: Array("&gt;".utf8))
            case UInt8(ascii: "\""): out.append(contentsOf: Array("&quot;".utf8))
            case UInt8(ascii: "'"): out.append(contentsOf: Array("&#39;".utf8))
            default: out.append(byte)
            }
        }
    }
}

extension [UInt8] {
    mutating func append(static text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }
}
