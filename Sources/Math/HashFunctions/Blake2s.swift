/// Unkeyed Blake2s with a 256-bit digest (RFC 7693), fed piece by piece.
///
///     var hash = Blake2s()
///     hash.update(digest)
///     hash.update(word: 7)
///     let result = hash.finalized
public struct Blake2s: Sendable {
    var state: SIMD8<UInt32>
    /// The bytes not compressed yet, at most a full block: only at the end is it known which block is the last.
    var block: InlineArray<16, UInt32>
    var fill: UInt32
    /// Bytes compressed so far.
    var count: UInt64

    /// The initial state for a digest of 32 bytes and no key: the initialisation vector, first word xored with the
    /// parameter block `0x01010020`.
    @inlinable public static var initialState: SIMD8<UInt32> {
        SIMD8(
            0x6a09_e667 ^ 0x0101_0020, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
            0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19)
    }

    public init() {
        state = Blake2s.initialState
        block = InlineArray(repeating: 0)
        fill = 0
        count = 0
    }

    /// The hash of a byte string.
    public static func hash(_ bytes: [UInt8]) -> Blake2sDigest {
        var hash = Blake2s()
        hash.update(bytes)
        return hash.finalized
    }

    /// The hash of words, least significant byte first.
    public static func hash(words: Span<UInt32>) -> Blake2sDigest {
        var hash = Blake2s()
        hash.update(words: words)
        return hash.finalized
    }

    mutating func makeRoom() {
        guard fill == 64 else { return }
        count &+= 64
        state = Blake2s.compress(state, block, counter: count, isFinal: false)
        block = InlineArray(repeating: 0)
        fill = 0
    }

    /// Appends one byte.
    public mutating func update(byte: UInt8) {
        makeRoom()
        block[Int(fill &>> 2)] |= UInt32(byte) &<< ((fill & 3) &* 8)
        fill &+= 1
    }

    /// Appends a word, least significant byte first.
    public mutating func update(word: UInt32) {
        makeRoom()
        if fill & 3 == 0 {
            block[Int(fill &>> 2)] = word
            fill &+= 4
        } else {
            for shift: UInt32 in [0, 8, 16, 24] { update(byte: UInt8(truncatingIfNeeded: word &>> shift)) }
        }
    }

    /// Appends words, a block at a time: the same as `update(word:)` for each, without its bookkeeping.
    public mutating func update(words: Span<UInt32>) {
        guard fill & 3 == 0 else {
            for i in words.indices { update(word: words[i]) }
            return
        }
        var start = 0
        while start < words.count {
            makeRoom()
            let place = Int(fill &>> 2)
            let count = min(16 &- place, words.count &- start)
            for i in 0..<count { block[place &+ i] = words[start &+ i] }
            fill &+= UInt32(truncatingIfNeeded: count) &* 4
            start &+= count
        }
    }

    /// Appends the 32 bytes of a digest.
    public mutating func update(_ digest: Blake2sDigest) {
        for i in 0..<8 { update(word: digest.words[i]) }
    }

    public mutating func update(_ bytes: [UInt8]) {
        var position = 0
        while position &+ 4 <= bytes.count {
            let low = UInt32(bytes[position]) | UInt32(bytes[position &+ 1]) &<< 8
            let high = UInt32(bytes[position &+ 2]) | UInt32(bytes[position &+ 3]) &<< 8
            update(word: low | high &<< 16)
            position &+= 4
        }
        while position < bytes.count {
            update(byte: bytes[position])
            position &+= 1
        }
    }

    /// The digest of everything appended so far; more may be appended afterwards.
    public var finalized: Blake2sDigest {
        Blake2sDigest(
            words: Blake2s.compress(state, block, counter: count &+ UInt64(fill), isFinal: true))
    }

    /// `H(left ‖ right)`: the node of a Merkle tree.
    public static func hash(_ left: Blake2sDigest, _ right: Blake2sDigest) -> Blake2sDigest {
        var block = InlineArray<16, UInt32>(repeating: 0)
        for i in 0..<8 {
            block[i] = left.words[i]
            block[i &+ 8] = right.words[i]
        }
        return Blake2sDigest(words: compress(initialState, block, counter: 64, isFinal: true))
    }
}
