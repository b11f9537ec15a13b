import CasmModel
import ClassCompiling
import CommandLines
import FiniteFields
import Foundation
import JSONCoding
import Observability
import SierraModel
import SierraToCasm
import StarknetJSON
import StarknetModel
import TransactionExecution

extension Commands {
    /// `starling compile CLASS`: exit status 0 for a class that compiles, 1 for one that must be refused, 2 for
    /// unusable input.
    static let compile = Command(
        "compile", summary: "compiles a class from Sierra to CASM and says its hashes",
        options: [
            CommandOption("output", value: "FILE", help: "writes the CASM class"),
            CommandOption(
                "code-max", value: "N", default: "\(SierraContract.bytecodeMax)", help: "the most words of code"),
            CommandOption(
                flag: "function-costs", help: "says what calls of each function cost: gas and uses of builtins"),
            CommandOption(flag: "native", help: "also compiles it to machine code, and says how that went"),
        ],
        operands: [CommandOperand("CLASS", help: "a class as the Cairo compiler writes it (.sierra.json)")],
        examples: ["starling compile Token.sierra.json --output Token.casm.json"]
    ) { arguments in
        guard let path = arguments.operands.first else { throw UsageError("a class is needed") }
        let codeMax = try arguments.requiredInteger("code-max", in: 1...CasmClass.bytecodeMax)
        let sierra: SierraClass
        do {
            sierra = try SierraClass(file: JSONDocument(proverFile(path, bytesMax: 1 << 28), limits: .localFile).root)
        } catch {
            throw inputError(path, error)
        }
        let casm: CasmClass, costs: [GasAmounts]
        do {
            (casm, costs) = try SierraContract(sierra).compileWithCosts(bytecodeMax: codeMax)
        } catch {
            printError("the class cannot be compiled: \(ErrorSentence.text(of: error))")
            return .failure
        }
        if let output = arguments.string("output") {
            var writer = JSONWriter(bytesMax: 1 << 30)
            casm.write(to: &writer)
            try Data(writer.bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
        }
        printJSON { w in
            w.field("class_hash", felt: sierra.hash.felt)
            w.field("compiled_class_hash", felt: casm.compiledClassHash(.blake2s))
            w.field("compiled_class_hash_poseidon", felt: casm.compiledClassHash(.poseidon))
            if arguments.flag("function-costs") {
                w.key("function_costs")
                w.array(costs) { w, cost in w.object { write(cost, to: &$0) } }
            }
            if arguments.flag("native") {
                w.key("native")
                w.object { NativeReport.write(SierraContract(sierra), to: &$0) }
            }
        }
        return .success
    }

    private static func write(_ cost: GasAmounts, to w: inout JSONWriter) {
        w.field("gas", integer: cost.gas)
        for token in CostToken.allCases where cost[token] != 0 { w.field("\(token)", integer: cost[token]) }
    }
}
