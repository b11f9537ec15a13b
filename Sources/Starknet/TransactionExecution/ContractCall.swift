import BlockPrograms
import CasmModel
public import FiniteFields
import ProtocolRules
public import StarknetModel

/// Why a read-only call gave no result.
public enum ContractCallError: Error, Equatable, Sendable {
    case noContract
    case entryPointNotFound
    /// The contract panicked, or its execution was aborted; the reason as text.
    case failed(FailureStack, reason: String)
    case state(StateReadError)
}

/// Calls of contracts outside of any block, as `starknet_call` makes them.
public enum ContractCall {
    /// Calls an external entry point and returns its data. Effects are thrown away. `isStopped` ends it with
    /// `StateReadError.stopped`. `executor` runs the code.
    public static func run(
        chain: ChainParameters, context: BlockContext, state: any StateReader, address: ContractAddress,
        selector: Felt252, calldata: [Felt252], isStopped: (@Sendable () -> Bool)? = nil,
        executor: any FrameExecutor = MachineExecutor()
    ) throws(ContractCallError) -> [Felt252] {
        let host = MachineHost(
            state, chainID: chain.chainID, block: RecordedContext(context), executor: executor)
        host.isStopped = isStopped
        let classHash: ClassHash, entries: EntryPoints?
        do throws(StateReadError) {
            classHash = try host.state.classHash(at: address)
            entries = classHash == .none ? nil : try host.entryPoints(of: classHash)
        } catch { throw .state(error) }
        guard classHash != .none else { throw .noContract }
        if let entries, entries.find(.external, selector) == nil { throw .entryPointNotFound }
        let call = EntryCall(
            classHash: classHash, address: address, caller: .zero, type: .external, selector: selector,
            calldata: calldata, gas: ProtocolConstants.executeGasMax)
        do throws(OuterCallFailure) { return try host.result(of: call) } catch {
            switch error {
            case .failed(let panic, let reason):
                let frames = host.frames
                if !frames.isEmpty { throw .failed(FailureStack(frames, root: 0), reason: reason) }
                // No code ran.
                var stack = FailureStack(
                    FailedCall(contract: address.felt, classHash: classHash.felt, selector: selector))
                stack.panics = [panic]
                throw .failed(stack, reason: reason)
            case .aborted(let stack, let reason): throw .failed(stack, reason: reason)
            case .state(let error): throw .state(error)
            }
        }
    }
}
