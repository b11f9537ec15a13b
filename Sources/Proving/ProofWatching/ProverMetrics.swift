import Observability

/// What `/metrics` of the prover shows.
struct ProverMetrics: Sendable {
    let waiting: Gauge
    let height: Gauge
    let lag: Gauge
    let oldestAge: Gauge
    let proven: Counter
    let failures: Counter
    let proving: Histogram
    let verification: Histogram
    let bytes: Histogram

    /// Buckets of a proof file's size: a megabyte and its multiples up to the largest file.
    static let byteBounds: [Double] = [0.25, 0.5, 1, 1.5, 2, 3, 4, 6, 8, 16, 32, 64].map { $0 * 1_048_576 }

    init(_ registry: MetricsRegistry) {
        waiting = registry.gauge("starling_prover_waiting_blocks", help: "blocks that wait for a proof")
        height = registry.gauge("starling_prover_chain_height", help: "the chain's latest block")
        lag = registry.gauge(
            "starling_prover_last_proof_lag_seconds", help: "from the last proven block's time to its stored proof")
        oldestAge = registry.gauge(
            "starling_prover_oldest_unproven_block_age_seconds",
            help: "age of the oldest block without a proof, given up ones included; 0 when all are proven")
        proven = registry.counter("starling_prover_proofs_total", help: "proofs stored and verified")
        failures = registry.counter("starling_prover_failed_attempts_total", help: "attempts that gave no proof")
        proving = registry.histogram(
            "starling_prover_proving_seconds", help: "time for one block from its recording to its stored proof")
        verification = registry.histogram(
            "starling_prover_verification_seconds", help: "time of the block verifier for a proof read back")
        bytes = registry.histogram(
            "starling_prover_proof_bytes", bounds: ProverMetrics.byteBounds, help: "size of a proof file")
    }
}
