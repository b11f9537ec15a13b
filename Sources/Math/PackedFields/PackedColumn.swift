public import FiniteFields
import Glibc

/// A column of `2^logSize` elements of `M31` in memory aligned for the lanes, zero at first.
///
/// Slots follow the protocol's storage order (bit-reversed circle domain, STWO §1.3); the column itself does not care.
/// Columns shorter than one vector occupy a whole one, whose unused lanes stay outside of every count.
///
/// A reference type, so that many columns can be filled by many threads: whoever writes through `vectors` or `words`
/// must own that part of the column. Memory is freed with the last reference, which the compiler may drop after the
/// last use of the object: code that keeps only the pointer extends the object's lifetime explicitly.
public final class PackedColumn: @unchecked Sendable {
    public let logSize: Int
    /// The elements sixteen by sixteen.
    public let vectors: UnsafeMutablePointer<PackedM31>

    /// The number of elements.
    public var count: Int { 1 << logSize }
    /// The number of vectors: at least one.
    public var vectorCount: Int { max(1, (1 << logSize) >> 4) }
    /// The elements one by one, each canonical.
    public var words: UnsafeMutablePointer<UInt32> {
        UnsafeMutableRawPointer(vectors).assumingMemoryBound(to: UInt32.self)
    }
    /// A copy of the elements one by one.
    public var array: [M31] {
        withExtendedLifetime(self) { (0..<count).map { M31(canonical: words[$0]) } }
    }

    /// A column of zeros; `logSize` of at most 30. `zeroed: false` skips the clearing when every slot gets written.
    public init(logSize: Int, zeroed: Bool = true) {
        precondition((0...30).contains(logSize), "a column has at most 2^30 elements")
        self.logSize = logSize
        let bytes = max(64, 4 << logSize)
        vectors = ColumnMemory.allocate(bytes: bytes).bindMemory(to: PackedM31.self, capacity: bytes >> 6)
        if zeroed { memset(vectors, 0, bytes) }
    }

    /// A column with these elements, whose number must be a power of two.
    public convenience init(_ elements: [M31]) {
        precondition(elements.count > 0 && elements.count & (elements.count - 1) == 0)
        self.init(logSize: elements.count.trailingZeroBitCount)
        for (slot, element) in elements.enumerated() { words[slot] = element.value }
    }

    deinit { ColumnMemory.release(vectors, bytes: max(64, 4 << logSize)) }

    public subscript(slot: Int) -> M31 {
        get { withExtendedLifetime(self) { M31(canonical: words[slot]) } }
        set { withExtendedLifetime(self) { words[slot] = newValue.value } }
    }
}
