import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import SierraToCasm
import VectorFiles

/// A class as a compiler wrote it in Sierra, and what it compiled it to.
struct ClassPair {
    var contract: SierraContract
    var casm: CasmClass

    /// `BASE.sierra.json` and `BASE.casm.json`.
    init(_ base: URL) throws {
        contract = try SierraContract(file: base.appendingPathExtension("sierra.json"))
        casm = try ClassFiles.load(base.appendingPathExtension("casm.json"))
    }

    /// A class of this repository.
    static func own(_ path: String) throws -> ClassPair {
        try ClassPair(VectorFiles.packageRoot.appendingPathComponent(path))
    }
}

extension SierraContract {
    init(file: URL) throws {
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
