public import CairoAIR
public import CairoMachine
import CairoVerifying
import CasmModel

extension ProverInput {
    /// The prover's input from a machine's finished run: memory values numbered in the order in which they first occur,
    /// and every step but the last sorted to the component that proves it (STWO §6.9 steps 4 to 6). `variant` is the
    /// preprocessed trace that the run is proven with: it bounds the table of small values.
    public init(_ run: RelocatedRun, for variant: PreprocessedVariant = .canonical) throws(WitnessError) {
        guard let first = run.trace.first, let last = run.trace.last else { throw .malformed(.noInstructions) }
        guard run.memory.count <= RunMemory.addressCountMax else { throw .outOfRange(.tableSize) }
        var table = ValueTable(
            expected: run.memory.count / 2, smallMax: min(RunMemory.smallCountMax, 1 << Int(variant.sequenceLogMax)))
        var ids: [UInt32] = [RunMemory.hole]
        ids.reserveCapacity(run.memory.count)
        for word in run.memory.dropFirst() { ids.append(table.id(of: word.words)) }
        let memory = RunMemory(
            addressToId: ids, smallWords: table.memory.smallWords, bigWords: table.memory.bigWords)
        let classifier = OpcodeClassifier(memory: memory)
        var states = [[CasmRegisters]](repeating: [], count: ComponentKind.opcodeCount)
        for state in run.trace.dropLast() {
            let registers = CasmRegisters(state)
            states[Int(try classifier.component(of: registers).rawValue)].append(registers)
        }
        self.init(
            initial: CasmRegisters(first), final: CasmRegisters(last), states: states, memory: memory,
            publicMemoryAddresses: run.publicAddresses, segments: Self.segments(run),
            hasSegmentPointer: Builtin.proven.map { run.stackBuiltins.contains($0) })
    }

    /// Builtins by segment number, which both enumerations share; empty segments are none.
    private static func segments(_ run: RelocatedRun) -> [Segment?] {
        PublicSegment.allCases.map { segment in
            run.builtins.first { Int($0.builtin.rawValue) == segment.rawValue && $0.begin < $0.stop }
                .map { Segment(begin: $0.begin, stop: $0.stop) }
        }
    }
}

extension CasmRegisters {
    init(_ state: RelocatedState) { self.init(pc: state.pc, ap: state.ap, fp: state.fp) }
}

extension RelocatedWord {
    /// The value as eight words, least significant first.
    var words: SIMD8<UInt32> {
        unsafeBitCast(SIMD4(a.littleEndian, b.littleEndian, c.littleEndian, d.littleEndian), to: SIMD8<UInt32>.self)
    }
}
