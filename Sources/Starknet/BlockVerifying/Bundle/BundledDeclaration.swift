public import ByteCoding
public import StarknetModel

/// A class that a block declares: the class as it was sent, and what it compiles to. The class itself is needed for its hash
/// and its size, which its declaration pays for.
public struct BundledDeclaration: Sendable, Equatable {
    /// The class as it was sent.
    public var sierra: SierraClass
    /// What it compiles to, under the hash that `sierra` must have.
    public var compiled: BundledClass

    public init(sierra: SierraClass, compiled: BundledClass) {
        self.sierra = sierra
        self.compiled = compiled
    }
}

extension BundledDeclaration: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(sierra)
        writer.value(compiled)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(sierra: try SierraClass(from: &reader), compiled: try BundledClass(from: &reader))
    }
}
