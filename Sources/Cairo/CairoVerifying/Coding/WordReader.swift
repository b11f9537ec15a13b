import FiniteFields
import HashFunctions

/// Reads a stream of words strictly. Every list is bounded by what is left of the stream, so that memory stays
/// proportional to the input.
struct WordReader {
    private let words: [UInt64]
    private let large: [Int: Felt252]
    private let hash: ProofHash
    private(set) var position = 0

    init(_ stream: ProofStream, hash: ProofHash) {
        words = stream.words
        large = stream.large
        self.hash = hash
    }

    /// Words of a digest.
    private var digestWords: Int { hash == .poseidon252 ? 1 : 8 }
    /// The least words of a folding layer: two counts and a digest.
    var layerWords: Int { 2 &+ digestWords }

    var isAtEnd: Bool { position >= words.count }

    mutating func word() throws(ProofDecodingError) -> UInt64 {
        guard position < words.count else { throw .truncated }
        defer { position &+= 1 }
        guard large.isEmpty || large[position] == nil else { throw .numberTooLarge(word: position) }
        return words[position]
    }

    mutating func number() throws(ProofDecodingError) -> UInt32 {
        let value = try word()
        guard let number = UInt32(exactly: value) else { throw .numberTooLarge(word: position &- 1) }
        return number
    }

    mutating func element() throws(ProofDecodingError) -> M31 {
        let value = try word()
        guard value < UInt64(M31.modulus) else { throw .numberTooLarge(word: position &- 1) }
        return M31(canonical: UInt32(truncatingIfNeeded: value))
    }

    mutating func secureElement() throws(ProofDecodingError) -> QM31 {
        let a = try element(), b = try element(), c = try element(), d = try element()
        return QM31(a, b, c, d)
    }

    mutating func digest() throws(ProofDecodingError) -> Blake2sDigest {
        if hash == .poseidon252 {
            guard position < words.count else { throw .truncated }
            defer { position &+= 1 }
            return Blake2sDigest(felt: large[position] ?? Felt252(words[position]))
        }
        var words = SIMD8<UInt32>.zero
        for i in 0..<8 { words[i] = try number() }
        return Blake2sDigest(words: words)
    }

    /// A list's length; every item takes at least `itemWords` words.
    mutating func count(itemWords: Int) throws(ProofDecodingError) -> Int {
        let value = try word()
        let left = words.count &- position
        guard let count = Int(exactly: value), count <= left / max(itemWords, 1) else {
            throw .countTooLarge(word: position &- 1)
        }
        return count
    }

    mutating func secureElements() throws(ProofDecodingError) -> [QM31] {
        let count = try count(itemWords: 4)
        var list: [QM31] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try secureElement()) }
        return list
    }

    mutating func digests() throws(ProofDecodingError) -> [Blake2sDigest] {
        let count = try count(itemWords: digestWords)
        var list: [Blake2sDigest] = []
        list.reserveCapacity(count)
        for _ in 0..<count { list.append(try digest()) }
        return list
    }
}
