/// A proof in a store: its name (`ProofName`) and size.
public struct StoredProof: Sendable, Equatable {
    public let name: String
    public let byteCount: UInt64

    public init(name: String, byteCount: UInt64) {
        self.name = name
        self.byteCount = byteCount
    }
}
