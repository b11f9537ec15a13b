import CasmFiles
import CasmModel
import Foundation
import StarknetFixtures
import Testing
import VectorFiles

/// A class of the compiler's data set. Each library function is in one of them.
struct CompilerSet {
    let name: String
    let casm: CasmClass
    let calls: RandomCalldata

    static func all() throws -> [CompilerSet] {
        let folder = try #require(VectorFiles.find("sierra/v2_19")), ending = ".sierra.json"
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(ending) }.sorted()
            .map { file in
                let name = String(file.dropLast(ending.count))
                let json = try object(
                    JSONSerialization.jsonObject(with: Data(contentsOf: folder.appendingPathComponent(file))))
                return CompilerSet(
                    name: name, casm: try ClassFiles.load(folder.appendingPathComponent(name + ".casm.json")),
                    calls: try RandomCalldata(abi: json["abi"]))
            }
    }
}
