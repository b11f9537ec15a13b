internal import CairoAIR
public import CairoMachine
internal import CairoVerifying
internal import CasmModel

extension ProverInput {
    /// What the prover takes of a relocated run: memory by ids, every step in the list of its opcode component, the
    /// builtin segments (STWO spec §6.9).
    ///
    /// Errors: `malformed` for a run with a used ecdsa or keccak segment, which no component proves, or with a step
    /// whose instruction no component takes.
    public init(_ run: RelocatedRun) throws(WitnessError) {
        guard let first = run.trace.first, let last = run.trace.last else { throw .malformed(.stateLists) }
        var states = [[CasmRegisters]](repeating: [], count: ComponentKind.opcodeCount)
        let classifier = StepClassifier(memory: run.memory)
        for state in run.trace.dropLast() {
            guard let kind = classifier.component(of: state) else { throw .malformed(.stateLists) }
            states[Int(kind.rawValue)].append(CasmRegisters(pc: state.pc, ap: state.ap, fp: state.fp))
        }
        var segments = [Segment?](repeating: nil, count: PublicSegment.allCases.count)
        for segment in run.builtins where segment.begin != segment.stop {
            guard segment.builtin != .ecdsa, segment.builtin != .keccak, segment.builtin != .segmentArena else {
                throw .malformed(.segments)
            }
            segments[Int(segment.builtin.rawValue)] = Segment(begin: segment.begin, stop: segment.stop)
        }
        var interner = ValueInterner(capacity: run.memory.count)
        var ids = [UInt32](repeating: RunMemory.hole, count: run.memory.count)
        for address in 1..<max(run.memory.count, 1) { ids[address] = interner.id(of: run.memory[address]) }
        var hasPointer = [Bool](repeating: false, count: PublicSegment.allCases.count)
        for builtin in run.stackBuiltins where builtin != .segmentArena { hasPointer[Int(builtin.rawValue)] = true }
        self.init(
            initial: CasmRegisters(pc: first.pc, ap: first.ap, fp: first.fp),
            final: CasmRegisters(pc: last.pc, ap: last.ap, fp: last.fp), states: states,
            memory: RunMemory(addressToId: ids, smallWords: interner.smallWords, bigWords: interner.bigWords),
            publicMemoryAddresses: run.publicAddresses, segments: segments, hasSegmentPointer: hasPointer)
    }
}

/// Gives equal values one id, in order of first occurrence: below 2^72 small ids, the others large ones.
private struct ValueInterner {
    private(set) var smallWords: [UInt32] = []
    private(set) var bigWords: [UInt32] = []
    /// Open addressing over ids plus one; zero is free. Never more than half full.
    private var table: [UInt32]
    private var values: [RelocatedWord]
    private let mask: Int

    init(capacity: Int) {
        var size = 16
        while size < 2 * capacity { size <<= 1 }
        table = [UInt32](repeating: 0, count: size)
        values = [RelocatedWord](repeating: RelocatedWord(0, 0, 0, 0), count: size)
        mask = size - 1
    }

    mutating func id(of word: RelocatedWord) -> UInt32 {
        var hash = word.a &* 0x9e37_79b9_7f4a_7c15
        hash = (hash ^ word.b ^ (hash >> 32)) &* 0xff51_afd7_ed55_8ccd
        hash = (hash ^ word.c ^ (hash >> 29)) &* 0xc4ce_b9fe_1a85_ec53
        hash = (hash ^ word.d ^ (hash >> 32)) &* 0x9e37_79b9_7f4a_7c15
        var slot = Int(truncatingIfNeeded: hash >> 20) & mask
        while table[slot] != 0 {
            if values[slot] == word { return table[slot] - 1 }
            slot = (slot + 1) & mask
        }
        let id = append(word)
        table[slot] = id + 1
        values[slot] = word
        return id
    }

    private mutating func append(_ word: RelocatedWord) -> UInt32 {
        let limbs = [word.a, word.b, word.c, word.d].flatMap {
            [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)]
        }
        let isSmall = word.b >> 8 | word.c | word.d == 0
        if isSmall && smallWords.count / 3 < RunMemory.smallCountMax {
            smallWords += limbs[0..<3]
            return UInt32(smallWords.count / 3 - 1)
        }
        bigWords += limbs
        return RunMemory.bigIdBase + UInt32(bigWords.count / 8 - 1)
    }
}
