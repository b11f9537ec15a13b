import BlockPrograms
import CasmModel
public import FiniteFields
public import StarknetModel

/// Why a read-only call gave no result.
public enum ContractCallError: Error, Equatable, Sendable {
    case noContract
    case entryPointNotFound
    /// The contract panicked, or its execution was aborted; the reason as text.
    case failed(panic: [Felt252], reason: String)
    case state(StateReadError)
}

/// Calls of contracts outside of any block, as `starknet_call` makes them.
public enum ContractCall {
    /// Calls an external entry point and returns its data. Effects are thrown away.
    public static func run(
        chain: ChainParameters, context: BlockContext, state: any StateReader, address: ContractAddress,
        selector: Felt252, calldata: [Felt252]
    ) throws(ContractCallError) -> [Felt252] {
        let cached = CachedState(state)
        let classHash: ClassHash, found: ContractClass?
        do {
            classHash = try cached.classHash(at: address)
            found = classHash == .none ? nil : try cached.contractClass(classHash)
        } catch { throw .state(error) }
        guard classHash != .none else { throw .noContract }
        if let found, found.casm.entryPoints.find(.external, selector) == nil { throw .entryPointNotFound }
        let info = TransactionInfo(
            version: 3, account: .zero, signature: [], hash: .zero, chainID: chain.chainID, nonce: .zero,
            resourceBounds: [], tip: .zero)
        let tree = CallTree(state: cached, context: RecordedContext(context), info: info)
        let outcome: CallOutcome
        do {
            outcome = try tree.call(
                EntryCall(
                    classHash: classHash, address: address, caller: .zero, type: .external, selector: selector,
                    calldata: calldata, gas: ProtocolConstants.executeGasMax, depth: 0, isValidation: false))
        } catch {
            if case .state(let reason) = error { throw .state(reason) }
            throw .failed(panic: [], reason: RevertReason(tree, abort: error).text)
        }
        guard !outcome.failed else {
            throw .failed(
                panic: outcome.returned,
                reason: RevertReason(tree, root: outcome.frame, panic: outcome.returned).text)
        }
        return outcome.returned
    }
}
