import CairoFiles
import CairoMachine
import CairoWitness
import CommandLines
import Foundation
import JSONCoding
import Observability
import ProofFormats

extension Commands {
    /// Where the run of `starling prove` comes from.
    static let proveInputOptions = [
        CommandOption("prover-input", value: "FILE", help: "the run, as JSON of stwo-cairo's adapter"),
        CommandOption("program", value: "FILE", help: "instead: an executable or a Cairo 0 program to run"),
        CommandOption("args", value: "A,B,...", default: "", help: "the executable's arguments: hex or decimal felts"),
        CommandOption("steps", value: "N", default: "100000000", help: "the most steps of a run"),
    ]

    /// Reads or makes the run. Nil when the program did not come to its end; the reason was printed.
    static func proverInput(_ arguments: Arguments, _ report: PhaseReport) throws -> ProverInput? {
        switch (arguments.string("prover-input"), arguments.string("program")) {
        case (let path?, nil):
            do {
                return try report.run("reading the input") {
                    try ProverInput(json: proverFile(path, bytesMax: 8 << 30))
                }
            } catch {
                throw inputError(path, error)
            }
        case (nil, let path?): return try runProgram(path, arguments, report)
        default: throw UsageError("either --prover-input or --program is needed")
        }
    }

    private static func runProgram(
        _ path: String, _ arguments: Arguments, _ report: PhaseReport
    ) throws -> ProverInput? {
        let file: CairoFile
        do {
            let bytes = try proverFile(path, bytesMax: 1 << 30)
            file = try CairoFile(json: JSONDocument(bytes, limits: .localFile).root)
        } catch {
            throw inputError(path, error)
        }
        let values = try RunArguments.felts(arguments.required("args"))
        let limits = MachineLimits(
            steps: try arguments.requiredInteger("steps", in: 1...MachineLimits.stepsMax), cells: 1 << 28)
        do {
            return try report.run("run") {
                let run: ProofRun
                switch file {
                case .casmClass: throw UsageError("a class has no run of its own to prove")
                case .executable(let executable):
                    run = try ProofRun(executable, arguments: values, limits: limits)
                case .zero(let program):
                    guard values.isEmpty else { throw UsageError("a Cairo 0 program takes no arguments") }
                    run = try ProofRun(program, limits: limits)
                }
                try run.run()
                return try ProverInput(run.relocated())
            }
        } catch let error as UsageError {
            throw error
        } catch {
            printError("the run cannot be proved: \(ErrorSentence.text(of: error))")
            return nil
        }
    }

    /// The bytes of a regular file.
    static func proverFile(_ path: String, bytesMax: Int) throws -> Data {
        let attributes = try FileManager.default.attributesOfItem(atPath: (path as NSString).resolvingSymlinksInPath)
        guard attributes[.type] as? FileAttributeType == .typeRegular else { throw UsageError("not a file") }
        guard let size = attributes[.size] as? Int, size <= bytesMax else {
            throw UsageError("larger than \(bytesMax) bytes")
        }
        return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    }
}
