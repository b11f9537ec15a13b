/// A value decoded by an ABI: a name, and either a leaf text or named parts. Names and texts are the contract's own
/// words, so they are shown as claimed and cleaned of invisible characters.
public struct DecodedItem: Sendable, Equatable {
    public var name: String
    public var type: String
    public indirect enum Content: Sendable, Equatable {
        case value(String)
        case parts([DecodedItem])
    }
    public var content: Content

    public init(name: String, type: String, content: Content) {
        self.name = name
        self.type = type
        self.content = content
    }
}
