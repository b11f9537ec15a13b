import CairoFiles
import CairoMachine
import CairoWitness
import CasmModel
import CommandLines
import FiniteFields
import Foundation
import Observability
import ProofFormats

extension Commands {
    /// `starling run FILE`: exit status 0 for a run that ended, 1 for a panic or an aborted run, 2 for unusable input.
    static let run = Command(
        "run", summary: "runs a class's entry point, an executable or a Cairo 0 program on the Cairo machine",
        options: argumentOptions + [
            CommandOption("function", value: "NAME", help: "the entry point of a class, by its name in the source"),
            CommandOption("selector", value: "FELT", help: "the entry point of a class, by its selector"),
            CommandOption("gas", value: "N", default: "10000000000", help: "gas of a class's function"),
            CommandOption("steps", value: "N", default: "100000000", help: "the most steps"),
            CommandOption(
                "memory-mb", value: "N", default: "1024", help: "the most memory that the run may take, in MB"),
            CommandOption("pie", value: "FILE", help: "instead of FILE: a Cairo PIE, run again from its memory"),
            CommandOption(flag: "proof-mode", help: "a run that can be proven; programs have no other"),
            CommandOption("trace", value: "FILE", help: "writes a program's trace (ap, fp, pc)"),
            CommandOption("memory", value: "FILE", help: "writes a program's memory"),
            CommandOption("air-public-input", value: "FILE", help: "writes what a verifier of a program's run reads"),
            CommandOption("prover-input", value: "FILE", help: "writes a program's run as `starling prove` takes it"),
            jsonOption,
        ],
        operands: [
            CommandOperand("FILE", isOptional: true, help: "a CASM class, an executable or a compiled program, as JSON")
        ],
        examples: [
            "starling run Fibonacci.casm.json --function fib --args 10",
            "starling run program.json --trace trace.bin --memory memory.bin",
            "starling run fibonacci.executable.json --arguments-file arguments.json --prover-input run.json",
            "starling run --pie run.zip",
        ]
    ) { arguments in
        let values = try runArguments(arguments)
        switch (arguments.operands.first, arguments.string("pie")) {
        case (let path?, nil):
            let file = try cairoFile(path)
            guard case .casmClass(let casm) = file else {
                return try runProof(RunSource(file, arguments: values), arguments)
            }
            guard !arguments.flag("proof-mode") else { throw UsageError("a class has no run of its own to prove") }
            return try runFunction(
                casm, RunArguments.selector(arguments), values,
                gas: arguments.requiredInteger("gas", in: 0...UInt64.max), limits(arguments, isTraced: false),
                isJSON: arguments.flag("json"))
        case (nil, let path?):
            guard values.isEmpty else { throw UsageError("a PIE takes no arguments") }
            return try runProof(.pie(cairoPie(path)), arguments)
        default: throw UsageError("a file is needed, or --pie")
        }
    }

    private static func limits(_ arguments: Arguments, isTraced: Bool) throws -> MachineLimits {
        MachineLimits(
            steps: try arguments.requiredInteger("steps", in: 1...MachineLimits.stepsMax),
            bytes: try arguments.requiredInteger("memory-mb", in: 1...65_536) << 20, isTraced: isTraced)
    }

    private static func runFunction(
        _ casm: CasmClass, _ selector: Felt252, _ calldata: [Felt252], gas: UInt64, _ limits: MachineLimits,
        isJSON: Bool
    ) throws -> ExitStatus {
        guard let entry = casm.entryPoints.find(.external, selector) else {
            throw UsageError("the class has no external function with selector \(selector.hex)")
        }
        let start = ContinuousClock.now
        do {
            let run = try EntryPointRun(
                CairoProgram(class: casm), entry, calldata: calldata, gas: gas, limits: limits,
                environment: PlainEnvironment())
            let result = try run.run()
            let report = RunReport(
                values: result.returnedData, isPanic: result.failed, gasUsed: gas - min(gas, result.gasLeft),
                steps: result.steps, usage: result.usage, time: ContinuousClock.now - start, programHash: nil)
            report.print(isJSON: isJSON)
            return result.failed ? .failure : .success
        } catch {
            return stopped(error)
        }
    }

    private static func runProof(_ source: RunSource, _ arguments: Arguments) throws -> ExitStatus {
        let limits = try limits(arguments, isTraced: true)
        let start = ContinuousClock.now
        let run: ProofRun, relocated: RelocatedRun, time: Duration
        do {
            run = try source.run(limits)
            time = ContinuousClock.now - start
            relocated = try run.relocated()
        } catch {
            return stopped(error)
        }
        let usage = relocated.builtins.map { BuiltinUsage(builtin: $0.builtin, instances: UInt64($0.instances)) }
        let report = RunReport(
            values: relocated.output, isPanic: false, gasUsed: nil, steps: run.machine.steps,
            usage: usage.filter { $0.builtin != .output }, time: time, programHash: source.programHash)
        report.print(isJSON: arguments.flag("json"))
        return try write(relocated, arguments)
    }

    /// Writes the files that were asked for.
    private static func write(_ run: RelocatedRun, _ arguments: Arguments) throws -> ExitStatus {
        let files: [(option: String, content: () throws -> [UInt8]?)] = [
            ("trace", { run.traceFile }), ("memory", { run.memoryFile }),
            ("air-public-input", { run.airPublicInput(layout: RunSource.layout) }),
            ("prover-input", { try ProverInput(run).json }),
        ]
        for file in files {
            guard let path = arguments.string(file.option) else { continue }
            do {
                guard let content = try file.content() else {
                    printError("the run uses a builtin that no proof has")
                    return .failure
                }
                try Data(content).write(to: URL(fileURLWithPath: path))
            } catch let error as WitnessError {
                printError("the run cannot be proved: \(ErrorSentence.text(of: error))")
                return .failure
            } catch {
                throw inputError(path, error)
            }
        }
        return .success
    }

    private static func stopped(_ error: any Error) -> ExitStatus {
        switch error as? MachineError {
        case .hintNotAllowed: printError("the code makes a system call or a test-only hint: that needs a chain")
        default: printError("the run ended early: \(ErrorSentence.text(of: error))")
        }
        return .failure
    }
}
