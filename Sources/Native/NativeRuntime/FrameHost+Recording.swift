import BlockPrograms
import CNative
import CairoMachine
import CasmModel
import FiniteFields
import NativeLayout
import ProtocolRules
import StarknetModel
import TransactionExecution

extension FrameHost {
    /// The most felts that a frame may return: more is the machine's to decide.
    private static let returnedMax: UInt64 = 1 << 22

    /// The frame once its code has returned.
    func outcome(_ output: NativeOutput) -> NativeRuns.Outcome {
        guard leavesRoom() else { return .undecided(.memory) }
        guard output.count <= FrameHost.returnedMax, output.failed < 2 else { return .undecided(.machine) }
        var returned: [Felt252] = []
        if output.count > 0 {
            guard let data = output.data else { return .undecided(.machine) }
            returned = (0..<Int(output.count)).map { data[$0].felt }
        }
        let hasArena = frame.entry.builtins.contains(.segmentArena)
        let arena = hasArena ? arenaRecording() : nil
        // Dictionaries that are not squashed end the machine's run.
        guard hasArena == (arena != nil) else { return .undecided(.machine) }
        return .finished(
            FrameRecording(
                classHash: frame.call.classHash.felt, type: frame.call.type, selector: frame.call.selector,
                offset: frame.entry.offset, builtins: frame.entry.builtins, address: frame.call.address.felt,
                caller: frame.call.caller.felt, isValidation: frame.call.isValidation, calldata: frame.call.calldata,
                gasIn: frame.gas, gasOut: context.pointee.gas, failed: output.failed == 1,
                returned: RecordedArray(content: returned, location: .elsewhere), usage: usage, steps: 0,
                allocations: [], systemCalls: systemCalls, arena: arena))
    }

    private var usage: [BuiltinUsage] {
        frame.entry.builtins.compactMap { builtin in
            let uses: UInt64
            switch builtin {
            case .rangeCheck: uses = context.pointee.range_check
            case .pedersen: uses = context.pointee.pedersen
            case .bitwise: uses = context.pointee.bitwise
            case .ecOp: uses = context.pointee.ec_op
            case .poseidon: uses = context.pointee.poseidon
            case .segmentArena: return nil
            case .output, .ecdsa, .keccak, .rangeCheck96, .addMod, .mulMod: uses = 0
            }
            return BuiltinUsage(builtin: builtin, instances: uses)
        }
    }

    /// Nil where a dictionary was not squashed.
    private func arenaRecording() -> ArenaRecording? {
        let operations = Int(context.pointee.segment_arena)
        var counts = [DictionaryCounts(created: 0, squashed: 0)]
        for index in 0..<operations {
            guard let list = context.pointee.arena_operations else { return nil }
            var next = counts[index]
            if list[index] == 0 { next.created += 1 } else { next.squashed += 1 }
            counts.append(next)
        }
        guard let last = counts.last, last.created == last.squashed else { return nil }
        var sizes: [Int] = [], finalizations: [Int] = []
        var dictionary = context.pointee.first_dictionary
        while let one = dictionary {
            guard let finalization = Int(exactly: native_dictionary_finalization(one)) else { return nil }
            // Key, value before and value after.
            sizes.append(3 * Int(native_dictionary_accesses(one)))
            finalizations.append(finalization)
            dictionary = native_dictionary_next(one)
        }
        return ArenaRecording(
            operations: operations, counts: counts, dictionarySizes: sizes, finalizations: finalizations)
    }
}
