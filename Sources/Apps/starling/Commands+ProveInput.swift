import CairoMachine
import CairoWitness
import CommandLines
import Foundation
import Observability
import ProofFormats

extension Commands {
    /// Where the run of `starling prove` comes from.
    static let proveInputOptions =
        argumentOptions + [
            CommandOption("prover-input", value: "FILE", help: "the run, as JSON of stwo-cairo's adapter"),
            CommandOption("program", value: "FILE", help: "instead: an executable or a Cairo 0 program to run"),
            CommandOption("pie", value: "FILE", help: "instead: a Cairo PIE, run again from its memory"),
            CommandOption("steps", value: "N", default: "100000000", help: "the most steps of a run"),
        ]

    /// Reads or makes the run. Nil when the program did not come to its end; the reason was printed.
    static func proverInput(
        _ arguments: Arguments, _ bounds: RunBounds, _ report: PhaseReport
    ) throws -> ProverInput? {
        let values = try runArguments(arguments)
        switch (arguments.string("prover-input"), arguments.string("program"), arguments.string("pie")) {
        case (let path?, nil, nil):
            do {
                return try report.run("reading the input") {
                    try ProverInput(json: proverFile(path, bytesMax: 8 << 30))
                }
            } catch {
                throw inputError(path, error)
            }
        case (nil, let path?, nil):
            return try run(RunSource(cairoFile(path), arguments: values), bounds, report)
        case (nil, nil, let path?):
            guard values.isEmpty else { throw UsageError("a PIE takes no arguments") }
            return try run(.pie(cairoPie(path)), bounds, report)
        default: throw UsageError("one of --prover-input, --program and --pie is needed")
        }
    }

    private static func run(_ source: RunSource, _ bounds: RunBounds, _ report: PhaseReport) throws -> ProverInput? {
        do {
            return try report.run("run") {
                try ProverInput(source.run(bounds.limits).relocated(), for: bounds.variant)
            }
        } catch {
            let reason = ErrorSentence.text(of: error)
            printError("the run cannot be proved: \(reason)\((error as? MachineError).map(bounds.words(of:)) ?? "")")
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
