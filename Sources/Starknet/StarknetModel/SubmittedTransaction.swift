public import ByteCoding

/// A transaction with what others need to execute it: nodes pass them on and propose them like this.
public struct SubmittedTransaction: Hashable, Sendable {
    public var transaction: Transaction
    /// The class of a declaration; nil for all other kinds.
    public var declaredClass: SierraClass?

    /// A transaction with the class that it declares.
    public init(_ transaction: Transaction, declaring declaredClass: SierraClass? = nil) {
        self.transaction = transaction
        self.declaredClass = declaredClass
    }
}

extension SubmittedTransaction: ByteCodable {
    /// The transaction; behind a declaration its class. A declaration without class has no encoding that decodes.
    public func encode(to writer: inout ByteWriter) {
        writer.value(transaction)
        if transaction.kind == .declare, let declaredClass { writer.value(declaredClass) }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        let transaction = try Transaction(from: &reader)
        self.init(transaction, declaring: transaction.kind == .declare ? try SierraClass(from: &reader) : nil)
    }
}
