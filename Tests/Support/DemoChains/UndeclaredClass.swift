import CasmFiles
import CasmModel
import Foundation
import StarknetFixtures
public import StarknetModel
public import TransactionExecution
import VectorFiles

/// A class that no genesis declares.
public enum UndeclaredClass {
    /// A token, as its sender sends it.
    public static func sierra() throws -> SierraClass {
        var json = try object(try VectorFiles.json("rpc/contracts/erc20.sierra.json"))
        json["abi"] = "[]"
        return try SierraClass(json: json)
    }

    /// The token with the code of a recorded class: its own, or another's where it does not matter what compiles to what.
    public static func compiled(to name: String = "erc20") throws -> DeclaredClass {
        guard let casm = VectorFiles.find("rpc/contracts/\(name).casm.json") else {
            throw DemoChain.Failure()
        }
        return DeclaredClass(try sierra(), ContractClass(try ClassFiles.load(casm)))
    }
}
