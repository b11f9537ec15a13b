import CairoFiles
import CairoMachine
import CommandLines
import FiniteFields
import Foundation
import JSONCoding

extension Commands {
    /// How the arguments of a run are given.
    static let argumentOptions = [
        CommandOption("args", value: "A,B,...", default: "", help: "arguments: hex or decimal felts"),
        CommandOption("arguments-file", value: "FILE", help: "instead: the arguments as a JSON array of felts"),
    ]

    /// The arguments of a run.
    static func runArguments(_ arguments: Arguments) throws -> [Felt252] {
        let list = try arguments.required("args")
        guard let path = arguments.string("arguments-file") else { return try RunArguments.felts(list) }
        guard list.isEmpty else { throw UsageError("--args and --arguments-file exclude each other") }
        do {
            let json = try JSONDocument(proverFile(path, bytesMax: 1 << 30), limits: .localFile).root
            return try json.array().map(RunArguments.felt)
        } catch {
            throw inputError(path, error)
        }
    }

    /// A file of compiled code.
    static func cairoFile(_ path: String) throws -> CairoFile {
        do {
            return try CairoFile(json: JSONDocument(proverFile(path, bytesMax: 1 << 30), limits: .localFile).root)
        } catch {
            throw inputError(path, error)
        }
    }

    /// A run that was carried over.
    static func cairoPie(_ path: String) throws -> CairoPie {
        do {
            return try CairoPie(archive: proverFile(path, bytesMax: 1 << 30))
        } catch {
            throw inputError(path, error)
        }
    }
}

/// A run that can be proven, before it is made.
enum RunSource {
    case executable(CairoExecutable, arguments: [Felt252])
    case zero(ZeroProgram)
    case pie(CairoPie)

    /// The layout that the public input names.
    static let layout = "all_cairo_stwo"

    /// What a program is run with; a class is none.
    init(_ file: CairoFile, arguments: [Felt252]) throws {
        switch file {
        case .casmClass: throw UsageError("a class has no run of its own to prove")
        case .executable(let executable): self = .executable(executable, arguments: arguments)
        case .zero(let program):
            guard arguments.isEmpty else { throw UsageError("a Cairo 0 program takes no arguments") }
            self = .zero(program)
        }
    }

    /// The hash by which a bootloader names a carried program.
    var programHash: Felt252? { if case .pie(let pie) = self { pie.programHash } else { nil } }

    /// Makes the run, up to its end.
    func run(_ limits: MachineLimits) throws -> ProofRun {
        let run: ProofRun
        switch self {
        case .executable(let executable, let arguments):
            run = try ProofRun(executable, arguments: arguments, limits: limits)
        case .zero(let program): run = try ProofRun(program, limits: limits)
        case .pie(let pie): run = try ProofRun(pie, limits: limits)
        }
        try run.run()
        if case .pie(let pie) = self, run.mainSteps - ProofRun.bootstrapSteps != pie.steps {
            throw PieStepsError(stated: pie.steps, taken: run.mainSteps - ProofRun.bootstrapSteps)
        }
        return run
    }
}

/// A carried run that says of itself what is not so.
struct PieStepsError: Error, CustomStringConvertible {
    let stated: UInt64, taken: UInt64

    var description: String { "the file says that the run takes \(stated) steps; it took \(taken)" }
}
