import FiniteFields
import HashFunctions
import StarknetModel
public import TransactionExecution

/// One thing that a load run sends.
public enum LoadAction: Hashable, Sendable {
    /// A call of a demo contract by a prefunded account.
    case call(DemoCall)
    /// Tokens from a prefunded account, with which another one pays for its own deployment.
    case transfer(to: GenesisAccount, amount: UInt128)
    /// The deployment of an account that has tokens.
    case deployment(GenesisAccount)

    private static let transferSelector = StarknetKeccak.selector("transfer")

    /// The calldata of an account's multicall of this one call; none for a deployment.
    var calldata: [Felt252] {
        switch self {
        case .call(let call): call.calldata
        case .transfer(let owner, let amount):
            [
                .one, ContractAddress.strk.felt, Self.transferSelector, Felt252(3 as UInt64), owner.address.felt,
                Felt252(amount), .zero,
            ]
        case .deployment: []
        }
    }

    /// L2 gas that it surely does not need.
    var l2Gas: UInt64 {
        switch self {
        case .call: 100_000_000
        case .transfer: 20_000_000
        case .deployment: Self.deploymentGas
        }
    }

    static let deploymentGas: UInt64 = 10_000_000

    /// Whether a receipt that did not revert says what it should. A deployment announces nothing.
    func isConfirmed(by receipt: TransactionReceipt) -> Bool {
        switch self {
        case .call(let call): call.isConfirmed(by: receipt)
        case .transfer(let owner, let amount):
            receipt.events.contains {
                $0.from == .strk && $0.keys.last == owner.address.felt && $0.data == [Felt252(amount), .zero]
            }
        case .deployment: true
        }
    }
}
