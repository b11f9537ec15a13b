import StarknetJSON
import ChainStorage
import JSONCoding
import StarknetModel

extension RPCService {
    /// All methods by name, parameters as in the specification's version 0.10.2.
    static let methods: [String: RPCMethod] = [
        "starknet_specVersion": RPCMethod { _, p, w in w.string(p.version.rawValue) },
        "starknet_chainId": RPCMethod { service, _, w in w.felt(service.chain.chainID) },
        "starknet_syncing": RPCMethod { service, _, w in try service.syncing(&w) },
        "starknet_blockNumber": RPCMethod { service, _, w in w.integer(try service.requiredHead().number) },
        "starknet_blockHashAndNumber": RPCMethod { service, _, w in try service.blockHashAndNumber(&w) },

        "starknet_getBlockWithTxHashes": RPCMethod(["block_id"]) { try $0.getBlockWithTransactionHashes($1, &$2) },
        "starknet_getBlockWithTxs": RPCMethod(["block_id", "response_flags"]) {
            try $0.getBlockWithTransactions($1, &$2)
        },
        "starknet_getBlockWithReceipts": RPCMethod(["block_id", "response_flags"]) {
            try $0.getBlockWithReceipts($1, &$2)
        },
        "starknet_getBlockTransactionCount": RPCMethod(["block_id"]) { try $0.getBlockTransactionCount($1, &$2) },
        "starknet_getStateUpdate": RPCMethod(["block_id", "contract_addresses"]) { try $0.getStateUpdate($1, &$2) },

        "starknet_getTransactionByHash": RPCMethod(["transaction_hash", "response_flags"]) {
            try $0.getTransactionByHash($1, &$2)
        },
        "starknet_getTransactionByBlockIdAndIndex": RPCMethod(["block_id", "index", "response_flags"]) {
            try $0.getTransactionByBlockAndIndex($1, &$2)
        },
        "starknet_getTransactionReceipt": RPCMethod(["transaction_hash"]) { try $0.getTransactionReceipt($1, &$2) },
        "starknet_getTransactionStatus": RPCMethod(["transaction_hash"]) { try $0.getTransactionStatus($1, &$2) },
        "starknet_getMessagesStatus": RPCMethod(["transaction_hash"]) { try $0.getMessagesStatus($1, &$2) },

        "starknet_getStorageAt": RPCMethod(["contract_address", "key", "block_id", "response_flags"]) {
            try $0.getStorageAt($1, &$2)
        },
        "starknet_getNonce": RPCMethod(["block_id", "contract_address"]) { try $0.getNonce($1, &$2) },
        "starknet_getClassHashAt": RPCMethod(["block_id", "contract_address"]) { try $0.getClassHashAt($1, &$2) },
        "starknet_getClassAt": RPCMethod(["block_id", "contract_address"]) { try $0.getClassAt($1, &$2) },
        "starknet_getClass": RPCMethod(["block_id", "class_hash"]) { try $0.getClass($1, &$2) },
        "starknet_getCompiledCasm": RPCMethod(["class_hash"]) { try $0.getCompiledCasm($1, &$2) },
        "starknet_getStorageProof": RPCMethod(
            ["block_id", "class_hashes", "contract_addresses", "contracts_storage_keys"]
        ) { try $0.getStorageProof($1, &$2) },
        "starknet_estimateMessageFee": RPCMethod(["message", "block_id"], isLong: true) {
            try $0.estimateMessageFee($1, &$2)
        },
        "starknet_getEvents": RPCMethod(["filter"], isLong: true) { try $0.getEvents($1, &$2) },

        "starknet_call": RPCMethod(["request", "block_id"], isLong: true) { try $0.call($1, &$2) },
        "starknet_estimateFee": RPCMethod(["request", "simulation_flags", "block_id"], isLong: true) {
            try $0.estimateFee($1, &$2)
        },
        "starknet_simulateTransactions": RPCMethod(
            ["block_id", "transactions", "simulation_flags", "trace_flags"], isLong: true
        ) {
            try $0.simulateTransactions($1, &$2)
        },
        "starknet_traceTransaction": RPCMethod(["transaction_hash"], isLong: true) { try $0.traceTransaction($1, &$2) },
        "starknet_traceBlockTransactions": RPCMethod(["block_id", "trace_flags"], isLong: true) {
            try $0.traceBlock($1, &$2)
        },

        "starknet_addInvokeTransaction": RPCMethod(["invoke_transaction"], isAdding: true) {
            try $0.addInvokeTransaction($1, &$2)
        },
        // A class is compiled before it is taken.
        "starknet_addDeclareTransaction": RPCMethod(["declare_transaction"], isLong: true, isAdding: true) {
            try $0.addDeclareTransaction($1, &$2)
        },
        "starknet_addDeployAccountTransaction": RPCMethod(["deploy_account_transaction"], isAdding: true) {
            try $0.addDeployAccountTransaction($1, &$2)
        },

        "starling_getQuorumCertificate": RPCMethod(["block_id"]) { try $0.getQuorumCertificate($1, &$2) },
        "starling_getBlockExecution": RPCMethod(["block_id"]) { try $0.getBlockExecution($1, &$2) },
        "starling_getValidators": RPCMethod { try $0.getValidators($1, &$2) },
        "starling_getEvidence": RPCMethod { try $0.getEvidence($1, &$2) },
    ]
}
