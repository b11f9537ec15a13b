/// Arithmetic on words that may be pointers.
extension MachineState {
    /// offset + felt as the reference: the sum in the field must fit 64 bits.
    @inline(__always)
    static func checkedOffset(_ o: UInt64, _ felt: MemoryValue) -> UInt64? {
        if felt.l1 | felt.l2 | felt.top == 0 {
            let (r, carry) = o.addingReportingOverflow(felt.l0)
            return carry ? nil : r
        }
        let r = WordField.add(MemoryValue(o, 0, 0, MemoryValue.felt), felt)
        return r.l1 | r.l2 | r.top == 0 ? r.l0 : nil
    }

    static func offset(_ o: UInt64, _ felt: MemoryValue) throws(MachineError) -> UInt64 {
        guard let sum = checkedOffset(o, felt) else { throw .addressRange }
        return sum
    }

    static func add(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        if !a.isPointer && !b.isPointer { return WordField.add(a, b) }
        guard a.isPointer != b.isPointer else { throw .pointerArithmetic }
        let (pointer, felt) = a.isPointer ? (a, b) : (b, a)
        return .pointer(pointer.l1, try offset(pointer.l0, felt))
    }

    static func subtract(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        if !b.isPointer {
            if !a.isPointer { return WordField.sub(a, b) }
            return .pointer(a.l1, try offset(a.l0, WordField.negative(b)))
        }
        guard a.isPointer, a.l1 == b.l1 else { throw .pointerArithmetic }
        return WordField.sub(.small(a.l0), .small(b.l0))
    }

    static func multiply(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        guard !a.isPointer, !b.isPointer else { throw .pointerArithmetic }
        return WordField.mul(a, b)
    }

    static func divide(_ a: MemoryValue, _ b: MemoryValue) throws(MachineError) -> MemoryValue {
        guard !a.isPointer, !b.isPointer, !b.isZeroFelt else { throw .pointerArithmetic }
        return WordField.mul(a, WordField.inverse(b))
    }
}
