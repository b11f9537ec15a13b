/// An element of a document: its name as it is written, the text directly inside it, and its children in order. Attributes are
/// not kept.
public struct XMLElement: Sendable, Equatable {
    public let name: String
    public internal(set) var text = ""
    public internal(set) var children: [XMLElement] = []

    init(name: String) { self.name = name }

    /// The first child of a name.
    public func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    /// The text of the first child of a name; nil when there is none.
    public func text(of name: String) -> String? { child(name)?.text }
}
