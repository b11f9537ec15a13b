import CairoAIR
import CairoVerifying
import ConstraintLanes
import ConstraintSystems
import FiniteFields
import PackedFields
import WorkerPools

extension TraceGenerator {
    /// Addresses 1 and up in sixteen chunks, each an id column and a column of uses (STWO §6.5).
    func addressTable(_ counts: LookupCounters) -> TableTrace {
        let ids = input.memory.addressToId, addresses = max(ids.count - 1, 0)
        let logSize = tableLogSize(rows: (addresses + 15) / 16), rows = 1 << Int(logSize)
        let columns = (0..<32).map { _ in PackedColumn(logSize: Int(logSize)) }
        let uses = counts.tables[Int(Relation.memoryAddressToId.index)]
        pool.forEach(16) { chunk in
            let first = chunk * rows + 1
            guard first < ids.count, let table = uses.counts else { return }
            let idWords = columns[2 * chunk].words, useWords = columns[2 * chunk + 1].words
            for row in 0..<min(rows, ids.count - first) {
                idWords[row] = ids[first + row]
                useWords[row] = table[first + row]
            }
        }
        return TableTrace(kind: .memoryAddressToId, logSize: logSize, parameter: 0, columns: columns)
    }

    /// Large values, in instances of as many rows as can be numbered (STWO §6.5). Without large values there is no instance.
    func bigValueTables(_ counts: LookupCounters) throws(WitnessError) -> [TableTrace] {
        let count = input.memory.bigCount, instanceRows = 1 << Int(variant.sequenceLogMax)
        guard count <= CairoClaim.bigInstancesMax * instanceRows else { throw .tableTooLarge(.memoryIdToBig) }
        return stride(from: 0, to: count, by: instanceRows).map { first in
            valueTable(
                .memoryIdToBig, values: first..<min(count, first + instanceRows), words: input.memory.bigWords,
                wordsPerValue: 8, limbs: 28, uses: counts.tables[LookupCounters.bigTable(of: .memoryIdToBig)])
        }
    }

    /// Small values.
    func smallValueTable(_ counts: LookupCounters) -> TableTrace {
        valueTable(
            .memoryIdToSmall, values: 0..<input.memory.smallCount, words: input.memory.smallWords, wordsPerValue: 3,
            limbs: 8, uses: counts.tables[Int(Relation.memoryIdToBig.index)])
    }

    private func valueTable(
        _ kind: ComponentKind, values: Range<Int>, words: [UInt32], wordsPerValue: Int, limbs: Int,
        uses: LookupCounters.Table
    ) -> TableTrace {
        let logSize = tableLogSize(rows: values.count)
        let columns = (0...limbs).map { _ in PackedColumn(logSize: Int(logSize)) }
        words.withUnsafeBufferPointer { words in
            pool.forRanges((values.count + 15) / 16, grain: 256) { vectors in
                var sliced = [SIMD16<UInt32>](repeating: .zero, count: 9)
                for vector in vectors {
                    for lane in 0..<16 {
                        let value = values.lowerBound + 16 * vector + lane
                        let isValue = value < values.upperBound
                        for k in 0..<wordsPerValue { sliced[k][lane] = isValue ? words[wordsPerValue * value + k] : 0 }
                        if isValue, let counts = uses.counts { columns[0].words[16 * vector + lane] = counts[value] }
                    }
                    for limb in 0..<limbs {
                        let word = 9 * limb / 32, shift = UInt32(9 * limb % 32)
                        var v = sliced[word] &>> shift
                        if shift > 23 { v |= sliced[word + 1] &<< (32 - shift) }
                        columns[limb + 1].vectors[vector] = PackedM31(lanes: v & 511)
                    }
                }
            }
        }
        let parameter = kind == .memoryIdToBig ? M31(canonical: UInt32(values.lowerBound)) : 0
        return TableTrace(kind: kind, logSize: logSize, parameter: parameter, columns: columns)
    }

    /// The range checks of the values' limbs, on all rows (STWO §6.5): pair i counts in lettered relation i mod 8. Each
    /// relation is one worker's.
    func countLimbs(of tables: [TableTrace], in counts: LookupCounters) {
        pool.forEach(8) { variant in
            let table = counts.tables[Int(Relation.rangeCheck9x9(variant).index)]
            guard let counts = table.counts else { return }
            for trace in tables {
                for pair in stride(from: variant, to: (trace.columns.count - 1) / 2, by: 8) {
                    let high = trace.columns[1 + 2 * pair].words, low = trace.columns[2 + 2 * pair].words
                    for row in 0..<(1 << Int(trace.logSize)) { counts[Int(high[row] << 9 | low[row])] &+= 1 }
                }
            }
        }
    }

    /// A table of constants: how often each row was looked up, one column a relation.
    func constantTable(_ table: LookupTable, _ counts: LookupCounters) -> TableTrace {
        if table.columnsPerRelation > 1 { return xor12Table(table, counts) }
        let columns = table.relations.map { index in
            let column = PackedColumn(logSize: Int(table.logSize))
            if let uses = counts.tables[index].counts {
                column.words.update(from: uses, count: min(column.count, counts.tables[index].count))
            }
            return column
        }
        return TableTrace(kind: table.kind, logSize: table.logSize, parameter: 0, columns: columns)
    }

    /// The table of twelve-bit pairs: a column for each choice of the high two bits of both, rows by the low ten of both.
    private func xor12Table(_ table: LookupTable, _ counts: LookupCounters) -> TableTrace {
        let uses = counts.tables[table.relations.lowerBound]
        let columns = (0..<table.columnsPerRelation).map { _ in PackedColumn(logSize: Int(table.logSize)) }
        pool.forEach(columns.count) { number in
            guard let from = uses.counts, uses.count == 1 << Int(table.logTuples) else { return }
            let words = columns[number].words
            for row in 0..<columns[number].count {
                let a = (number >> 2) << 10 | row >> 10, b = (number & 3) << 10 | row & 1_023
                words[row] = from[a << 12 | b]
            }
        }
        return TableTrace(kind: table.kind, logSize: table.logSize, parameter: 0, columns: columns)
    }
}
