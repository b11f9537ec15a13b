import BlockPrograms
import CNative
import FiniteFields
import NativeLayout
import ProtocolRules
import TransactionExecution

/// One frame in native code: what serves its system calls, and what it recorded.
final class FrameHost {
    let frame: Frame
    let context: UnsafeMutablePointer<NativeContext>
    /// What was served, in order.
    var systemCalls: [SystemCallRecording] = []
    /// Points of the secp curves by their handle: the system call and the value that each came of.
    var points: [(point: CurveValue, systemCall: Int, value: Int)] = []
    /// Why the execution was ended by what served a system call.
    var stop: RuleStop<StateReadError>?
    /// The execution info, once it was asked for.
    var executionInfo: UnsafeRawPointer?
    private var share: MachineShare

    init(_ frame: Frame, _ context: UnsafeMutablePointer<NativeContext>) {
        self.frame = frame
        self.context = context
        share = MachineShare(frame)
    }

    static func of(_ context: UnsafeMutablePointer<NativeContext>?) -> FrameHost? {
        context?.pointee.host.map { Unmanaged<FrameHost>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The answer that ends the call.
    static func abort(_ reason: NativeAbort) -> UInt32 { UInt32(NATIVE_ABORT) + UInt32(reason.rawValue) }

    /// Tells the frame how much of the machine's memory a frame that is entered now may take; false where this one could have
    /// none left.
    func leavesRoom() -> Bool {
        guard let left = share.left(gas: context.pointee.gas) else { return false }
        frame.cells = left
        return true
    }

    /// Takes note of a system call that was served.
    func served(_ recording: SystemCallRecording) {
        share.note(recording)
        systemCalls.append(recording)
    }

    /// Memory of the call; nil beyond its bound.
    func allocate(bytes: Int) -> UnsafeMutableRawPointer? { native_try_allocate(context, UInt64(max(bytes, 8))) }

    /// Felts as generated code has them; nil where there is no room.
    func place(_ felts: [Felt252]) -> UnsafeMutableRawPointer? {
        guard let place = allocate(bytes: 32 * felts.count) else { return nil }
        for (index, felt) in felts.enumerated() { place.put(felt, at: 32 * index) }
        return place
    }
}
