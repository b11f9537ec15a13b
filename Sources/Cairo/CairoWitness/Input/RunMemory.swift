/// The memory of a finished run: address to id, id to value (STWO §6.5).
///
/// Ids below 2^30 count small values, those from 2^30 on large ones; 2^30 - 1 marks a hole.
public struct RunMemory: Equatable, Sendable {
    /// Bits of a small value.
    public static let smallBits: UInt32 = 72
    /// First id of large values.
    public static let bigIdBase: UInt32 = 0x4000_0000
    /// Id of an address without a value.
    public static let hole: UInt32 = 0x3fff_ffff
    /// Small values beyond this number become large ones.
    public static let smallCountMax = 1 << 24
    /// Addresses have 29 bits.
    public static let addressCountMax = 1 << 29

    /// The id at each address; address 0 is never used.
    public var addressToId: [UInt32]
    /// Three words a small value, least significant first.
    public var smallWords: [UInt32]
    /// Eight words a large value, least significant first.
    public var bigWords: [UInt32]

    public init(addressToId: [UInt32], smallWords: [UInt32], bigWords: [UInt32]) {
        self.addressToId = addressToId
        self.smallWords = smallWords
        self.bigWords = bigWords
    }

    public var smallCount: Int { smallWords.count / 3 }
    public var bigCount: Int { bigWords.count / 8 }

    /// The id at an address, or nil where there is none.
    public func id(at address: UInt32) -> UInt32? {
        guard Int(address) < addressToId.count else { return nil }
        let id = addressToId[Int(address)]
        return id == RunMemory.hole ? nil : id
    }

    /// The value with an id, or nil where there is none.
    public func value(id: UInt32) -> SIMD8<UInt32>? {
        var value = SIMD8<UInt32>(repeating: 0)
        if id >= RunMemory.bigIdBase {
            let start = 8 * Int(id - RunMemory.bigIdBase)
            guard start + 8 <= bigWords.count else { return nil }
            for k in 0..<8 { value[k] = bigWords[start + k] }
        } else {
            let start = 3 * Int(id)
            guard start + 3 <= smallWords.count else { return nil }
            for k in 0..<3 { value[k] = smallWords[start + k] }
        }
        return value
    }

    /// The value at an address, or nil where there is none.
    public func value(at address: UInt32) -> SIMD8<UInt32>? { id(at: address).flatMap(value(id:)) }

    /// Whether every id names a value and every value fits its table.
    func check() throws(WitnessError) {
        guard smallWords.count % 3 == 0, bigWords.count % 8 == 0, smallCount >= 1 else { throw .malformed(.values) }
        guard smallCount <= Self.smallCountMax, bigCount < 1 << 30, addressToId.count <= Self.addressCountMax else {
            throw .outOfRange(.tableSize)
        }
        let small = UInt32(smallCount), bigEnd = Self.bigIdBase + UInt32(bigCount)
        for id in addressToId where !(id < small || id == Self.hole || (id >= Self.bigIdBase && id < bigEnd)) {
            throw .outOfRange(.id)
        }
        for k in stride(from: 2, to: smallWords.count, by: 3) where smallWords[k] > 0xff { throw .outOfRange(.value) }
        for k in stride(from: 0, to: bigWords.count, by: 8) where !isCanonical(bigWords[k..<k + 8]) {
            throw .outOfRange(.value)
        }
    }

    /// Below the Stark prime 2^251 + 17 * 2^192 + 1.
    private func isCanonical(_ words: ArraySlice<UInt32>) -> Bool {
        let i = words.startIndex
        if words[i + 7] != 0x0800_0000 { return words[i + 7] < 0x0800_0000 }
        if words[i + 6] != 17 { return words[i + 6] < 17 }
        return words[i..<i + 6].allSatisfy { $0 == 0 }
    }
}
