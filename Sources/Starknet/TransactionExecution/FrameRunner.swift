import BlockPrograms
import CairoMachine
import CasmModel
import FiniteFields
import ProtocolRules
import StarknetModel

/// Runs one frame on the machine, has its system calls served by the protocol's rules, and records it.
///
/// The recording is complete for the block program (block-programs §4-6): transcript with gas, where arrays lie,
/// the memory that placed arrays come from, builtin usage, the segment arena.
final class FrameRunner: RunEnvironment {
    let frame: Frame
    var call: EntryCall { frame.call }
    var entry: CasmEntryPoint { frame.entry }
    /// Why the machine was stopped, when it reports `MachineError.systemCall`.
    private var stopped: RuleStop<StateReadError>?
    var systemCalls: [SystemCallRecording] = []
    /// Where the next system call must start.
    var expected: MachineAddress?
    /// Response arrays: segment to system call and value.
    var responses: [UInt64: (systemCall: Int, value: Int)] = [:]
    /// Where each request array started, to be located after the run.
    var requestStarts: [[MemoryValue?]] = []
    /// The execution info struct, made on first use.
    var executionInfo: MachineAddress?
    /// Points of elliptic curves by their handle.
    var points: [MachineAddress: CurveValue] = [:]

    init(_ frame: Frame) { self.frame = frame }

    /// Runs to the end; the caller has checked class, entry point and gas.
    func run(_ program: CairoProgram) throws(RuleStop<StateReadError>) -> FrameRecording {
        let gas = frame.gas
        var limits = MachineLimits(steps: ProtocolConstants.stepsMax, cells: frame.cells)
        limits.isStopped = frame.isStopped
        do {
            let run = try EntryPointRun(
                program, entry, calldata: call.calldata, gas: gas, limits: limits, environment: self)
            expected = run.systemStart
            let result = try run.run()
            return try recording(run, result, gas: gas)
        } catch {
            if case .stopped = error { throw .host(.stopped) }
            throw stopped ?? .abort(.machine(reason: Self.words(error)))
        }
    }

    func pointSeed() -> Felt252? { frame.pointSeed }

    // MARK: System calls

    func systemCall(_ machine: Machine, at pointer: MachineAddress) throws(MachineError) {
        // A compiled class writes one system call after the other; anything else could leave gaps.
        guard pointer == expected else { throw .systemCall }
        var reader = RequestReader(machine: machine, position: pointer)
        let selector = try reader.felt(), gasFelt = try reader.felt()
        guard let systemCall = SystemCall(selector: selector) else { throw stop(.abort(.unknownSystemCall(selector))) }
        guard let gas = gasFelt.asUInt64 else { throw stop(.abort(.malformedSystemCall(systemCall))) }
        let request = try reader.request(of: systemCall, points: points)
        // A frame that is entered now shares what this one has left.
        frame.cells = machine.cellsLeft
        let response: SystemCallAnswer
        do { response = try frame.serve(systemCall, gas: gas, request.map(\.argument)) } catch {
            throw stop(error)
        }
        try respond(systemCall, gas: gas, request: request, response, machine: machine, at: reader.position)
    }

    /// Keeps the reason and gives the error that stops the machine.
    private func stop(_ reason: RuleStop<StateReadError>) -> MachineError {
        stopped = reason
        return .systemCall
    }

    /// Which rule of the machine was broken, as UTF-8.
    private static func words(_ error: MachineError) -> [UInt8] {
        switch error {
        case .stepLimit: return Array("Step limit reached.".utf8)
        case .memoryLimit: return Array("Memory limit reached.".utf8)
        default: break
        }
        return Array("The code broke a rule of the machine: \(error.explanation).".utf8)
    }

    /// Writes the response and records the call.
    private func respond(
        _ systemCall: SystemCall, gas: UInt64, request: [RequestItem], _ response: SystemCallAnswer,
        machine: Machine, at position: MachineAddress
    ) throws(MachineError) {
        var cells: [MemoryValue] = [.init(response.gasLeft), .init(response.failed ? 1 as UInt64 : 0)]
        for (index, item) in response.items.enumerated() {
            switch item {
            case .felt(let felt): cells.append(MemoryValue(felt))
            case .array(let content):
                let start = try place(content, machine: machine, value: index)
                cells.append(MemoryValue(start))
                cells.append(MemoryValue(MachineAddress(segment: start.segment, offset: UInt64(content.count))))
            case .cells(let content), .point(let content):
                let start = try place(content, machine: machine, value: index)
                if let point = response.point, case .point = item { points[start] = point }
                cells.append(MemoryValue(start))
            case .executionInfo: cells.append(MemoryValue(try makeExecutionInfo(machine)))
            }
        }
        try machine.write(cells, at: position)
        requestStarts.append(request.map(\.start))
        systemCalls.append(
            SystemCallRecording(
                call: systemCall, gas: gas, request: request.map { recorded($0) }, gasLeft: response.gasLeft,
                failed: response.failed, response: response.items, callee: response.callee))
        expected = position.advanced(by: cells.count)
    }

    private func place(_ content: [Felt252], machine: Machine, value: Int) throws(MachineError) -> MachineAddress {
        let start = try machine.addSegment(content.map { MemoryValue($0) })
        responses[start.segment] = (systemCalls.count, value)
        return start
    }

    private func recorded(_ item: RequestItem) -> SystemCallRecording.Request {
        switch item {
        case .felt(let felt): .felt(felt)
        // Locations are filled in after the run, when all allocations are known.
        case .array(let content, _): .array(RecordedArray(content: content, location: .elsewhere))
        case .cells(let content, _): .cells(RecordedArray(content: content, location: .elsewhere))
        case .handle(let address, _):
            if let origin = responses[address.segment] {
                .handle(systemCall: origin.systemCall, value: origin.value)
            } else {
                .felt(.zero)
            }
        }
    }
}
