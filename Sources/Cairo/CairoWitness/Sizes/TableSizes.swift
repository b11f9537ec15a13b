public import CairoAIR
import CairoVerifying
import ConstraintSystems

/// The tables that a run's trace will have, from counts alone: what `TraceGenerator` makes, before it makes it.
public struct TableSizes: Equatable, Sendable {
    /// A table and the binary logarithm of its number of rows.
    public struct Table: Equatable, Sendable {
        public let kind: ComponentKind
        public let logSize: UInt32
        /// The columns that its rows are filled from and that live beside it while the trace is made.
        public let inputColumns: Int

        /// Cells of the main and of the interaction trace.
        public var cells: Int { (kind.shape.columns + kind.shape.interactionColumns) << Int(logSize) }
    }

    /// In the order of the claim.
    public let tables: [Table]

    /// Throws what making the trace would throw of a table that is too large.
    public init(_ input: ProverInput, variant: PreprocessedVariant) throws(WitnessError) {
        try input.check()
        var found: [Table] = []
        func add(_ kind: ComponentKind, rows: Int, inputs: Int = 0) {
            found.append(Table(kind: kind, logSize: tableLogSize(rows: rows), inputColumns: inputs))
        }
        for (kind, states) in zip(ComponentKind.allCases, input.states) where !states.isEmpty {
            add(kind, rows: states.count, inputs: 3)
            if kind == .blakeCompressOpcode {
                add(.blakeRound, rows: 10 * states.count, inputs: 35)
                add(.tripleXor32, rows: 8 * states.count, inputs: 6)
                add(.blakeG, rows: 80 * states.count, inputs: 12)
            }
        }
        for segment in PublicSegment.allCases where segment != .output {
            guard let range = input.segments[segment.rawValue], range.begin < range.stop else { continue }
            guard let kind = segment.components.first else { throw .malformed(.segments) }
            guard Int(range.stop) <= input.memory.addressToId.count else { throw .builtinSegment(kind) }
            if segment == .pedersen, PedersenPointTable.windowBits(variant) == nil {
                throw .componentNotSupported(kind)
            }
            let instances = Int(range.stop - range.begin) / Int(segment.cells)
            for table in Self.tables(of: segment, instances, input, variant) {
                add(table.kind, rows: table.rows, inputs: table.inputs)
            }
        }
        add(.verifyInstruction, rows: input.instructionCount, inputs: 8)
        add(.memoryAddressToId, rows: (max(input.memory.addressToId.count - 1, 0) + 15) / 16)
        let instanceRows = 1 << Int(variant.sequenceLogMax)
        for first in stride(from: 0, to: input.memory.bigCount, by: instanceRows) {
            add(.memoryIdToBig, rows: min(instanceRows, input.memory.bigCount - first))
        }
        add(.memoryIdToSmall, rows: input.memory.smallCount)
        let uses = Set(found.flatMap { $0.kind.relationUses.map(\.relation) })
        for table in LookupTable.always + LookupTable.optional.filter({ !uses.isDisjoint(with: $0.relations) }) {
            found.append(Table(kind: table.kind, logSize: table.logSize, inputColumns: 0))
        }
        tables = ComponentKind.allCases.flatMap { kind in found.filter { $0.kind == kind } }
        try check(variant)
    }

    /// Rows of the constant tables that yield these relations, each relation's counted.
    public func lookupTuples(of relations: Set<Int>) -> Int {
        relations.reduce(0) { $0 + (LookupTable.of(relation: $1).map { 1 << Int($0.logTuples) } ?? 0) }
    }

    /// Whether the preprocessed trace numbers as many rows.
    private func check(_ variant: PreprocessedVariant) throws(WitnessError) {
        try variant.checkNumbering(tables.map { ($0.kind, $0.logSize) })
        guard tables.count(where: { $0.kind == .memoryIdToBig }) <= CairoClaim.bigInstancesMax else {
            throw .tableTooLarge(.memoryIdToBig)
        }
    }

    /// The tables of a builtin's instances and of what they ask for: kind, rows, columns of inputs.
    private static func tables(
        of segment: PublicSegment, _ instances: Int, _ input: ProverInput, _ variant: PreprocessedVariant
    ) -> [(kind: ComponentKind, rows: Int, inputs: Int)] {
        switch segment {
        case .ecOp:
            return [(.ecOpBuiltin, instances, 0), (.partialEcMulGeneric, 252 * instances, 125)]
        case .pedersen:
            let rows = paddedRows(input.distinctInstances(of: segment))
            if PedersenPointTable.windowBits(variant) == 9 {
                return [
                    (.pedersenBuiltinNarrowWindows, instances, 0), (.pedersenAggregatorWindowBits9, rows, 4),
                    (.partialEcMulWindowBits9, 56 * rows, 86),
                ]
            }
            return [
                (.pedersenBuiltin, instances, 0), (.pedersenAggregatorWindowBits18, rows, 4),
                (.partialEcMulWindowBits18, 28 * rows, 72),
            ]
        case .poseidon:
            let rows = paddedRows(input.distinctInstances(of: segment))
            // Cubes: 2 of the permutation itself, 3 of each of its 27 partial and 8 full chains.
            return [
                (.poseidonBuiltin, instances, 0), (.poseidonAggregator, rows, 7),
                (.poseidonFullRoundChain, 8 * rows, 32), (.poseidon3PartialRoundsChain, 27 * rows, 42),
                (.cube252, 107 * rows, 10), (.rangeCheck252Width27, 83 * rows, 10),
            ]
        default: return segment.components.prefix(1).map { ($0, instances, 0) }
        }
    }

    private static func paddedRows(_ count: Int) -> Int { 1 << Int(tableLogSize(rows: count)) }
}

extension ProverInput {
    /// Instructions that were executed, each counted once.
    var instructionCount: Int {
        var seen = [Bool](repeating: false, count: memory.addressToId.count), count = 0
        for list in states {
            for state in list where Int(state.pc) < seen.count && !seen[Int(state.pc)] {
                seen[Int(state.pc)] = true
                count += 1
            }
        }
        return count
    }

    /// Instances of a builtin with different ids; of one with at most eight cells.
    func distinctInstances(of segment: PublicSegment) -> Int {
        guard let range = segments[segment.rawValue] else { return 0 }
        var seen = Set<SIMD8<UInt32>>()
        for start in stride(from: range.begin, to: range.stop, by: Int(segment.cells)) {
            var ids = SIMD8<UInt32>()
            for cell in 0..<Int(segment.cells) {
                ids[cell] = memory.id(at: start &+ UInt32(cell)) ?? RunMemory.hole
            }
            seen.insert(ids)
        }
        return seen.count
    }
}
