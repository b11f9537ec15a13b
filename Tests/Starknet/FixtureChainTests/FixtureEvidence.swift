import BlockPrograms
import BlockVerifying
import CasmModel
import FiniteFields
import FixtureChains
import StarknetModel
import TransactionExecution

/// What happened in a fixture block: its recording, which `FixtureRegenerationTests` compare with the transcripts of the
/// committed bundle, and the bundle's manifest.
struct FixtureEvidence {
    let block: ExecutedBlock
    let aborted: Set<Int>
    let manifest: BlockManifest
    /// How the storage calls met the state.
    let accesses: [StateAccesses.Kind: Int]

    init(_ number: UInt64) throws {
        let chain = try FixtureChain.shared()
        block = chain[number]
        aborted = Set(chain.aborted[number] ?? [])
        manifest = try FixtureParts(number).proof.manifest
        var accesses = StateAccesses()
        for transaction in block.recording.transactions { accesses.follow(transaction) }
        self.accesses = accesses.counts
    }

    private var allFrames: [FrameRecording] { block.recording.transactions.flatMap(\.frames) }

    func frames(_ holds: (FrameRecording) -> Bool) -> Int { allFrames.count(where: holds) }

    func calls(_ call: SystemCall, _ holds: (SystemCallRecording) -> Bool) -> Int {
        allFrames.flatMap(\.systemCalls).count { $0.call == call && holds($0) }
    }

    /// Failures with exactly this reason.
    func failures(_ call: SystemCall, _ reason: Felt252) -> Int {
        calls(call) { $0.failed && $0.response == [.array([reason])] }
    }

    func validating(_ call: SystemCall) -> Int {
        allFrames.filter(\.isValidation).flatMap(\.systemCalls).count { $0.call == call }
    }

    /// Calls whose own frame panicked afterwards.
    func takenBack(_ call: SystemCall) -> Int {
        allFrames.filter(\.failed).flatMap(\.systemCalls).count { $0.call == call && !$0.failed }
    }

    func transactions(_ holds: (TransactionRecording) -> Bool) -> Int {
        block.recording.transactions.count(where: holds)
    }

    /// Reverted transactions; `holds` is told whether it is one of those that were aborted.
    func transactionsReverted(_ holds: (TransactionRecording, Bool) -> Bool) -> Int {
        block.recording.transactions.enumerated().count { $1.isReverted && holds($1, aborted.contains($0)) }
    }

    func manifestFrames(_ holds: (FrameManifest) -> Bool) -> Int { manifest.frames.count(where: holds) }

    func asserts(_ holds: (AssertedArray) -> Bool) -> Int { manifest.frames.flatMap(\.asserts).count(where: holds) }
}

extension SystemCallRecording {
    /// Whether it was answered by the void of an aborted execution.
    var isVoid: Bool { failed && response == [.array([ProtocolFelts.aborted])] }
}
