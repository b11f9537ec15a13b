import ConsensusAlgorithms
import ConsensusEngine
import ConsensusWire
import QuorumCertificates
import Tendermint
import TransactionPool
import ValidatorSigning
import WriteAheadLog

typealias SimulatedEngine = EngineLoop<TendermintMachine, SimulatedFile, SimulatedFile>
typealias Frame = PeerMessage<TendermintMachine>

/// A node's machine: what survives its processes, and the process that runs on it now.
final class SimulatedMachine {
    let index: Int
    /// Whose key it has. Two machines may have one.
    let validator: ValidatorIndex
    let disk: SimulatedDisk
    /// By how much its clock is wrong.
    var clockError = 0
    var isGreedy = false
    var slowness = 100
    /// Counts starts, so that what was meant for an earlier process is recognised.
    var life = 0
    var process: SimulatedProcess?
    /// Which of log and signing journal fails on this machine, if one of them does.
    var failing: DiskDamage?
    /// What fails when it signs next.
    var armed: DiskDamage?
    /// The height of its last signature, and the length of its log then: what must be there for the next one.
    var spoke: (height: UInt64, logByteCount: Int)?
    /// The height at which the log lost something that the machine spoke from.
    var lostLogHeight: UInt64?

    var logFile: SimulatedFile { disk.files[0] }
    var signingFile: SimulatedFile { disk.files[1] }
    var poolFile: SimulatedFile { disk.files[2] }

    init(index: Int, validator: ValidatorIndex, seed: UInt64) {
        self.index = index
        self.validator = validator
        disk = SimulatedDisk(seed: seed ^ UInt64(index + 1) &* 0x9e37_79b9, fileCount: 3)
    }
}

/// A node's process: what ends with it.
final class SimulatedProcess {
    let engine: SimulatedEngine
    let chain: SimulatedChain
    let outbox: SimulatedOutbox
    /// By machine.
    var inboxes: [Int: CheckingInbox<TendermintMachine>] = [:]
    /// The one job that runs, with when it is done and what comes of it.
    var job: (job: ApplicationJob<TendermintMachine>, end: Int, answer: EngineEvent<TendermintMachine>?)?
    var jobNumber = 0
    var jobs: [ApplicationJob<TendermintMachine>] = []
    /// Gossiped transactions that wait for their check, and whether one is being checked.
    var intake: [[UInt8]] = []
    var isAdmitting = false
    var wakeAt = Int.max
    var wakeNumber = 0
    /// Its key was seen to sign elsewhere.
    var isBesideItself = false

    init(engine: SimulatedEngine, chain: SimulatedChain, outbox: SimulatedOutbox) {
        self.engine = engine
        self.chain = chain
        self.outbox = outbox
    }
}

/// What a process sends and asks for within a step, collected until the step is over.
final class SimulatedOutbox: PeerLinks, @unchecked Sendable {
    // A simulation runs on one thread.
    /// Frames with their receiver; nil for all.
    var frames: [(frames: [[UInt8]], to: ValidatorIndex?)] = []
    var jobs: [ApplicationJob<TendermintMachine>] = []
    var events: [EngineEvent<TendermintMachine>] = []
    var notices: [EngineNotice] = []

    func broadcast(_ frames: [[UInt8]]) { self.frames.append((frames, nil)) }

    func send(_ frames: [[UInt8]], to peer: ValidatorIndex) { self.frames.append((frames, peer)) }
}

/// The time of a simulation.
final class SimulatedClock: @unchecked Sendable {
    // A simulation runs on one thread.
    var now = 0
}
