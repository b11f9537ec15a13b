/// An attribute of an element: the name is a literal of the program, the value is escaped.
public struct HTMLAttribute: Sendable {
    let name: StaticString
    let value: String?

    public init(_ name: StaticString, _ value: String? = nil) {
        self.name = name
        self.value = value
    }

    func append(to out: inout [UInt8]) {
        out.append(UInt8(ascii: " "))
        out.append(static: name)
        guard let value else { return }
        out.append(contentsOf: [UInt8(ascii: "="), UInt8(ascii: "\"")])
        HTML.appendEscaped(value, to: &out)
        out.append(UInt8(ascii: "\""))
    }

    public static func `class`(_ value: String) -> HTMLAttribute { HTMLAttribute("class", value) }
    public static func id(_ value: String) -> HTMLAttribute { HTMLAttribute("id", value) }
    public static func title(_ value: String) -> HTMLAttribute { HTMLAttribute("title", value) }

    /// A link inside the site. The path must begin with a single slash: no text from the chain can make it leave the
    /// site or name another scheme.
    public static func href(_ path: String) -> HTMLAttribute {
        let isLocal = path.utf8.first == UInt8(ascii: "/") && path.utf8.dropFirst().first != UInt8(ascii: "/")
        return HTMLAttribute("href", isLocal ? path : "/")
    }
}
