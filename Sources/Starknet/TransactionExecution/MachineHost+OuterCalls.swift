import BlockPrograms
import FiniteFields
import ProtocolRules

/// Why a call that belongs to no transaction gave no result.
enum OuterCallFailure: Error {
    /// It panicked, with this data; the reason as text.
    case failed(panic: [Felt252], reason: String)
    /// It was aborted: the calls on the way, and the reason.
    case aborted(FailureStack, reason: String)
    case state(StateReadError)

    /// What went wrong, as text.
    var reason: String {
        switch self {
        case .failed(_, let reason), .aborted(_, let reason): reason
        case .state(let error): "State could not be read: \(error.reason)"
        }
    }
}

extension MachineHost {
    /// What a call of no transaction returns; its effects on the state stay.
    func result(of call: EntryCall) throws(OuterCallFailure) -> [Felt252] {
        effects = CallEffects()
        var host = self
        let outcome: CallOutcome
        do throws(RuleStop<StateReadError>) { outcome = try host.call(call) } catch {
            switch error {
            case .host(let error): throw .state(error)
            case .abort(let abort): throw aborted(abort)
            }
        }
        guard !outcome.failed else {
            let reason = RevertReason(effects.trace, root: outcome.node, panic: outcome.returned)
            throw .failed(panic: outcome.returned, reason: text(reason))
        }
        return outcome.returned
    }

    /// Of a failed constructor the whole reason is told and its panic, of other aborts the sentence.
    private func aborted(_ abort: ExecutionAbort) -> OuterCallFailure {
        var stack = FailureStack(calls: effects.trace.path(to: abort))
        guard case .constructorFailed(let failed) = abort else {
            return .aborted(stack, reason: text(RevertReason(sentenceOf: abort)))
        }
        stack.panics = [failed.returned]
        stack.tellsReason = true
        return .aborted(stack, reason: text(RevertReason(effects.trace, abort: abort)))
    }

    private func text(_ reason: RevertReason) -> String { String(decoding: reason.bytes, as: UTF8.self) }
}
