/// Bump storage for the vectors of one row; reset when the next row starts.
@frozen public struct Arena<Value>: ~Copyable {
    @usableFromInline let start: UnsafeMutablePointer<Value>
    @usableFromInline let capacity: Int
    @usableFromInline var used = 0
    /// Storage for `capacity` values, aligned to cache lines.
    @inlinable public init(capacity: Int) {
        let raw = UnsafeMutableRawPointer.allocate(byteCount: capacity &* MemoryLayout<Value>.stride, alignment: 64)
        start = raw.bindMemory(to: Value.self, capacity: capacity)
        self.capacity = capacity
    }
    deinit { start.deallocate() }
    /// The next `n` values, not initialised. What a row needs is fixed by the component's text.
    @inlinable @inline(__always) public mutating func take(_ n: Int) -> Vector<Value> {
        precondition(n >= 0 && n <= capacity &- used, "arena too small")
        let v = Vector(base: start + used, count: n)
        used &+= n
        return v
    }
    /// Frees everything taken since `mark`.
    @inlinable @inline(__always) public mutating func reset(to mark: Int = 0) { used = mark }
    /// The place to which `reset(to:)` can return.
    @inlinable @inline(__always) public var mark: Int { used }
}
