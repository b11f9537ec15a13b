import BlockProgramFiles
import BlockProgramRunning
import BlockPrograms
import CasmModel
import CommandLines
import FiniteFields
import Foundation
import JSONCoding
import Observability
import StarknetJSON

extension Commands {
    /// `starling block-program`: exit status 0 done, 1 when no program or no run comes out, 2 for unusable input.
    static let blockProgram = Command(
        "block-program", summary: "makes the provable program of a recorded block, and runs it",
        options: [
            CommandOption("recording", value: "FILE", help: "the recording: block, classes and frames"),
            CommandOption("classes", value: "DIR", repeats: true, help: "folder with CASM files, found by their hash"),
            CommandOption("mode", value: "P|A", help: "arrays placed, or all asserted (default: the file's, else P)"),
            CommandOption(flag: "run", help: "runs the program and writes what came out"),
            CommandOption("output", value: "FILE", help: "where the program goes"),
            jsonOption,
        ],
        examples: ["starling block-program --recording block.json --classes classes --run --output program.json"]
    ) { arguments in
        let path = try arguments.required("recording"), output = try arguments.required("output")
        let input: RecordingFile
        do {
            input = try RecordingFile(Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw inputError(path, error)
        }
        let classes = try ClassFolder.load(arguments.strings("classes"), wanted: input.compiledHashes)
        let mode = try input.mode(arguments.string("mode"))
        let program: BlockProgram
        do {
            program = try BlockProgramGenerator.generate(input.recording, mode: mode) { classes[$0]?.bytecode }
        } catch {
            printError("no program: \(ErrorSentence.text(of: error))")
            return .failure
        }
        let isJSON = arguments.flag("json")
        if !isJSON { print("program      \(program.cells.count) felts, \(program.manifest.frames.count) frames") }
        var report: BlockRunReport?, steps: UInt64?
        if arguments.flag("run") {
            do {
                let run = try BlockRun(program) { classes[$0] }
                let finished = try BlockRunReport(run.run(), program: program, recording: input.recording)
                if !isJSON { print("run          \(run.mainSteps) steps, trace \(finished.traceHash)") }
                (report, steps) = (finished, UInt64(run.mainSteps))
            } catch {
                printError("the program does not run: \(ErrorSentence.text(of: error))")
                return .failure
            }
        }
        var writer = JSONWriter()
        writer.object { w in
            program.write(to: &w, mode: mode, values: report?.programValues)
            report?.write(to: &w)
        }
        try Data(writer.bytes).write(to: URL(fileURLWithPath: output), options: .atomic)
        guard isJSON else { return .success }
        printJSON { w in
            w.field("felts", integer: program.cells.count)
            w.field("frames", integer: program.manifest.frames.count)
            guard let report, let steps else { return }
            w.field("steps", integer: steps)
            w.field("trace_hash", string: "\(report.traceHash)")
        }
        return .success
    }
}

/// A recording file with what the command needs beside the recording.
struct RecordingFile {
    let recording: BlockRecording
    /// Class hash by compiled class hash (Blake2s).
    let compiledHashes: [Felt252: Felt252]
    private let fileMode: String?

    init(_ data: Data) throws {
        let root = try JSONDocument(data, limits: .localFile).root
        recording = try BlockRecording(json: root)
        var hashes: [Felt252: Felt252] = [:]
        for item in try root.member("classes").array() {
            hashes[try item.member("compiled_class_hash_blake2s").felt()] = try item.member("class_hash").felt()
        }
        compiledHashes = hashes
        fileMode = try root.optional("mode")?.string()
    }

    func mode(_ option: String?) throws -> BlockProgramGenerator.Mode {
        switch option ?? fileMode ?? "P" {
        case "P": .placed
        case "A": .asserted
        default: throw UsageError("the mode is P or A")
        }
    }
}

/// Classes of folders, found by compiled class hash.
enum ClassFolder {
    /// The wanted classes under their class hashes. Files that are no CASM classes are passed over.
    static func load(_ folders: [String], wanted: [Felt252: Felt252]) throws -> [Felt252: CasmClass] {
        var found: [Felt252: CasmClass] = [:]
        for folder in folders {
            let url = URL(fileURLWithPath: folder)
            guard let files = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil) else {
                throw UsageError("\(folder) cannot be read")
            }
            for case let file as URL in files where file.lastPathComponent.hasSuffix(".casm.json") {
                guard let data = try? Data(contentsOf: file), let document = try? JSONDocument(data),
                    let casm = try? CasmClass(json: document.root),
                    let hash = wanted[casm.compiledClassHash(.blake2s)]
                else { continue }
                found[hash] = casm
            }
        }
        return found
    }
}
