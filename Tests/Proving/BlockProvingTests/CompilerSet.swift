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

    /// The data set's classes at hand, of which the repository's own part has the code only, and those of the repository, which
    /// have their ABI too.
    static func all() throws -> [CompilerSet] {
        let root = VectorFiles.packageRoot, data = try #require(VectorFiles.find("sierra/v2_19"))
        let own = try files(root.appendingPathComponent("Contracts")).filter(\.hasDirectoryPath)
        return try ([data, root.appendingPathComponent("Vectors/fixtures/contracts")] + own).flatMap(classes)
    }

    private static func files(_ folder: URL) throws -> [URL] {
        try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: [.isDirectoryKey])
            .sorted { $0.lastPathComponent < $1.lastPathComponent }
    }

    private static func classes(in folder: URL) throws -> [CompilerSet] {
        let ending = ".casm.json"
        return try files(folder).filter { $0.lastPathComponent.hasSuffix(ending) }.map { file in
            let name = String(file.lastPathComponent.dropLast(ending.count))
            let sierra = try? Data(contentsOf: folder.appendingPathComponent(name + ".sierra.json"))
            let abi = try sierra.map { try object(JSONSerialization.jsonObject(with: $0))["abi"] } ?? "[]"
            return CompilerSet(name: name, casm: try ClassFiles.load(file), calls: try RandomCalldata(abi: abi))
        }
    }
}
