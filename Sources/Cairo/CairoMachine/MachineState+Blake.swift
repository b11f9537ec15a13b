import HashFunctions

/// The Blake2s opcode (EXEC spec §6.2): one compression per instruction.
extension MachineState {
    /// Compresses the 16 message words behind op1 into the 8 state words behind op0 and writes the result where the
    /// cell at `ap` points. The counter includes this block's bytes.
    mutating func blake(
        counter: MemoryValue, state: MemoryValue, message: (segment: UInt64, offset: UInt64), _ d: Decoded
    ) throws(MachineError) {
        guard state.isPointer else { throw .notPointer }
        let operand = read(message.segment, message.offset)
        let output = read(1, ap)
        guard operand.isPointer, output.isPointer else { throw .notPointer }
        let count = try MachineState.word32(counter)
        var words = InlineArray<16, UInt32>(repeating: 0)
        for i in 0..<16 {
            words[i] = try MachineState.word32(read(operand.l1, operand.l0 &+ UInt64(i)))
        }
        var h = SIMD8<UInt32>()
        for i in 0..<8 { h[i] = try MachineState.word32(read(state.l1, state.l0 &+ UInt64(i))) }
        let result = Blake2s.compress(h, words, counter: UInt64(count), isFinal: d.ext == 2)
        for i in 0..<8 {
            try write(output.l1, output.l0 &+ UInt64(i), .small(UInt64(result[i])), accessed: true)
        }
    }

    static func word32(_ v: MemoryValue) throws(MachineError) -> UInt32 {
        guard v.isKnown, !v.isPointer, v.l1 | v.l2 | v.top == 0, let word = UInt32(exactly: v.l0) else {
            throw .extensionOperand
        }
        return word
    }
}
