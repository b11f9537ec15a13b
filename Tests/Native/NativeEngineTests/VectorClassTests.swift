import CasmModel
import Determinism
import FiniteFields
import Foundation
import NativeCodegen
import NativeEngine
import ProtocolRules
import Testing
import VectorFiles

/// Classes of the golden data, all that are at hand, with calls of the types that their functions take.
struct VectorClassTests {
    static let isLong = ProcessInfo.processInfo.environment["STARLING_LONG"] != nil

    /// Classes by their path without ending: those of this repository, and those of the golden data.
    static let classes: [String] = {
        let own = ["Fibonacci", "Factorial", "Token", "Account", "UniversalDeployer", "PedersenDeployer"]
        var found = own.map { VectorFiles.packageRoot.appendingPathComponent("Contracts/\($0)/\($0)").path }
        for folder in ["sierra/v2_19", "sierra/v2_12", "rpc/contracts"] {
            guard let url = VectorFiles.find(folder),
                let names = try? FileManager.default.contentsOfDirectory(atPath: url.path)
            else { continue }
            for name in names.sorted() where name.hasSuffix(".sierra.json") {
                // Of a compiler whose code for it no compiler of today makes.
                if folder == "sierra/v2_12", name.hasPrefix("while_let_return") { continue }
                found.append(url.appendingPathComponent(String(name.dropLast(".sierra.json".count))).path)
            }
        }
        return found
    }()

    /// Classes that native code refuses, and for what: operations without a native form, or more than the budgets.
    static let refused: Set<String> = ["circuits_small", "curve_circuits"]

    @Test(arguments: classes)
    func `calls are the same on both engines`(path: String) throws {
        let url = URL(fileURLWithPath: path)
        let compared: ComparedClass
        do { compared = try ComparedClass(url) } catch let refusal as NativeRefusal {
            #expect(Self.refused.contains(url.lastPathComponent), "\(url.lastPathComponent): \(refusal)")
            return
        }
        #expect(!Self.refused.contains(url.lastPathComponent))
        var random = SplitMix64(seed: 17)
        for _ in 0..<(Self.isLong ? 150 : 5) {
            for function in compared.interface.functions {
                let calldata = compared.interface.calldata(function, &random)
                let type: EntryPointType =
                    function.name == "constructor" ? .constructor : function.isHandler ? .l1Handler : .external
                let gas: UInt64 = random.chance(percent: 20) ? random.next() % 2_000_000 : 10_000_000
                try compared.call(
                    function.selector, calldata, type: type, gas: gas, caller: random.chance(percent: 50) ? 0 : 0xca11,
                    isValidation: random.chance(percent: 5))
            }
        }
        #expect(compared.native.counts.native > 0)
    }
}
