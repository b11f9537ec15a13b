public import BlockPrograms
import CNative
import CasmModel
import FiniteFields
public import NativeLayout
public import ProtocolRules
public import TransactionExecution

/// Runs frames in machine code.
public final class NativeRuns: Sendable {
    private let pool = NativeContextPool()

    public init() {}

    /// How a frame ended.
    public enum Outcome {
        /// To its end. Places of arrays and steps are not in it.
        case finished(FrameRecording)
        /// What served its system calls ended the execution.
        case stopped(RuleStop<StateReadError>)
        /// Not at all: the machine is to run it, from before the frame on.
        case undecided(NativeAbort)
    }

    /// Stack that code must have before it begins, and that is left for what serves its system calls, the frames that these
    /// enter included.
    static let reservedStackBytes = 384 << 10

    /// Runs a frame; nil where the class has no such entry point.
    public func run(_ frame: Frame, in native: NativeClass) -> Outcome? {
        guard let code = native.entries[.init(frame.call.type, frame.call.selector)] else { return nil }
        guard let end = native_stack_end() else { return .undecided(.stack) }
        let limit = end + NativeRuns.reservedStackBytes
        let here = withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { UInt(bitPattern: $0.baseAddress) }
        guard here > UInt(bitPattern: limit) else { return .undecided(.stack) }
        let slot = pool.take()
        defer { pool.give(back: slot) }
        return run(frame, code, slot.context, limit)
    }

    private func run(
        _ frame: Frame, _ code: UnsafeRawPointer, _ context: UnsafeMutablePointer<NativeContext>,
        _ limit: UnsafeMutablePointer<UInt8>
    ) -> Outcome {
        let host = FrameHost(frame, context)
        context.pointee.gas = frame.gas
        guard host.leavesRoom() else { return .undecided(.memory) }
        context.pointee.range_check = 0
        context.pointee.pedersen = 0
        context.pointee.bitwise = 0
        context.pointee.ec_op = 0
        context.pointee.poseidon = 0
        context.pointee.segment_arena = 0
        context.pointee.stack_limit = limit
        context.pointee.host = Unmanaged.passUnretained(host).toOpaque()
        var output = NativeOutput()
        let calldata = frame.call.calldata.map { NativeFelt($0) }
        let entry = unsafeBitCast(code, to: NativeEntry.self)
        let answer = native_enter(entry, context, calldata, UInt64(calldata.count), &output)
        return withExtendedLifetime((host, calldata)) {
            if answer == 0 { return host.outcome(output) }
            let reason = NativeAbort(rawValue: UInt64(answer)) ?? .machine
            guard reason == .host, let stop = host.stop else { return .undecided(reason == .host ? .machine : reason) }
            // A frame inside that the machine ended may have had less memory than the machine would have left it.
            if case .abort(.machine) = stop { return .undecided(.machine) }
            return .stopped(stop)
        }
    }
}
