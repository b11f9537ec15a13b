import FiniteFields
public import Foundation
public import StarknetModel

extension SierraClass {
    /// A class in the form in which it is declared, or as the compiler writes it (the ABI as a list).
    public init(json: JSONObject) throws {
        let entries = try object(json["entry_points_by_type"])
        func list(_ name: String) throws -> [EntryPoint] {
            try StarknetFixtures.list(entries[name]).map { value in
                let entry = try object(value)
                guard let index = entry["function_idx"] as? UInt64 else { throw FixtureError(what: "function_idx") }
                return EntryPoint(selector: try Felt252(json: entry["selector"]), functionIndex: index)
            }
        }
        self.init(
            program: try Felt252.list(json: json["sierra_program"]),
            contractClassVersion: Array(try text(json["contract_class_version"]).utf8),
            external: try list("EXTERNAL"), l1Handler: try list("L1_HANDLER"), constructor: try list("CONSTRUCTOR"),
            abi: Array(try text(json["abi"]).utf8))
    }
}

extension SierraClass {
    /// The class in a Sierra file.
    public init(file: URL) throws {
        try self.init(json: try object(JSONSerialization.jsonObject(with: Data(contentsOf: file))))
    }
}
