import CExpat

/// Reads a whole XML document of bounded size with libexpat. Documents with a document type are refused: no entity but the five
/// of XML itself is ever expanded.
public enum XMLReader {
    /// The root element of a document in UTF-8.
    public static func read(_ document: [UInt8], limits: XMLLimits = XMLLimits()) throws(XMLError) -> XMLElement {
        guard document.count <= limits.bytesMax, let length = Int32(exactly: document.count) else {
            throw .beyondBounds
        }
        guard let parser = XML_ParserCreate("UTF-8") else { throw .malformed(line: 0, reason: "out of memory") }
        defer { XML_ParserFree(parser) }
        let builder = Builder(parser, limits)
        return try withExtendedLifetime(builder) { () throws(XMLError) in
            builder.setHandlers()
            let status = document.withUnsafeBytes {
                XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), length, 1)
            }
            if builder.isBeyondBounds { throw .beyondBounds }
            guard status == XML_STATUS_OK, let root = builder.root else {
                let reason = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "no element"
                throw .malformed(line: UInt(XML_GetCurrentLineNumber(parser)), reason: reason)
            }
            return root
        }
    }

    /// What the parser's callbacks build: the elements that are open, outermost first, and at last the root.
    private final class Builder {
        let parser: XML_Parser
        let limits: XMLLimits
        var open: [XMLElement] = []
        var count = 0
        var root: XMLElement?
        var isBeyondBounds = false

        init(_ parser: XML_Parser, _ limits: XMLLimits) { (self.parser, self.limits) = (parser, limits) }

        static func of(_ context: UnsafeMutableRawPointer?) -> Builder? {
            context.map { Unmanaged<Builder>.fromOpaque($0).takeUnretainedValue() }
        }

        func setHandlers() {
            XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
            XML_SetElementHandler(
                parser, { context, name, _ in Builder.of(context)?.begin(name) },
                { context, _ in Builder.of(context)?.end() })
            XML_SetCharacterDataHandler(parser) { context, text, length in Builder.of(context)?.add(text, length) }
            XML_SetStartDoctypeDeclHandler(parser) { context, _, _, _, _ in Builder.of(context)?.stop() }
        }

        func begin(_ name: UnsafePointer<XML_Char>?) {
            count += 1
            guard let name, open.count < limits.depthMax, count <= limits.elementsMax else { return stop() }
            open.append(XMLElement(name: String(cString: name)))
        }

        func add(_ text: UnsafePointer<XML_Char>?, _ length: Int32) {
            guard let text, !open.isEmpty else { return }
            text.withMemoryRebound(to: UInt8.self, capacity: Int(length)) {
                open[open.count - 1].text += String(
                    decoding: UnsafeBufferPointer(start: $0, count: Int(length)), as: UTF8.self)
            }
        }

        func end() {
            guard let element = open.popLast() else { return }
            if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
        }

        func stop() {
            isBeyondBounds = true
            XML_StopParser(parser, XML_Bool(XML_FALSE))
        }
    }
}

/// The bounds of a document.
public struct XMLLimits: Sendable {
    public var bytesMax = 4 << 20
    public var depthMax = 16
    public var elementsMax = 20_000

    public init() {}
}
