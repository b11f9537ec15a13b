import FiniteFields
import HashFunctions

/// Names behind selectors that every chain knows. A selector is a hash of the name: these are computed, not copied.
enum SelectorNames {
    private static let names = [
        "__execute__", "__validate__", "__validate_declare__", "__validate_deploy__", "constructor", "transfer",
        "transfer_from", "transferFrom", "approve", "balance_of", "balanceOf", "allowance", "total_supply",
        "totalSupply",
        "name", "symbol", "decimals", "mint", "burn", "deploy_contract", "deployContract", "is_valid_signature",
        "upgrade",
        "Transfer", "Approval", "ContractDeployed", "OwnerAdded", "OwnerRemoved",
    ]
    private static let bySelector = Dictionary(
        names.map { (StarknetKeccak.selector($0).hex, $0) }, uniquingKeysWith: { first, _ in first })

    static func name(of selector: String) -> String? { bySelector[selector] }
}
