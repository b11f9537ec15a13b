import Threading

/// The parts of making a proof, in the order in which they run.
public enum ProvingPhase: String, CaseIterable, Sendable {
    case preprocessed = "preprocessed commitment"
    case mainTrace = "main trace"
    case mainCommitment = "main commitment"
    case interactionGrinding = "interaction grinding"
    case interactionTrace = "interaction trace"
    case interactionCommitment = "interaction commitment"
    case composition = "composition"
    case compositionCommitment = "composition commitment"
    case outOfDomain = "out-of-domain evaluation"
    case opening = "quotients, FRI, queries"
}

/// Tells a caller how a proof comes along: every phase's begin, then its seconds. And asks, between its steps, whether the
/// proof is still wanted.
public struct ProvingProgress {
    let began: (ProvingPhase) -> Void
    let ended: (ProvingPhase, Double) -> Void
    private let isWanted: () -> Bool

    public init(
        began: @escaping (ProvingPhase) -> Void = { _ in }, isWanted: @escaping () -> Bool = { true },
        ended: @escaping (ProvingPhase, Double) -> Void
    ) {
        self.began = began
        self.isWanted = isWanted
        self.ended = ended
    }

    /// Fails once the proof is no longer wanted.
    public func checkWanted() throws(CairoProvingError) {
        guard isWanted() else { throw .cancelled }
    }

    /// Tells nobody.
    public static var silent: ProvingProgress { ProvingProgress(ended: { _, _ in }) }

    func run<Result, Failure: Error>(
        _ phase: ProvingPhase, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        began(phase)
        let start = MonotonicClock.nowSeconds
        let result = try body()
        ended(phase, MonotonicClock.nowSeconds - start)
        return result
    }
}
