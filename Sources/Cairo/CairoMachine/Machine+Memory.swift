public import CasmModel
public import FiniteFields

/// The machine's memory, for set-up, system calls and results. Every method checks its address.
extension Machine {
    /// Adds an empty segment and returns its number.
    public func addSegment(builtin: Builtin? = nil, temporary: Bool = false) throws(MachineError) -> UInt64 {
        try state.pointee.addSegment(builtin: builtin, temporary: temporary)
    }

    /// Adds a segment with this content and returns its start.
    public func addSegment(_ values: [MemoryValue]) throws(MachineError) -> MachineAddress {
        let segment = try state.pointee.addSegment(reserve: UInt64(max(values.count, 1)))
        let start = MachineAddress(segment: segment, offset: 0)
        try write(values, at: start)
        return start
    }

    /// The number of cells up to the highest known one.
    public func segmentSize(_ segment: UInt64) -> UInt64 {
        segment < state.pointee.segmentCount ? state.pointee.segments[Int(segment)].used : 0
    }

    /// The known value at an address, or nil.
    public func value(at address: MachineAddress) -> MemoryValue? {
        let v = state.pointee.peek(address.segment, address.offset)
        return v.isKnown ? v : nil
    }

    /// The felt at an address; `unknownOperand` when there is none, `notFelt` for a pointer. Marks the cell accessed.
    public func felt(at address: MachineAddress) throws(MachineError) -> Felt252 {
        let v = state.pointee.read(address.segment, address.offset)
        guard v.isKnown else { throw .unknownOperand }
        guard let felt = v.asFelt else { throw .notFelt }
        return felt
    }

    /// The pointer at an address; `unknownOperand` when there is none, `notPointer` for a felt.
    public func address(at address: MachineAddress) throws(MachineError) -> MachineAddress {
        let v = state.pointee.read(address.segment, address.offset)
        guard v.isKnown else { throw .unknownOperand }
        guard let pointer = v.asAddress else { throw .notPointer }
        return pointer
    }

    /// `count` felts from an address on. At most `1 << 24`.
    public func felts(at start: MachineAddress, count: UInt64) throws(MachineError) -> [Felt252] {
        guard count <= 1 << 24 else { throw .memoryLimit }
        var result: [Felt252] = []
        result.reserveCapacity(Int(min(count, 1 << 16)))
        for i in 0..<count {
            result.append(try felt(at: MachineAddress(segment: start.segment, offset: start.offset &+ i)))
        }
        return result
    }

    /// The felts between the two pointers that stand at an address and behind it.
    public func array(at address: MachineAddress) throws(MachineError) -> [Felt252] {
        let start = try self.address(at: address)
        let end = try self.address(at: MachineAddress(segment: address.segment, offset: address.offset &+ 1))
        guard start.segment == end.segment, start.offset <= end.offset else { throw .addressRange }
        return try felts(at: start, count: end.offset - start.offset)
    }

    /// Writes a cell once.
    public func write(_ value: MemoryValue, at address: MachineAddress) throws(MachineError) {
        try state.pointee.write(address.segment, address.offset, value, accessed: false)
    }

    /// Writes a felt once.
    public func write(_ felt: Felt252, at address: MachineAddress) throws(MachineError) {
        try write(MemoryValue(felt), at: address)
    }

    /// Writes cells from an address on.
    public func write(_ values: [MemoryValue], at start: MachineAddress) throws(MachineError) {
        for (i, value) in values.enumerated() {
            try write(value, at: MachineAddress(segment: start.segment, offset: start.offset &+ UInt64(i)))
        }
    }
}
