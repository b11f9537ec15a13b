import CLanes
import FiniteFields
public import PackedFields

/// One part of a low-degree extension, without the others.
extension CircleTransform {
    /// The smallest part is two vectors: the lowest layers work inside of them.
    public static var logPartMin: Int { 5 }

    /// Part `number` of `2^logParts` consecutive parts of the values on the domain `2^logBlowup` times as large as the number
    /// of coefficients; no part is larger than that number.
    ///
    /// Of the layers above the part only the branch is computed that leads to it: together one sum of `2^k` stretches of the
    /// coefficients, weighted by products of the layers' factors. Much less work than the whole, more than its share.
    public func evaluated(
        _ coefficients: PackedColumn, logBlowup: Int, part number: Int, logParts: Int
    ) -> PackedColumn {
        let n = coefficients.logSize, root = n + logBlowup, m = root - logParts
        precondition(m >= Self.logPartMin && m <= n && root <= twiddles.logSize && number >> logParts == 0)
        let result = PackedColumn(logSize: m, zeroed: false)
        let weights = branchWeights(root: root, part: number, logPart: m, layers: n - m)
        let length = result.vectorCount, from = coefficients.vectors, into = result.vectors
        into.update(from: from, count: length)
        for (k, weight) in weights.enumerated().dropFirst() {
            let stretch = from + k * length, factor = PackedM31(weight)
            for i in 0..<length { into[i] = into[i] + stretch[i] * factor }
        }
        withExtendedLifetime(coefficients) {}
        evaluate(into, logSize: m, rootLogSize: root, index: number)
        return result
    }

    /// The weight of each stretch of `2^logPart` coefficients.
    private func branchWeights(root: Int, part: Int, logPart: Int, layers: Int) -> [M31] {
        var weights: [M31] = [1]
        for r in 0..<layers {
            // The layer that joins blocks of 2^(logPart + r): its upper output is the sum, its lower one the difference.
            let factor = twiddles.forward[(1 << (root - logPart - r - 1)) + part >> (r + 1)]
            let signed = (part >> r) & 1 == 0 ? factor : -factor
            weights += weights.map { $0 * signed }
        }
        return weights
    }
}
