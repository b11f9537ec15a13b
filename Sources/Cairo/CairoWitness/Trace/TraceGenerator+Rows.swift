import CairoAIR
import CairoVerifying
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields

extension TraceGenerator {
    /// One table for each opcode that occurs: its states in trace order, then copies of the first (STWO §6.3).
    func opcodeTasks() throws(WitnessError) -> [RowTask] {
        var tasks: [RowTask] = []
        for (kind, states) in zip(ComponentKind.allCases, input.states) {
            guard let first = states.first else { continue }
            let logSize = tableLogSize(rows: states.count)
            let columns = (0..<3).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
            let pc = columns[0].words, ap = columns[1].words, fp = columns[2].words
            var largest: UInt32 = 0
            for row in 0..<(1 << Int(logSize)) {
                let state = row < states.count ? states[row] : first
                pc[row] = state.pc
                ap[row] = state.ap
                fp[row] = state.fp
                largest = max(largest, max(state.pc, max(state.ap, state.fp)))
            }
            guard largest < RunMemory.addressCountMax else { throw .outOfRange(.register) }
            var task = RowTask(kind, logSize: logSize, activeRows: states.count, inputs: columns)
            if kind == .blakeCompressOpcode {
                guard states.count <= 1 << 20 else { throw .tableTooLarge(.blakeG) }
                task.calls = blakeCalls(rows: states.count)
            }
            tasks.append(task)
        }
        return tasks
    }

    /// One table for each builtin with a segment.
    func builtinTasks() throws(WitnessError) -> [RowTask] {
        var tasks: [RowTask] = []
        for segment in PublicSegment.allCases where segment != .output {
            guard let range = input.segments[segment.rawValue] else { continue }
            guard var kind = segment.components.first else { throw .malformed(.segments) }
            if kind == .pedersenBuiltin {
                guard let windows = PedersenPointTable.windowBits(variant) else { throw .componentNotSupported(kind) }
                if windows == 9 { kind = .pedersenBuiltinNarrowWindows }
            }
            guard range.begin < range.stop, range.stop < RunMemory.addressCountMax else { throw .builtinSegment(kind) }
            let cells = UInt32(segment.cells), length = range.stop - range.begin
            let instances = length / cells
            guard length % cells == 0, instances >= 16, instances & (instances - 1) == 0 else {
                throw .builtinSegment(kind)
            }
            var task = RowTask(
                kind, logSize: UInt32(instances.trailingZeroBitCount), parameter: M31(canonical: range.begin),
                activeRows: Int(instances), inputs: [])
            if kind == .ecOpBuiltin {
                guard instances <= 1 << 20 else { throw .tableTooLarge(.partialEcMulGeneric) }
                let steps = CallList(
                    .partialEcMulGeneric, .partialEcMulGeneric, width: 125,
                    callers: [.init(rows: task.activeRows, slots: 252)])
                task.calls = [.init(list: steps, caller: 0)]
            }
            tasks.append(task)
        }
        return tasks
    }

    /// The instructions that were executed, by address, with how often; padded with copies of the first that count
    /// nothing but do look up (STWO §6.3, kind M).
    func instructionTask(_ counts: LookupCounters) throws(WitnessError) -> RowTask {
        let uses = counts.tables[Int(Relation.verifyInstruction.index)]
        guard let table = uses.counts else { throw .malformed(.noInstructions) }
        let addresses = (0..<uses.count).filter { table[$0] != 0 }
        guard let first = addresses.first else { throw .malformed(.noInstructions) }
        let logSize = tableLogSize(rows: addresses.count)
        let columns = (0..<8).map { _ in PackedColumn(logSize: Int(logSize), zeroed: false) }
        for row in 0..<(1 << Int(logSize)) {
            let isActive = row < addresses.count, address = isActive ? addresses[row] : first
            guard let word = input.memory.value(at: UInt32(address)) else { throw .inconsistentMemory }
            // Offsets, then flags 0 to 5 where limb 5 has them, flags 6 to 14, and the extension: bits 63 to 71.
            let low = UInt64(word[0]) | UInt64(word[1]) << 32
            columns[0].words[row] = isActive ? table[address] : 0
            columns[1].words[row] = UInt32(address)
            columns[2].words[row] = UInt32(low & 0xffff)
            columns[3].words[row] = UInt32(low >> 16 & 0xffff)
            columns[4].words[row] = UInt32(low >> 32 & 0xffff)
            columns[5].words[row] = UInt32(low >> 45 & 0x1f8)
            columns[6].words[row] = UInt32(low >> 54 & 0x1ff)
            columns[7].words[row] = UInt32(low >> 63) | (word[2] << 1 & 0x1ff)
        }
        return RowTask(.verifyInstruction, logSize: logSize, activeRows: 1 << Int(logSize), inputs: columns)
    }
}
