public import FiniteFields
import HashFunctions

/// The verifier's random choices.
extension Transcript {
    /// Eight words: the hash of digest, counter and a zero byte.
    ///
    /// Of Poseidon seven; the eighth is not uniform, and nobody uses it.
    public mutating func drawWords() -> SIMD8<UInt32> {
        if variant == .poseidon252 { return Blake2sDigest(felt: drawFelt()).words }
        var hash = Blake2s()
        hash.update(digest)
        hash.update(word: drawCount)
        hash.update(byte: 0)
        drawCount &+= 1
        return variant.finish(hash.finalized).words
    }

    /// Eight base elements, uniform: words are drawn again until all eight are below twice the modulus.
    mutating func drawBaseElements() -> SIMD8<UInt32> {
        if variant == .poseidon252 { return baseElements(of: drawFelt()) }
        while true {
            let words = drawWords()
            var accepted = true
            for i in 0..<8 where words[i] >= 2 &* M31.modulus { accepted = false }
            guard accepted else { continue }
            var reduced = words
            for i in 0..<8 { reduced[i] = min(words[i], words[i] &- M31.modulus) }
            return reduced
        }
    }

    /// One extension element: the first half of a draw, the other half is thrown away.
    public mutating func drawElement() -> QM31 {
        let words = drawBaseElements()
        return QM31(
            M31(canonical: words[0]), M31(canonical: words[1]), M31(canonical: words[2]), M31(canonical: words[3]))
    }

    /// Two extension elements from one draw.
    public mutating func drawElementPair() -> (QM31, QM31) {
        let words = drawBaseElements()
        return (
            QM31(
                M31(canonical: words[0]), M31(canonical: words[1]), M31(canonical: words[2]), M31(canonical: words[3])),
            QM31(
                M31(canonical: words[4]), M31(canonical: words[5]), M31(canonical: words[6]), M31(canonical: words[7]))
        )
    }

    /// Positions in a domain of `2^logSize` points, ascending and distinct (STWO §2.5). `count` positions are drawn with
    /// their duplicates, so the result may be shorter. `logSize` of at most 32.
    public mutating func drawQueries(count: Int, logSize: Int) -> [UInt32] {
        let mask: UInt32 = logSize >= 32 ? .max : (1 &<< UInt32(truncatingIfNeeded: max(logSize, 0))) &- 1
        var positions: [UInt32] = []
        while positions.count < count {
            let words = drawWords()
            for i in 0..<wordsPerDraw where positions.count < count { positions.append(words[i] & mask) }
        }
        positions.sort()
        var distinct: [UInt32] = []
        for position in positions where distinct.last != position { distinct.append(position) }
        return distinct
    }
}
