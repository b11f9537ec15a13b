public import FiniteFields

/// The first `length` bits of a trie key, most significant first: a node's place, or the bits an edge skips.
///
/// Keys have 251 bits (EXEC §2.10). The bits stand left-aligned in four words, with zeros behind them, so that equal
/// paths have equal words and paths of one length compare like integers.
public struct TriePath: Hashable, Sendable {
    /// The height of the state's tries.
    public static let keyBits = 251

    /// The number of bits, 0 to 251.
    public let length: Int
    /// The bits, first word first, each from its top bit down.
    public let words: (UInt64, UInt64, UInt64, UInt64)

    init(length: Int, words: (UInt64, UInt64, UInt64, UInt64)) {
        self.length = length
        self.words = words
    }

    /// The place of the root.
    public static var root: TriePath { TriePath(length: 0, words: (0, 0, 0, 0)) }

    /// All bits of a key; nil when it is 2^251 or more.
    public init?(key: Felt252) {
        let k = key.limbs
        guard k.3 >> 59 == 0 else { return nil }
        self.init(length: Self.keyBits, words: Self.leftAligned(k))
    }

    /// The path whose `length` bits are the integer `value`, as edges are written in proofs; nil when it does not fit.
    public init?(value: Felt252, length: Int) {
        guard (1...Self.keyBits).contains(length), let full = TriePath(key: value) else { return nil }
        guard full.prefix(Self.keyBits - length).isAllZero else { return nil }
        self = full.dropFirst(Self.keyBits - length)
    }

    /// The path of these left-aligned words; nil when bits stand behind its length.
    public init?(length: Int, leftAligned words: (UInt64, UInt64, UInt64, UInt64)) {
        guard (0...Self.keyBits).contains(length) else { return nil }
        self.init(length: length, words: words)
        guard prefix(length) == self else { return nil }
    }

    private static func leftAligned(_ k: (UInt64, UInt64, UInt64, UInt64)) -> (UInt64, UInt64, UInt64, UInt64) {
        (k.3 << 5 | k.2 >> 59, k.2 << 5 | k.1 >> 59, k.1 << 5 | k.0 >> 59, k.0 << 5)
    }

    /// The bits as an integer.
    public var value: Felt252 {
        let w = Self.shiftRight(words, 256 - length)
        return Felt252(reducing: w.3, w.2, w.1, w.0)
    }

    private var isAllZero: Bool { words.0 | words.1 | words.2 | words.3 == 0 }

    /// Bit number `index`, which must be below `length`.
    func bit(_ index: Int) -> Bool { Self.word(words, index / 64) >> UInt64(63 - index % 64) & 1 == 1 }

    /// The first `count` bits.
    func prefix(_ count: Int) -> TriePath {
        TriePath(
            length: count,
            words: (
                words.0 & Self.mask(count), words.1 & Self.mask(count - 64), words.2 & Self.mask(count - 128),
                words.3 & Self.mask(count - 192)
            ))
    }

    /// The bits behind the first `count`.
    func dropFirst(_ count: Int) -> TriePath {
        TriePath(length: length - count, words: Self.shiftLeft(words, count))
    }

    /// This path and `tail` behind it. Their lengths add up to at most 251.
    func appending(_ tail: TriePath) -> TriePath {
        let t = Self.shiftRight(tail.words, length)
        return TriePath(
            length: length + tail.length, words: (words.0 | t.0, words.1 | t.1, words.2 | t.2, words.3 | t.3))
    }

    /// This path and one bit more.
    func appending(bit: Bool) -> TriePath { appending(Self.single(bit)) }

    /// The path of one bit.
    static func single(_ bit: Bool) -> TriePath { TriePath(length: 1, words: (bit ? 1 << 63 : 0, 0, 0, 0)) }

    /// How many bits the two have in common at their start, at most the shorter length.
    func commonPrefixLength(_ other: TriePath) -> Int {
        let limit = min(length, other.length)
        for index in 0..<4 {
            let difference = Self.word(words, index) ^ Self.word(other.words, index)
            if difference != 0 { return min(limit, 64 * index + difference.leadingZeroBitCount) }
        }
        return limit
    }

    public static func == (x: TriePath, y: TriePath) -> Bool { x.length == y.length && x.words == y.words }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(length)
        hasher.combine(words.0)
        hasher.combine(words.1)
        hasher.combine(words.2)
        hasher.combine(words.3)
    }
}

extension TriePath {
    private typealias Words = (UInt64, UInt64, UInt64, UInt64)

    private static func word(_ w: Words, _ index: Int) -> UInt64 {
        switch index {
        case 0: w.0
        case 1: w.1
        case 2: w.2
        case 3: w.3
        default: 0
        }
    }

    /// Ones in the first `bits` places of a word.
    private static func mask(_ bits: Int) -> UInt64 {
        bits <= 0 ? 0 : bits >= 64 ? .max : ~(UInt64.max >> UInt64(bits))
    }

    private static func shiftLeft(_ w: Words, _ count: Int) -> Words {
        func at(_ index: Int) -> UInt64 {
            let from = index + count / 64
            let shift = UInt64(count % 64)
            // Swift's smart shifts give 0 for a shift of 64.
            return word(w, from) << shift | word(w, from + 1) >> (64 - shift)
        }
        return (at(0), at(1), at(2), at(3))
    }

    private static func shiftRight(_ w: Words, _ count: Int) -> Words {
        func at(_ index: Int) -> UInt64 {
            let from = index - count / 64
            let shift = UInt64(count % 64)
            return word(w, from) >> shift | word(w, from - 1) << (64 - shift)
        }
        return (at(0), at(1), at(2), at(3))
    }

    /// Whether this path precedes one of the same length.
    static func precedes(_ x: TriePath, _ y: TriePath) -> Bool { x.words < y.words }
}
