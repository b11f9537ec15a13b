import BlockProduction
import ChainStorage
import FiniteFields
import JSONCoding
import StarknetModel
import StarknetRPC
import TransactionPool

extension Devnet {
    func getConfig(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let chain = try chain()
        w.object { w in
            w.field("seed", integer: settings.seed)
            w.field("total_accounts", integer: settings.accountCount)
            w.field("account_contract_class_hash", felt: chain.accountClass.felt)
            w.field("predeployed_accounts_initial_balance", string: "\(settings.accountBalance)")
            w.key("start_time")
            if let time = settings.startTime { w.integer(time) } else { w.null() }
            for name in ["gas_price_wei", "gas_price_fri", "data_gas_price_wei", "data_gas_price_fri"] {
                w.field(name, integer: settings.gasPrice)
            }
            w.field("l2_gas_price_wei", integer: settings.gasPrice)
            w.field("l2_gas_price_fri", integer: settings.gasPrice)
            w.field("chain_id", string: settings.chainName)
            w.key("block_generation_on")
            switch settings.blocks {
            case .transaction: w.string("transaction")
            case .demand: w.string("demand")
            case .interval(let seconds): w.number(seconds)
            }
            w.key("server_config")
            w.object { w in
                w.field("host", string: settings.rpcAddress)
                w.field("port", integer: rpcPort)
            }
        }
    }

    func getStatus(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let chain = try chain()
        let head = chain.store.head?.number ?? 0
        w.object { w in
            w.field("block_count", integer: head + 1)
            w.field("pre_confirmed_tx_count", integer: chain.producer.pool.count)
            w.field("chain_id", string: settings.chainName)
            w.field("protocol_version", string: "0.10.2")
            w.field("is_forked", bool: false)
        }
    }
}
