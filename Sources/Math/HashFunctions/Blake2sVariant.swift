/// What becomes of each hash's words, in transcripts and trees alike (STWO §2.1, §2.2).
@frozen public enum Blake2sVariant: Sendable {
    /// As they are.
    case plain
    /// Every word reduced modulo `2^31 - 1` ("Blake2sM31").
    case reduced

    @inlinable public func finish(_ digest: Blake2sDigest) -> Blake2sDigest {
        switch self {
        case .plain: return digest
        case .reduced:
            var words = digest.words
            for i in 0..<8 { words[i] = words[i] % 0x7fff_ffff }
            return Blake2sDigest(words: words)
        }
    }

    /// The hash of two children.
    @inlinable public func hash(_ left: Blake2sDigest, _ right: Blake2sDigest) -> Blake2sDigest {
        finish(Blake2s.hash(left, right))
    }
}
