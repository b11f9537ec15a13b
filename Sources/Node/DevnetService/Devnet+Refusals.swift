import JSONCoding
import StarknetRPC

extension Devnet {
    /// Methods that tools know and this network does not have, with the reason.
    static let refusals: [String: String] = [
        "devnet_impersonateAccount": "every transaction is signed: what is not cannot be proven",
        "devnet_stopImpersonateAccount": "every transaction is signed: what is not cannot be proven",
        "devnet_autoImpersonate": "every transaction is signed: what is not cannot be proven",
        "devnet_stopAutoImpersonate": "every transaction is signed: what is not cannot be proven",
        "devnet_setGasPrice": "the gas prices of a chain stand in its genesis",
        "devnet_acceptOnL1": "nothing is settled on another chain",
        "devnet_applyStateDiff": "the state changes by transactions only",
        "devnet_postmanLoad": "there is no connection to L1",
        "devnet_forkNetwork": "forking a network is not supported",
    ]
}
