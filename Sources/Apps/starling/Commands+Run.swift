import CairoFiles
import CairoMachine
import CasmModel
import CommandLines
import FiniteFields
import Foundation
import HashFunctions
import JSONCoding
import Observability

extension Commands {
    /// `starling run FILE`: exit status 0 for a run that ended, 1 for a panic or an aborted run, 2 for unusable input.
    static let run = Command(
        "run", summary: "runs a class's entry point, an executable or a Cairo 0 program on the Cairo machine",
        options: [
            CommandOption("function", value: "NAME", help: "the entry point of a class, by its name in the source"),
            CommandOption("selector", value: "FELT", help: "the entry point of a class, by its selector"),
            CommandOption("args", value: "A,B,...", default: "", help: "arguments: hex or decimal felts"),
            CommandOption("gas", value: "N", default: "10000000000", help: "gas of a class's function"),
            CommandOption("steps", value: "N", default: "100000000", help: "the most steps"),
            CommandOption(
                "memory-mb", value: "N", default: "1024", help: "the most memory that the run may take, in MB"),
            CommandOption("trace", value: "FILE", help: "writes the trace of an executable (ap, fp, pc)"),
            CommandOption("memory", value: "FILE", help: "writes the memory of an executable"),
            jsonOption,
        ],
        operands: [CommandOperand("FILE", help: "a CASM class, an executable or a compiled program, as JSON")],
        examples: [
            "starling run Fibonacci.casm.json --function fib --args 10",
            "starling run program.json --trace trace.bin --memory memory.bin",
        ]
    ) { arguments in
        guard let path = arguments.operands.first else { throw UsageError("a file is needed") }
        let file: CairoFile
        do {
            file = try CairoFile(
                json: JSONDocument(Data(contentsOf: URL(fileURLWithPath: path)), limits: .localFile).root)
        } catch {
            throw inputError(path, error)
        }
        let values = try RunArguments.felts(arguments.required("args"))
        switch file {
        case .casmClass(let casm):
            return try runFunction(
                casm, RunArguments.selector(arguments), values,
                gas: arguments.requiredInteger("gas", in: 0...UInt64.max), limits(arguments, isTraced: false),
                isJSON: arguments.flag("json"))
        case .executable(let executable):
            let limits = try limits(arguments, isTraced: true)
            return try runProof(arguments) { () throws(MachineError) in
                try ProofRun(executable, arguments: values, limits: limits)
            }
        case .zero(let program):
            guard values.isEmpty else { throw UsageError("a Cairo 0 program takes no arguments") }
            let limits = try limits(arguments, isTraced: true)
            return try runProof(arguments) { () throws(MachineError) in try ProofRun(program, limits: limits) }
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
                steps: result.steps, usage: result.usage, time: ContinuousClock.now - start)
            report.print(isJSON: isJSON)
            return result.failed ? .failure : .success
        } catch {
            return stopped(error)
        }
    }

    private static func runProof(
        _ arguments: Arguments, _ make: () throws(MachineError) -> ProofRun
    ) throws -> ExitStatus {
        let start = ContinuousClock.now
        let run: ProofRun, relocated: RelocatedRun, time: Duration
        do {
            run = try make()
            try run.run()
            time = ContinuousClock.now - start
            relocated = try run.relocated()
        } catch {
            return stopped(error)
        }
        let usage = relocated.builtins.map { BuiltinUsage(builtin: $0.builtin, instances: UInt64($0.instances)) }
        let report = RunReport(
            values: relocated.output, isPanic: false, gasUsed: nil, steps: run.machine.steps,
            usage: usage.filter { $0.builtin != .output }, time: time)
        report.print(isJSON: arguments.flag("json"))
        if let path = arguments.string("trace") {
            try Data(relocated.traceFile).write(to: URL(fileURLWithPath: path))
        }
        if let path = arguments.string("memory") {
            try Data(relocated.memoryFile).write(to: URL(fileURLWithPath: path))
        }
        return .success
    }

    private static func stopped(_ error: MachineError) -> ExitStatus {
        switch error {
        case .hintNotAllowed: printError("the code makes a system call or a test-only hint: that needs a chain")
        default: printError("the run ended early: \(ErrorSentence.text(of: error))")
        }
        return .failure
    }
}

/// Felts and selectors as typed on the command line.
enum RunArguments {
    static func felts(_ text: String) throws -> [Felt252] {
        if text.isEmpty { return [] }
        return try text.split(separator: ",", omittingEmptySubsequences: false).map { part in
            let word = part.trimmingCharacters(in: .whitespaces)
            guard let felt = Felt252(hex: word) ?? Felt252(decimal: word) else {
                throw UsageError("'\(word)' is no felt")
            }
            return felt
        }
    }

    static func selector(_ arguments: Arguments) throws -> Felt252 {
        switch (arguments.string("function"), arguments.string("selector")) {
        case (let name?, nil): return StarknetKeccak.selector(name)
        case (nil, let text?):
            guard let selector = Felt252(hex: text) else { throw UsageError("'\(text)' is no selector") }
            return selector
        default: throw UsageError("a class needs --function or --selector")
        }
    }
}

extension Felt252 {
    /// A decimal number below the prime.
    fileprivate init?(decimal text: String) {
        guard !text.isEmpty, text.utf8.count <= 76 else { return nil }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for byte in text.utf8 {
            guard byte >= 48, byte <= 57 else { return nil }
            guard let next = Felt252.timesTen(words, plus: UInt64(byte) - 48) else { return nil }
            words = next
        }
        self.init(limbs: words.0, words.1, words.2, words.3)
    }

    private static func timesTen(
        _ w: (UInt64, UInt64, UInt64, UInt64), plus digit: UInt64
    ) -> (UInt64, UInt64, UInt64, UInt64)? {
        var carry = UInt128(digit)
        func step(_ x: UInt64) -> UInt64 {
            carry += UInt128(x) * 10
            defer { carry >>= 64 }
            return UInt64(truncatingIfNeeded: carry)
        }
        let result = (step(w.0), step(w.1), step(w.2), step(w.3))
        return carry == 0 ? result : nil
    }
}
