public import FiniteFields

extension QM31: AIRField {}

/// Evaluates a component's constraints at the out-of-domain point and adds them up with powers of gamma
/// (STWO §4.4, §5.4). Samples may be hostile: missing and surplus ones make `finish()` answer nil.
///
///     var e = PointEvaluator(samples, elements: elements, gamma: gamma, accumulated: sum)
///     kind.evaluate(&e)
///     guard let next = e.finish() else { throw .wrongNumberOfSamples }
public struct PointEvaluator: ~Copyable, AIREvaluator {
    public typealias Value = QM31
    public typealias Hint = NoHint
    public typealias Word = NoHint
    public typealias Felt = NoHint

    public var arena = Arena<QM31>(capacity: 16384)
    public let logSize: UInt32
    public let parameter: M31
    let samples: PointSamples
    let elements: LookupElements
    let gamma: QM31, sumShare: QM31
    var column = 0, interactionIndex = 0, preprocessedIndex = 0
    var isShort: Bool
    var plain: QM31, logup = QM31.zero, logupPower = QM31.one
    var gate = QM31.one, previous = QM31.zero
    var pending: Fraction?, batch: Fraction?

    struct Fraction {
        var numerator: QM31, denominator: QM31
    }

    /// `accumulated`: the value of the components before, which is multiplied by gamma once per constraint.
    public init(_ samples: PointSamples, elements: LookupElements, gamma: QM31, accumulated: QM31 = .zero) {
        self.samples = samples
        self.elements = elements
        self.gamma = gamma
        logSize = samples.logSize
        parameter = samples.parameter
        plain = accumulated
        isShort = samples.logSize > 30
        let rows = M31(canonical: 1 &<< min(samples.logSize, 30))
        sumShare = samples.claimedSum.times(rows.inverse)
    }

    public mutating func input() -> QM31 {
        guard column < samples.trace.count else {
            isShort = true
            return .zero
        }
        defer { column += 1 }
        return samples.trace[column]
    }
    public mutating func enabler() {
        gate = input()
        constrain(gate * gate - gate)
    }
    public mutating func constrain(_ zero: QM31) { plain = plain * gamma + zero }
    public mutating func preprocessed(_ column: PreprocessedColumn) -> QM31 {
        guard preprocessedIndex < samples.preprocessed.count else {
            isShort = true
            return .zero
        }
        defer { preprocessedIndex += 1 }
        return samples.preprocessed[preprocessedIndex]
    }

    /// Adds the LogUp constraints of the last batch and returns the accumulated value, or nil when there were too
    /// few or too many samples.
    public consuming func finish() -> QM31? {
        if let last = pending { push(last) }
        if let batch {
            let before = secure(interactionIndex, stride: 2), current = secure(interactionIndex + 1, stride: 2)
            interactionIndex += 8
            append((current - before - previous + sumShare) * batch.denominator - batch.numerator)
        }
        let isWhole = column == samples.trace.count && interactionIndex == samples.interaction.count
        guard !isShort, isWhole, preprocessedIndex == samples.preprocessed.count else { return nil }
        return plain * logupPower + logup
    }
}
