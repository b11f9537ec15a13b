/// The reference's file formats of a run (EXEC spec §6.5).
extension RelocatedRun {
    /// `trace.bin`: per step ap, fp, pc as 64-bit little-endian numbers.
    public var traceFile: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(trace.count * 24)
        for state in trace {
            for register in [state.ap, state.fp, state.pc] { RelocatedRun.append(UInt64(register), to: &bytes) }
        }
        return bytes
    }

    /// `memory.bin`: per known cell its address as a 64-bit number and the value as 32 bytes, little endian.
    public var memoryFile: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(memory.count * 40)
        for address in 1..<max(memory.count, 1) where isKnown[address] {
            let word = memory[address]
            for limb in [UInt64(address), word.a, word.b, word.c, word.d] { RelocatedRun.append(limb, to: &bytes) }
        }
        return bytes
    }

    private static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        for k in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * k))) }
    }
}
