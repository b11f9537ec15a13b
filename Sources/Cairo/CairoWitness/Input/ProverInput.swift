public import CairoAIR
public import CairoVerifying

/// A finished run, as the prover takes it: what stwo-cairo's adapter makes of the machine's output (STWO §6.9).
public struct ProverInput: Equatable, Sendable {
    /// A builtin's memory, after padding to a power of two of instances.
    public struct Segment: Equatable, Sendable {
        public var begin: UInt32, stop: UInt32
        public init(begin: UInt32, stop: UInt32) {
            self.begin = begin
            self.stop = stop
        }
    }

    /// Registers before the first and after the last instruction.
    public var initial: CasmRegisters, final: CasmRegisters
    /// The states of each opcode component in trace order, by `ComponentKind.rawValue`; twenty lists.
    public var states: [[CasmRegisters]]
    public var memory: RunMemory
    /// Addresses that the verifier reads, in any order.
    public var publicMemoryAddresses: [UInt32]
    /// Builtin segments by `PublicSegment.rawValue`; nil where nothing was used.
    public var segments: [Segment?]
    /// Which segments the program was given pointers to, by `PublicSegment.rawValue`.
    public var hasSegmentPointer: [Bool]

    public init(
        initial: CasmRegisters, final: CasmRegisters, states: [[CasmRegisters]], memory: RunMemory,
        publicMemoryAddresses: [UInt32], segments: [Segment?], hasSegmentPointer: [Bool]
    ) {
        self.initial = initial
        self.final = final
        self.states = states
        self.memory = memory
        self.publicMemoryAddresses = publicMemoryAddresses
        self.segments = segments
        self.hasSegmentPointer = hasSegmentPointer
    }

    /// The number of instructions.
    public var stepCount: Int { states.reduce(0) { $0 + $1.count } }

    func check() throws(WitnessError) {
        guard states.count == ComponentKind.opcodeCount else { throw .malformed(.stateLists) }
        guard segments.count == PublicSegment.allCases.count, hasSegmentPointer.count == segments.count else {
            throw .malformed(.segments)
        }
        for list in states where list.count > 1 << 28 { throw .outOfRange(.tableSize) }
        try memory.check()
        for address in publicMemoryAddresses where memory.id(at: address) == nil { throw .publicMemory }
    }
}

extension ComponentKind {
    /// Opcode components are the first of the claim.
    public static let opcodeCount = 20
}
