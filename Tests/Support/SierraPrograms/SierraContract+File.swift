import CasmFiles
import FiniteFields
public import Foundation
public import SierraToCasm

extension SierraContract {
    /// What of a class compiles, from a file as the compiler writes it.
    public init(file: URL) throws {
        guard let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any],
            let points = object["entry_points_by_type"] as? [String: [[String: Any]]]
        else { throw ClassFiles.Malformed() }
        func list(_ name: String) throws -> [EntryPoint] {
            try (points[name] ?? []).map { entry in
                guard let text = entry["selector"] as? String, let selector = Felt252(hex: text),
                    let function = entry["function_idx"] as? UInt64
                else { throw ClassFiles.Malformed() }
                return EntryPoint(selector: selector, function: function)
            }
        }
        self.init(
            program: try ClassFiles.felts(object["sierra_program"]), external: try list("EXTERNAL"),
            l1Handler: try list("L1_HANDLER"), constructor: try list("CONSTRUCTOR"))
    }
}
