public import FiniteFields

extension AIREvaluator where Self: ~Copyable {
    @inlinable @inline(__always) public mutating func use(
        _ relation: Relation, key: Value, count: Int, fill: (Vector<Value>) -> Void
    ) {
        let tuple = arena.take(count)
        tuple[0] = key
        fill(tuple)
        use(relation, tuple)
    }
    /// The next cell, filled with 1/value, or 0 when value is 0; unconstrained.
    @inlinable @inline(__always) public mutating func cell(inverseOf value: Value) -> Value {
        cell(inverseOf: value, ifZero: 0)
    }
    /// The next cell, constrained to equal an expression.
    @inlinable @inline(__always) public mutating func cell(equalTo value: Value) -> Value {
        let cell = cell(filledWith: value)
        constrain(cell - value)
        return cell
    }
    /// `n` values computed one by one.
    @inlinable @inline(__always) public mutating func vector(_ n: Int, _ element: (Int) -> Value) -> Vector<Value> {
        let v = arena.take(n)
        for i in 0..<n { v[i] = element(i) }
        return v
    }
    /// `n` values that need the evaluator, such as cells.
    @inlinable @inline(__always) public mutating func vector(
        _ n: Int, with element: (inout Self, Int) -> Value
    ) -> Vector<Value> {
        let v = arena.take(n)
        for i in 0..<n { v[i] = element(&self, i) }
        return v
    }
    /// The given values, in the arena.
    @inlinable @inline(__always) public mutating func vector<let n: Int>(of values: [n of Value]) -> Vector<Value> {
        let v = arena.take(n)
        for i in 0..<n { v[i] = values[i] }
        return v
    }
    /// The next `n` cells, from the component's inputs.
    @inlinable @inline(__always) public mutating func inputs(_ n: Int) -> Vector<Value> {
        let v = arena.take(n)
        for i in 0..<n { v[i] = input() }
        return v
    }
    /// The value is 0 or 1: `v (1 - v) = 0`.
    @inlinable @inline(__always) public mutating func constrainBit(_ v: Value) { constrain(v * v.complement) }
}

// What every evaluator that fills no cells answers.
extension AIREvaluator where Self: ~Copyable, Hint == NoHint, Word == NoHint, Felt == NoHint {
    @inlinable @inline(__always) public func hint(_ value: Value) -> NoHint { NoHint() }
    @inlinable @inline(__always) public func felt(_ limbs: Vector<Value>) -> NoHint { NoHint() }
    @inlinable @inline(__always) public mutating func memoryId(at address: Value) -> NoHint { NoHint() }
    @inlinable @inline(__always) public mutating func memoryValue(id: NoHint) -> NoHint { NoHint() }
    @inlinable @inline(__always) public mutating func deduce(_ body: (inout Self) -> Void) {}
    @inlinable @inline(__always) public func value(_ hint: NoHint) -> Value { .zero }
    @inlinable @inline(__always) public mutating func limbs(_ felt: NoHint) -> Vector<Value> { arena.take(28) }
    @inlinable @inline(__always) public mutating func quotient(
        _ a: Vector<Value>, _ b: Vector<Value>, _ c: Vector<Value>, _ p: Vector<Value>
    ) -> Vector<Value> { arena.take(32) }
    @inlinable @inline(__always) public mutating func tableFelt(row: Value, _ column: Int) -> NoHint { NoHint() }
    @inlinable @inline(__always) public mutating func pass(to relation: Relation, slot: Int, _ input: Vector<Value>) {}
    @inlinable @inline(__always) public mutating func cell(_ hint: NoHint) -> Value { input() }
    @inlinable @inline(__always) public mutating func cell(_ hint: NoHint, minus bias: M31) -> Value { input() }
    @inlinable @inline(__always) public mutating func cell(filledWith value: Value) -> Value { input() }
    @inlinable @inline(__always) public mutating func cell(inverseOf value: Value, ifZero: M31) -> Value { input() }
    @inlinable @inline(__always) public mutating func cells(_ felt: NoHint) -> Vector<Value> { inputs(28) }
    @inlinable @inline(__always) public mutating func multiplicity() -> Value { input() }
}
