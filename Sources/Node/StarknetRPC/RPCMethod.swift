import JSONCoding

/// One method: a row of the table in `RPCService+Table.swift`.
struct RPCMethod: Sendable {
    /// Parameter names in the order of the specification, which is the order of parameters by position.
    let parameters: [String]
    /// Writes the result, one JSON value.
    let run: @Sendable (RPCService, RPCParameters, inout JSONWriter) throws -> Void

    init(
        _ parameters: [String] = [],
        _ run: @escaping @Sendable (RPCService, RPCParameters, inout JSONWriter) throws -> Void
    ) {
        self.parameters = parameters
        self.run = run
    }
}
