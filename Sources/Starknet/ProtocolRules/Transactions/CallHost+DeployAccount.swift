import BlockPrograms
import CasmModel
import FiniteFields
import StarknetModel

/// The rules of a DEPLOY_ACCOUNT transaction (EXEC §3.1): the account's constructor, before the account is asked.
extension CallHost {
    /// Puts the account at its address and runs its constructor under the rules of validation. Whatever fails here refuses the
    /// transaction: there is nobody who could pay for it.
    mutating func deployAccount(
        _ deployment: DeployAccountTransaction, gasBound: UInt64, _ outcome: inout TransactionOutcome
    ) throws(TransactionStop<Failure>) {
        let address = deployment.sender
        let gas = min(outcome.gasLeft(of: gasBound), ProtocolConstants.validateGasMax)
        let called: CallOutcome
        do throws(RuleStop<Failure>) {
            guard try classHash(at: address) == .none else { throw .abort(.addressInUse(address)) }
            do throws(Failure) { try state.setClassHash(deployment.classHash, at: address) } catch {
                throw .host(error)
            }
            called = try call(
                EntryCall(
                    classHash: deployment.classHash, address: address, caller: .zero, type: .constructor,
                    selector: ProtocolSelectors.constructor, calldata: deployment.constructorCalldata, gas: gas,
                    isValidation: true))
        } catch {
            switch error {
            case .host(let failure): throw .host(failure)
            case .abort(.addressInUse(let address)): throw .rejected(.addressInUse(address))
            case .abort(.undeclaredClass(let hash)) where hash == deployment.classHash:
                throw .rejected(.classNotDeclared(hash))
            case .abort(let abort):
                throw .rejected(.constructorFailed(reason: RevertReason(effects.trace, abort: abort).bytes))
            }
        }
        guard !called.failed else {
            let reason = RevertReason(effects.trace, root: called.node, panic: called.returned)
            throw .rejected(.constructorFailed(reason: reason.bytes))
        }
        if let frame = called.frame { outcome.roots.append(.init(kind: .constructor, frame: frame)) }
        outcome.executeGas = gas - min(gas, called.gasLeft)
        outcome.returned = called.returned
    }
}
