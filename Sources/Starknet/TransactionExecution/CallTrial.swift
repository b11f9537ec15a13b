package import BlockPrograms
package import FiniteFields
package import ProtocolRules
package import StarknetModel

/// One outer call and all that it did, thrown away afterwards: what engines are compared by.
package struct CallTrial: Sendable {
    /// How it ended.
    package enum Ending: Sendable, Equatable {
        case ended(failed: Bool, returned: [Felt252], gasLeft: UInt64)
        case aborted(ExecutionAbort)
        case state(StateReadError)
    }

    package let ending: Ending
    package let frames: [FrameRecording]
    package let diff: StateDiff
    package let events: [Event]
    package let messages: [MessageToL1]

    /// Makes the call on a state. `transaction`: what contracts see of it.
    package init(
        _ call: EntryCall, chain: ChainParameters, context: BlockContext, state: any StateReader,
        transaction: TransactionInfo? = nil, executor: any FrameExecutor
    ) {
        let made = MachineHost(state, chainID: chain.chainID, block: RecordedContext(context), executor: executor)
        if let transaction { made.begin(transaction) }
        var host = made
        do throws(RuleStop<StateReadError>) {
            let outcome = try host.call(call)
            ending = .ended(failed: outcome.failed, returned: outcome.returned, gasLeft: outcome.gasLeft)
        } catch {
            switch error {
            case .abort(let abort): ending = .aborted(abort)
            case .host(let failure): ending = .state(failure)
            }
        }
        frames = made.frames
        diff = made.state.diff
        events = made.effects.events
        messages = made.effects.messages
    }
}
