import EllipticCurves
import FiniteFields
import HashFunctions
import StarknetModel
import TransactionExecution

/// Makes the signed transactions of a load run.
struct LoadSigner: Sendable {
    let chainID: Felt252
    /// The class of accounts that are deployed.
    let accountClass: ClassHash?
    /// The prices of the latest block that was seen.
    var prices: GasPrices

    /// Prices may rise until a transaction is in a block: by a tenth with each full block.
    private static let margin: UInt128 = 4

    /// A new account, from a seed and a number.
    func account(seed: UInt64, number: Int) throws -> GenesisAccount {
        let privateKey = StarknetKeccak.hash(Array("starling client \(seed) \(number)".utf8))
        let publicKey = try StarkECDSA.publicKey(privateKey)
        let address = ContractAddress(
            deployedBy: .zero, salt: publicKey, classHash: accountClass ?? ClassHash(.zero),
            constructorCalldata: [publicKey])
        return GenesisAccount(address: address, privateKey: privateKey, publicKey: publicKey)
    }

    /// Tokens that pay for a deployment, also when prices have doubled until then.
    var deploymentFunds: UInt128 { 2 * UInt128(LoadAction.deploymentGas) * Self.margin * prices.l2Gas.fri }

    /// A signed transaction; `account` signs, the deployed account itself where it is a deployment.
    func transaction(_ action: LoadAction, by account: GenesisAccount, nonce: UInt64) throws -> Transaction {
        let fields = AccountFields(nonce: Felt252(nonce), resourceBounds: bounds(l2Gas: action.l2Gas))
        if case .deployment(let account) = action {
            var deployment = DeployAccountTransaction(
                classHash: accountClass ?? ClassHash(.zero), contractAddressSalt: account.publicKey,
                constructorCalldata: [account.publicKey], account: fields)
            deployment.account.signature = try signature(of: .deployAccount(deployment), account)
            return .deployAccount(deployment)
        }
        var invoke = InvokeTransaction(sender: account.address, calldata: action.calldata, account: fields)
        invoke.account.signature = try signature(of: .invoke(invoke), account)
        return .invoke(invoke)
    }

    private func signature(of transaction: Transaction, _ account: GenesisAccount) throws -> [Felt252] {
        let made = try StarkECDSA.sign(
            messageHash: transaction.hash(chainID: chainID), privateKey: account.privateKey)
        return [made.r, made.s]
    }

    private func bounds(l2Gas: UInt64) -> AllResourceBounds {
        func bound(_ amount: UInt64, _ price: GasPrice) -> ResourceBounds {
            ResourceBounds(maxAmount: amount, maxPricePerUnit: price.fri * Self.margin)
        }
        return AllResourceBounds(
            l1Gas: bound(0, prices.l1Gas), l2Gas: bound(l2Gas, prices.l2Gas), l1DataGas: bound(10_000, prices.l1DataGas)
        )
    }
}
