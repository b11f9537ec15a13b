/// A run of values in an evaluator's arena: limbs of a big number, entries of a tuple.
///
/// A handle of two words. `InlineArray` would be the natural type, but a `[28 of PackedM31]` is 1.8 kB that Swift
/// copies at closure captures and element reads (measured: 40 % of the time). Lives until the arena is reset.
@frozen public struct Vector<Value> {
    @usableFromInline let base: UnsafeMutablePointer<Value>
    /// How many values the run has.
    public let count: Int
    @inlinable @inline(__always) init(base: UnsafeMutablePointer<Value>, count: Int) {
        self.base = base
        self.count = count
    }
    /// Value `i`; the component's text, not its input, decides `i`, so that it is checked in debug builds only.
    @inlinable @inline(__always) public subscript(i: Int) -> Value {
        get {
            assert(i >= 0 && i < count)
            return base[i]
        }
        nonmutating set {
            assert(i >= 0 && i < count)
            base[i] = newValue
        }
    }
    /// The first value's place, for kernels.
    @inlinable @inline(__always) public var pointer: UnsafeMutablePointer<Value> { base }
    /// The run of `n` values from `start` on, in the same place.
    @inlinable @inline(__always) public func slice(_ start: Int, _ n: Int) -> Vector {
        assert(start >= 0 && n >= 0 && start + n <= count)
        return Vector(base: base + start, count: n)
    }
}
