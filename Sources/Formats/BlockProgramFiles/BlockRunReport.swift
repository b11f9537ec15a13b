public import BlockPrograms
import ByteCoding
import CairoAIR
public import CairoMachine
import CairoWitness
import CasmModel
public import FiniteFields
public import JSONCoding
import SHA2

/// What a run of a block program gave: the member `expected` of a block program file.
public struct BlockRunReport {
    /// Why a finished run gives no report.
    public struct Unreadable: Error, Sendable {}

    let run: RelocatedRun
    let frameSteps: [UInt64]
    let programCount: Int
    let input: ProverInput

    /// Reads the finished run of a program made from `recording`.
    public init(_ run: RelocatedRun, program: BlockProgram, recording: BlockRecording) throws(Unreadable) {
        self.run = run
        frameSteps = recording.transactions.flatMap { $0.frames.map(\.steps) }
        programCount = program.cells.count
        guard run.memory.count > programCount, run.trace.count > 1 else { throw Unreadable() }
        do { input = try ProverInput(run) } catch { throw Unreadable() }
    }

    /// The program's cells after the run.
    public var programValues: [Felt252] {
        (1...programCount).map { address in
            let word = run.memory[address]
            return Felt252(limbs: word.a, word.b, word.c, word.d) ?? .zero
        }
    }

    /// SHA-256 over ap, fp and pc of every step as 64-bit little-endian numbers.
    public var traceHash: String { HexBytes.encode(SHA256.hash(run.traceFile)) }

    /// SHA-256 over the ids of the program's cells as 32-bit little-endian numbers.
    public var programIDsHash: String {
        var bytes: [UInt8] = []
        for id in input.memory.addressToId[1...programCount] {
            for k in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: id >> UInt32(8 * k))) }
        }
        return HexBytes.encode(SHA256.hash(bytes))
    }

    /// Steps by opcode component, without the endless jump.
    public var opcodeCounts: [(name: String, count: Int)] {
        var counts: [(name: String, count: Int)] = []
        for kind in ComponentKind.allCases.prefix(ComponentKind.opcodeCount) {
            let count = input.states[Int(kind.rawValue)].count
            if count > 0 { counts.append((name: BlockRunReport.label(kind), count: count)) }
        }
        return counts.sorted { $0.name < $1.name }
    }

    private static func label(_ kind: ComponentKind) -> String {
        if kind == .jnzOpcodeNonTaken { return "jnz_not_taken" }
        let parts = "\(kind.name)".split(separator: "_").filter { $0 != "opcode" }
        return parts.joined(separator: "_")
    }

    /// The start pointer on the initial stack and the stop pointer on the final one.
    func pointers(of builtin: Builtin) -> (UInt64, UInt64) {
        guard let first = run.trace.first, let last = run.trace.last,
            let index = run.stackBuiltins.firstIndex(of: builtin)
        else { return (0, 0) }
        let start = Int(first.ap) + index, stop = Int(last.ap) - run.stackBuiltins.count + index
        guard start < run.memory.count, stop >= 0, stop < run.memory.count else { return (0, 0) }
        return (run.memory[start].a, run.memory[stop].a)
    }

    /// Writes the member `expected`.
    public func write(to w: inout JSONWriter) {
        w.key("expected")
        w.object { w in
            w.field("steps", integer: run.trace.count - 1)
            w.field("trace_entries", integer: run.trace.count)
            w.key("frame_steps")
            w.array(frameSteps) { w, steps in w.integer(steps) }
            w.key("initial")
            BlockRunReport.write(run.trace.first, to: &w)
            w.key("final")
            BlockRunReport.write(run.trace.last, to: &w)
            w.key("segments")
            w.object { w in
                for builtin in Builtin.proven {
                    w.key(builtin.name)
                    let (start, stop) = pointers(of: builtin)
                    w.array([start, stop]) { w, pointer in w.integer(pointer) }
                }
            }
            w.key("instances")
            w.object { w in
                for segment in run.builtins {
                    w.field(segment.builtin.name, integer: segment.instances)
                }
            }
            w.key("opcodes")
            w.object { w in
                for entry in opcodeCounts {
                    w.field(entry.name, integer: entry.count)
                }
            }
            w.field("memory_cells", integer: run.memory.count - 1)
            w.field("distinct_pcs", integer: Set(run.trace.dropLast().map(\.pc)).count)
            w.field("trace_bin_sha256", string: traceHash)
            w.field("public_memory_entries", integer: run.publicAddresses.count)
            w.field("program_ids_sha256", string: programIDsHash)
        }
    }

    private static func write(_ state: RelocatedState?, to w: inout JSONWriter) {
        guard let state else { return w.null() }
        w.object { w in
            w.field("pc", integer: state.pc)
            w.field("ap", integer: state.ap)
            w.field("fp", integer: state.fp)
        }
    }
}
