public import BlockPrograms
import CasmModel
public import NativeCodegen
import NativeLayout
import NativeRuntime
public import ProtocolRules
public import StarknetModel
import Synchronization
public import TransactionExecution

/// Runs frames in machine code where their class has some, and on the machine otherwise: there, and wherever native code does
/// not come to an end by itself, the machine decides.
///
/// With sampling every so many frames run on both: where they differ the class is taken off, the difference is reported, and
/// what the machine says counts.
public final class NativeExecutor: FrameExecutor {
    private struct State {
        var classes: [ClassHash: NativeClass] = [:]
        var counts = FrameCounts()
        /// Native frames until the next one that is compared.
        var untilSample = UInt64.max
    }

    private let state = Mutex(State())
    private let library: NativeLibrary
    private let runs = NativeRuns()
    private let machine = MachineExecutor()
    private let sampling: Sampling?

    /// Native code says neither where arrays lie nor how many steps the machine would run.
    public var recordsPlaces: Bool { false }

    /// Without classes. Fails where no code can be loaded.
    public init(sampling: Sampling? = nil) throws(NativeRefusal) {
        library = try NativeLibrary()
        self.sampling = sampling
        if let sampling { state.withLock { $0.untilSample = sampling.every } }
    }

    /// How many frames ran where so far.
    public var counts: FrameCounts { state.withLock(\.counts) }

    /// Loads a class; from then on its frames run natively.
    public func add(_ classHash: ClassHash, _ object: LoadableClass) throws(NativeRefusal) {
        let native = try library.load(object)
        state.withLock { $0.classes[classHash] = native }
    }

    /// Takes a class off: its frames run on the machine from now on.
    public func remove(_ classHash: ClassHash) { state.withLock { $0.classes[classHash] = nil } }

    public func run(_ frame: Frame) throws(RuleStop<StateReadError>) -> FrameRecording {
        guard let native = state.withLock({ $0.classes[frame.call.classHash] }) else { return try onMachine(frame) }
        let before = frame.checkpoint
        switch runs.run(frame, in: native) {
        case .finished(let recording):
            guard isSampled else { return recording }
            return try compare(frame, before) { $0 == recording }
        case .stopped(let stop):
            guard isSampled else { throw stop }
            return try compare(frame, before) { _ in false }
        case .undecided(let reason):
            frame.revert(to: before)
            state.withLock { $0.counts.note(reason) }
            return try onMachine(frame)
        case nil: return try onMachine(frame)
        }
    }

    /// Counts a native frame, and says whether it is one to compare.
    private var isSampled: Bool {
        state.withLock { state in
            state.counts.native += 1
            guard let sampling else { return false }
            state.untilSample -= 1
            guard state.untilSample == 0 else { return false }
            state.untilSample = sampling.every
            return true
        }
    }

    /// Runs a frame once more, on the machine, whose word counts. What ends the execution there has to have ended it natively
    /// too: `isSame` is asked for frames that come to their end.
    private func compare(
        _ frame: Frame, _ before: FrameCheckpoint, _ isSame: (FrameRecording) -> Bool
    ) throws(RuleStop<StateReadError>) -> FrameRecording {
        frame.revert(to: before)
        state.withLock { $0.counts.compared += 1 }
        let judged = try machine.run(frame)
        if !isSame(judged.withoutPlaces) { report(frame.call.classHash, judged) }
        return judged
    }

    private func report(_ classHash: ClassHash, _ judged: FrameRecording) {
        state.withLock { state in
            state.classes[classHash] = nil
            state.counts.different += 1
        }
        sampling?.report(judged)
    }

    private func onMachine(_ frame: Frame) throws(RuleStop<StateReadError>) -> FrameRecording {
        state.withLock { $0.counts.machine += 1 }
        return try machine.run(frame)
    }
}
