public import HashFunctions
import PackedFields

/// `2^logSize` digests, sixteen to a group of eight vectors: digest `p` is lane `p & 15` of group `p >> 4`.
public final class DigestLayer: @unchecked Sendable {
    public let logSize: Int
    /// Eight vectors a group.
    public let vectors: UnsafeMutablePointer<SIMD16<UInt32>>

    public var count: Int { 1 << logSize }
    /// The number of groups: at least one, whose unused lanes mean nothing.
    public var groupCount: Int { max(1, (1 << logSize) >> 4) }

    public init(logSize: Int) {
        precondition((0...30).contains(logSize), "a layer has at most 2^30 digests")
        self.logSize = logSize
        let bytes = max(1, (1 << logSize) >> 4) * 512
        vectors = ColumnMemory.allocate(bytes: bytes).bindMemory(to: SIMD16<UInt32>.self, capacity: bytes >> 6)
    }

    deinit { ColumnMemory.release(vectors, bytes: groupCount * 512) }

    public subscript(position: Int) -> Blake2sDigest {
        var words = SIMD8<UInt32>()
        for w in 0..<8 { words[w] = vectors[(position >> 4) * 8 + w][position & 15] }
        return withExtendedLifetime(self) { Blake2sDigest(words: words) }
    }

    /// Puts a digest in its place. Different places may be set at the same time.
    public func set(_ position: Int, _ digest: Blake2sDigest) {
        let words = UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: UInt32.self)
        for w in 0..<8 { words[((position >> 4) * 8 + w) * 16 + (position & 15)] = digest.words[w] }
        withExtendedLifetime(self) {}
    }
}
