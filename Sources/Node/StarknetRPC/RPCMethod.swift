public import JSONCoding

/// One method: a row of the table in `RPCService+Table.swift`, or one that a service has beside it.
public struct RPCMethod: Sendable {
    /// Parameter names in the order of the specification, which is the order of parameters by position.
    let parameters: [String]
    /// Runs contracts or reads through many blocks: not for the workers that answer everyone.
    let isLong: Bool
    /// Adds a transaction.
    let isAdding: Bool
    /// Writes the result, one JSON value.
    let run: @Sendable (RPCService, RPCParameters, inout JSONWriter) throws -> Void

    /// `parameters` are the names by position. A long method runs contracts or reads through many blocks; an adding
    /// one adds a transaction.
    public init(
        _ parameters: [String] = [], isLong: Bool = false, isAdding: Bool = false,
        _ run: @escaping @Sendable (RPCService, RPCParameters, inout JSONWriter) throws -> Void
    ) {
        self.parameters = parameters
        self.isLong = isLong
        self.isAdding = isAdding
        self.run = run
    }
}
