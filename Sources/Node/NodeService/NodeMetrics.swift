import Observability

/// The metrics of a node.
struct NodeMetrics: Sendable {
    let registry = MetricsRegistry()
    let height: Gauge
    let blocks: Counter
    let transactions: Counter
    let reverted: Counter
    let failures: Counter
    let pool: Gauge
    let peers: Gauge
    let rounds: Counter
    let equivocations: Counter
    let requests: Histogram
    let blockTransactions: Histogram

    init() {
        height = registry.gauge("starling_block_height", help: "number of the last block")
        blocks = registry.counter("starling_blocks_total", help: "blocks committed by this process")
        transactions = registry.counter("starling_transactions_total", help: "transactions in committed blocks")
        reverted = registry.counter("starling_reverted_transactions_total", help: "reverted ones among them")
        failures = registry.counter("starling_block_failures_total", help: "blocks that could not be made")
        pool = registry.gauge("starling_pool_transactions", help: "transactions waiting for a block")
        peers = registry.gauge("starling_connected_validators", help: "links to other validators that are up")
        rounds = registry.counter("starling_extra_rounds_total", help: "consensus rounds after the first of a height")
        equivocations = registry.counter(
            "starling_equivocations_total", help: "places at which a validator signed two different messages")
        requests = registry.histogram("starling_rpc_seconds", help: "time of an RPC request body")
        blockTransactions = registry.histogram(
            "starling_block_transactions", bounds: [0, 1, 10, 50, 100, 150, 200, 500], help: "transactions of a block")
    }
}
