public import FiniteFields
public import JSONCoding
public import StarknetJSON
public import StarknetModel

/// The parameters of one request, by name or by position.
public struct RPCParameters: Sendable {
    let names: [String]
    let json: JSONValue?
    /// When the method has to give up.
    public let stop: RPCStop
    /// Whose shapes the answer has.
    public let version: RPCVersion

    /// Parameters by position may be fewer than the method has, not more; unknown names are let through, since clients
    /// send members of newer versions.
    init(_ json: JSONValue?, names: [String], _ stop: RPCStop, version: RPCVersion = .v0_10) throws(RPCError) {
        self.version = version
        self.names = names
        self.stop = stop
        self.json = json
        guard let json else { return }
        switch json.kind {
        case .object: break
        case .array:
            if json.count > names.count {
                throw RPCError.invalidParameters.because("at most \(names.count) parameters are allowed")
            }
        default: throw RPCError.invalidRequest.because("params is neither an object nor an array")
        }
    }

    /// A parameter that may be left out; null counts as left out.
    public func optional(_ name: String) throws(JSONError) -> JSONValue? {
        guard let json else { return nil }
        var found: JSONValue?
        if json.kind == .object {
            found = try json.optional(name)
        } else if let position = names.firstIndex(of: name) {
            for (index, value) in try json.array().enumerated() where index == position { found = value }
        }
        return found?.isNull == true ? nil : found
    }

    /// A parameter that must be there.
    public func required(_ name: String) throws(JSONError) -> JSONValue {
        if let value = try optional(name) { return value }
        throw .missing(path: "$.params.\(name)")
    }

    public func block() throws(JSONError) -> BlockReference {
        try BlockReference(json: try required("block_id"), version: version)
    }
    public func felt(_ name: String) throws(JSONError) -> Felt252 { try required(name).felt() }
    public func address(_ name: String) throws(JSONError) -> ContractAddress {
        try ContractAddress(json: try required(name))
    }

    /// A list of flags, each one of those that are known; empty when left out.
    public func flags(_ name: String, _ known: Set<String>) throws(JSONError) -> Set<String> {
        guard let json = try optional(name) else { return [] }
        return try flags(named: json, known)
    }

    /// A list of flags, each one of those that are known.
    func flags(named json: JSONValue, _ known: Set<String>) throws(JSONError) -> Set<String> {
        var flags: Set<String> = []
        for item in try json.array() {
            let flag = try item.string()
            guard known.contains(flag) else { throw item.mismatch(known.sorted().joined(separator: " or ")) }
            flags.insert(flag)
        }
        return flags
    }

    /// Whether the answer shall hold the facts of proofs.
    func proofFacts() throws(JSONError) -> Bool {
        try flags("response_flags", ["INCLUDE_PROOF_FACTS"]).contains("INCLUDE_PROOF_FACTS")
    }
}
