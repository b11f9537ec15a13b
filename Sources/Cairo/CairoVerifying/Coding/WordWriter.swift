import CairoAIR
import CircleFRI
import Commitments
import FiniteFields
import HashFunctions
import StarkVerifying

/// Writes what `WordReader` reads.
struct WordWriter {
    private(set) var stream = ProofStream(words: [])
    private let hash: ProofHash

    init(hash: ProofHash) { self.hash = hash }

    mutating func append(_ word: UInt64) { stream.words.append(word) }
    private mutating func append(_ number: UInt32) { append(UInt64(number)) }
    private mutating func append(count: Int) { append(UInt64(truncatingIfNeeded: count)) }

    private mutating func append(_ element: QM31) {
        for coordinate in [element.a, element.b, element.c, element.d] { append(coordinate.value) }
    }
    mutating func append(_ elements: [QM31]) {
        append(count: elements.count)
        for element in elements { append(element) }
    }
    private mutating func append(_ digest: Blake2sDigest) {
        if hash == .poseidon252 { return stream.append(digest.felt) }
        for i in 0..<8 { append(digest.words[i]) }
    }
    private mutating func append(_ digests: [Blake2sDigest]) {
        append(count: digests.count)
        for digest in digests { append(digest) }
    }
    private mutating func append(_ cells: [PublicCell]) {
        append(count: cells.count)
        for cell in cells {
            append(cell.id)
            for i in 0..<8 { append(cell.value[i]) }
        }
    }
    private mutating func append(_ layer: FriLayerProof) {
        append(layer.witness)
        append(layer.decommitment.hashWitness)
        append(layer.commitment)
    }

    /// False when a segment is absent.
    mutating func append(_ claim: CairoClaim) -> Bool {
        let data = claim.publicData
        append(data.program)
        for segment in PublicSegment.allCases {
            guard let range = data[segment] else { return false }
            for pointer in [range.start, range.stop] {
                append(pointer.id)
                append(pointer.value)
            }
        }
        append(data.output)
        append(data.safeCallIDs.0)
        append(data.safeCallIDs.1)
        for state in [data.initial, data.final] {
            append(state.pc)
            append(state.ap)
            append(state.fp)
        }
        for kind in ComponentKind.allCases {
            let sizes = claim[kind]
            if kind == .memoryIdToBig {
                append(0 as UInt64)
                append(count: sizes.count)
                for size in sizes { append(size) }
            } else if let size = sizes.first {
                append(0 as UInt64)
                if kind.shape.fixedLogSize == nil { append(size) }
            } else {
                append(1 as UInt64)
            }
        }
        return true
    }

    /// False when queried values have not the shape of the claim's columns.
    mutating func append(_ proof: StarkProof, claim: CairoClaim, variant: PreprocessedVariant) -> Bool {
        let fri = proof.config.fri
        for number in [
            proof.config.powBits, fri.logBlowup, fri.logLastLayerDegreeBound, fri.queryCount, fri.foldStep,
        ] {
            append(number)
        }
        append(proof.commitments)
        append(count: proof.sampledValues.count)
        for tree in proof.sampledValues {
            append(count: tree.count)
            for column in tree { append(column) }
        }
        append(count: proof.decommitments.count)
        for decommitment in proof.decommitments { append(decommitment.hashWitness) }
        guard proof.queriedValues.count == ColumnOrder.treeCount else { return false }
        append(count: proof.queriedValues.count)
        for (tree, columns) in proof.queriedValues.enumerated() {
            let order = ColumnOrder.hashing(tree: tree, claim: claim, variant: variant)
            let rows = columns.first?.count ?? 0
            guard order.count == columns.count, columns.allSatisfy({ $0.count == rows }) else { return false }
            append(count: rows &* columns.count)
            for row in 0..<rows {
                for column in order { append(columns[column][row].value) }
            }
        }
        append(proof.proofOfWork)
        append(proof.fri.firstLayer)
        append(count: proof.fri.innerLayers.count)
        for layer in proof.fri.innerLayers { append(layer) }
        let coefficients = proof.fri.lastLayerCoefficients
        append(coefficients)
        append(count: coefficients.isEmpty ? 0 : coefficients.count.trailingZeroBitCount)
        return true
    }
}
