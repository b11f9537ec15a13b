public import BlockPrograms
public import CasmModel
public import StarknetModel

/// A place where calls are made: what the protocol's rules need of it.
///
/// There are two. Execution has a machine and a state: `run` executes a frame's code, and every system call on the way
/// comes back to `serve`. A verifier's replay has transcripts and openings: `run` takes the next frame of the manifest,
/// hands the requests of its transcript to `serve`, and compares what `serve` answers with the responses it finds. The
/// rules themselves (who may call what, what it costs, what it does and answers) are the extensions of this protocol and
/// stand here once: where two texts drift apart, honest blocks cannot be verified, or forged ones can.
///
/// Only the reading of memory and the place of the code's run are the host's.
public protocol CallHost {
    associatedtype Source: StateSource
    /// Why this host cannot go on, whatever the protocol says: a damaged store, a transcript that lies.
    typealias Failure = Source.Failure

    /// The state with all changes so far.
    var state: JournaledState<Source> { get set }
    /// What the calls of the current transaction did besides.
    var effects: CallEffects { get set }
    /// What contracts see of the block.
    var block: RecordedContext { get }

    /// What contracts see of the current transaction; nil outside of one.
    var info: TransactionInfo? { get }

    /// The class that the current transaction declares, as its body says; nil where none was handed in.
    var declaration: ClassDeclaration? { get }

    /// The entry points of a declared class; nil when it is not declared.
    mutating func entryPoints(of classHash: ClassHash) throws(Failure) -> EntryPoints?

    /// Runs the frame of a call that was admitted: class, entry point and gas are checked.
    mutating func run(_ call: EntryCall, _ entry: CasmEntryPoint) throws(RuleStop<Failure>) -> FrameOutcome
}

extension CallHost {
    /// What a frame sees of the transaction, or of the meta transaction that it is inside of.
    public func info(seenBy call: EntryCall) -> TransactionInfo? { call.meta ?? info }

    /// A moment that effects can be taken back to.
    var checkpoint: CallCheckpoint {
        CallCheckpoint(state: state.checkpoint, events: effects.events.count, messages: effects.messages.count)
    }

    /// Takes back everything that was done since a checkpoint.
    mutating func revert(to checkpoint: CallCheckpoint) {
        state.revert(to: checkpoint.state)
        effects.revert(to: checkpoint)
    }
}

/// A moment that effects can be taken back to.
public struct CallCheckpoint: Sendable {
    var state: Int
    var events: Int
    var messages: Int
}
