import CasmFiles
import CasmModel
import FiniteFields
import Foundation
import SierraPrograms
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
