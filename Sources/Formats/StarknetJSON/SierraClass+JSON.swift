import FiniteFields
public import JSONCoding
public import StarknetModel

extension SierraClass {
    /// The class as the RPC has it: felts of the program, ABI as text (EXEC §4.1). Unknown members are let through:
    /// compilers add debug information.
    public init(json: JSONValue) throws(JSONError) {
        var abi: [UInt8] = []
        if let text = try json.optional("abi"), !text.isNull { abi = Array(try text.string().utf8) }
        try self.init(json: json, abi: abi)
    }

    /// The same with an ABI from elsewhere.
    init(json: JSONValue, abi: [UInt8]) throws(JSONError) {
        let entryPoints = try json.member("entry_points_by_type")
        guard abi.count <= ModelLimits.abiBytesMax else { throw .tooLarge }
        self.init(
            program: try json.member("sierra_program").felts(countMax: ModelLimits.programFeltsMax),
            contractClassVersion: Array(try json.member("contract_class_version").string().utf8),
            external: try Self.entryPoints(try entryPoints.member("EXTERNAL")),
            l1Handler: try Self.entryPoints(try entryPoints.member("L1_HANDLER")),
            constructor: try Self.entryPoints(try entryPoints.member("CONSTRUCTOR")), abi: abi)
    }

    private static func entryPoints(_ json: JSONValue) throws(JSONError) -> [EntryPoint] {
        var list: [EntryPoint] = []
        for entry in try json.array() {
            list.append(
                EntryPoint(
                    selector: try entry.member("selector").felt(),
                    functionIndex: try entry.member("function_idx").integer(UInt64.self)))
        }
        return list
    }

    /// Writes the shape of `starknet_getClass`.
    public func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.field("sierra_program", felts: program)
            w.field("contract_class_version", string: String(decoding: contractClassVersion, as: UTF8.self))
            w.key("entry_points_by_type")
            w.object { w in
                for (name, list) in [("CONSTRUCTOR", constructor), ("EXTERNAL", external), ("L1_HANDLER", l1Handler)] {
                    w.key(name)
                    w.array(list) { w, entry in
                        w.object { w in
                            w.field("selector", felt: entry.selector)
                            w.field("function_idx", integer: entry.functionIndex)
                        }
                    }
                }
            }
            w.field("abi", string: String(decoding: abi, as: UTF8.self))
        }
    }
}
