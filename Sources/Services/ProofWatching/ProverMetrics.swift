import Observability

/// What `/metrics` of the prover shows.
struct ProverMetrics: Sendable {
    let queue: Gauge
    let height: Gauge
    let lag: Gauge
    let proven: Counter
    let failures: Counter
    let seconds: Histogram

    init(_ registry: MetricsRegistry) {
        queue = registry.gauge("starling_prover_queue_blocks", help: "blocks that wait for a proof")
        height = registry.gauge("starling_prover_chain_height", help: "the chain's latest block")
        lag = registry.gauge("starling_prover_lag_seconds", help: "from the last proven block to its stored proof")
        proven = registry.counter("starling_prover_proofs_total", help: "proofs stored and verified")
        failures = registry.counter("starling_prover_failures_total", help: "attempts that gave no proof")
        seconds = registry.histogram("starling_prover_block_seconds", help: "time for one block, verification included")
    }
}
