import BlockPrograms
import CairoMachine
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel

extension FrameRunner {
    /// The frame's recording, once it ended.
    func recording(
        _ run: EntryPointRun, _ result: EntryPointResult, gas: UInt64
    ) throws(MachineError) -> FrameRecording {
        let locator = ArrayLocator(run: run, responses: responses)
        let ordinals = placedAllocations(locator, result)
        func locate(_ start: MemoryValue) -> ArrayLocation {
            let location = locator.location(of: start)
            if case .allocation(let ordinal, _) = location, !ordinals.contains(ordinal) { return .elsewhere }
            return location
        }
        for (index, starts) in requestStarts.enumerated() {
            for (item, start) in starts.enumerated() {
                guard let start else { continue }
                switch systemCalls[index].request[item] {
                case .array(var array):
                    array.location = locate(start)
                    systemCalls[index].request[item] = .array(array)
                case .cells(var array):
                    array.location = locate(start)
                    systemCalls[index].request[item] = .cells(array)
                default: break
                }
            }
        }
        let returned = RecordedArray(
            content: result.returnedData, location: locate(MemoryValue(result.returnedStart)))
        return FrameRecording(
            classHash: call.classHash.felt, type: call.type, selector: call.selector, offset: entry.offset,
            builtins: entry.builtins, address: call.address.felt, caller: call.caller.felt,
            isValidation: call.isValidation, calldata: call.calldata, gasIn: gas, gasOut: result.gasLeft,
            failed: result.failed, returned: returned, usage: result.usage.filter { $0.builtin != .segmentArena },
            steps: result.steps, allocations: ordinals.sorted().map { locator.allocation($0) },
            systemCalls: systemCalls, arena: try arena(run, result))
    }

    /// The allocations that the program may hold as data: those of which all but a few cells are told outside of the frame.
    /// The rest of an allocation is data too then, and the proving budget counts only what is told (`ProvingLoad`).
    private func placedAllocations(_ locator: ArrayLocator, _ result: EntryPointResult) -> Set<Int> {
        var told: [Int: Int] = [:]
        func count(_ start: MemoryValue, _ count: Int) {
            if case .allocation(let ordinal, _) = locator.location(of: start) { told[ordinal, default: 0] += count }
        }
        count(MemoryValue(result.returnedStart), result.returnedData.count)
        for (index, starts) in requestStarts.enumerated() {
            for (item, start) in starts.enumerated() {
                guard let start else { continue }
                switch systemCalls[index].request[item] {
                case .array(let array), .cells(let array): count(start, array.content.count)
                case .felt, .handle: break
                }
            }
        }
        return Set(told.filter { locator.size(of: $0.key) <= $0.value + 4 }.keys)
    }

    /// The segment arena at the end of the frame; nil for entry points without one.
    private func arena(_ run: EntryPointRun, _ result: EntryPointResult) throws(MachineError) -> ArenaRecording? {
        guard let index = entry.builtins.firstIndex(of: .segmentArena), let infos = run.arenaInfos else { return nil }
        let machine = run.machine, start = run.builtinStarts[index]
        let operations = result.usage[index].instances
        func number(_ address: MachineAddress, _ offset: UInt64) throws(MachineError) -> Int {
            let place = MachineAddress(segment: address.segment, offset: offset)
            guard let value = machine.value(at: place)?.asUInt64, value < 1 << 24 else { throw .returnValues }
            return Int(value)
        }
        var counts: [DictionaryCounts] = []
        for triple in 0...operations {
            counts.append(
                DictionaryCounts(
                    created: try number(start, 3 * triple + 1), squashed: try number(start, 3 * triple + 2)))
        }
        // Every dictionary must be squashed, or its reads would not be bound to its writes.
        guard let last = counts.last, last.created == last.squashed, operations == 2 * UInt64(last.created) else {
            throw .returnValues
        }
        var sizes: [Int] = [], finalizations: [Int] = []
        for dictionary in 0..<UInt64(last.created) {
            let from = try machine.address(at: MachineAddress(segment: infos.segment, offset: 3 * dictionary))
            let to = try machine.address(at: MachineAddress(segment: infos.segment, offset: 3 * dictionary + 1))
            guard from.segment == to.segment, from.offset <= to.offset else { throw .returnValues }
            sizes.append(Int(to.offset - from.offset))
            finalizations.append(try number(infos, 3 * dictionary + 2))
        }
        return ArenaRecording(
            operations: Int(operations), counts: counts, dictionarySizes: sizes, finalizations: finalizations)
    }
}
