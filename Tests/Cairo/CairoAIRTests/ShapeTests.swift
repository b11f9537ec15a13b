import CairoAIR
import ConstraintSystems
import FiniteFields
import Testing

struct ShapeTests {
    @Test(arguments: ComponentKind.allCases)
    func `the text of a component has the columns and lookups of its shape`(_ kind: ComponentKind) {
        let counts = kind.counts(logSize: kind.shape.fixedLogSize ?? 4)
        #expect(counts.columns == kind.shape.columns)
        #expect(counts.interactionColumns == kind.shape.interactionColumns)
        #expect(counts.degreeMax <= 3)
        #expect(counts.tupleDegreeMax <= 1)
        #expect(counts.tupleLengthMax < LookupElements.tupleLengthMax)
        for column in counts.preprocessed where kind.shape.fixedLogSize != nil {
            #expect(UInt32(column.logSize) == kind.shape.fixedLogSize)
        }
    }

    @Test(arguments: ComponentKind.allCases)
    func `the text of a component uses relations as often as its table says`(_ kind: ComponentKind) {
        var uses = [Int](repeating: 0, count: 256)
        for (relation, count) in kind.relationUses { uses[relation] = count }
        #expect(kind.counts().uses == uses)
    }

    @Test func `relation ids are the hashes of their names`() {
        for (index, name) in Relation.cairoNames.enumerated() {
            var hash: UInt32 = 0x811c_9dc5
            for byte in "\(name)".utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
            let relation = everyRelation.first { Int($0.index) == index }
            #expect(relation?.id == hash % M31.modulus, "\(name)")
        }
        #expect(everyRelation.count == Relation.cairoNames.count)
    }

    @Test(arguments: [
        (PreprocessedVariant.canonical, 161, 25, 543_100_528), (.canonicalWithoutPedersen, 105, 25, 73_338_480),
        (.canonicalSmall, 156, 20, 10_161_776),
    ])
    func `the variants of the preprocessed trace have their published sizes`(
        _ variant: PreprocessedVariant, _ count: Int, _ logSizeMax: Int, _ cells: Int
    ) {
        let columns = variant.columns
        #expect(columns.count == count)
        #expect(columns.map { Int($0.logSize) }.max() == logSizeMax)
        #expect(columns.reduce(0) { $0 + (1 << Int($1.logSize)) } == cells)
        #expect(Set(columns).count == count)
    }

    var everyRelation: [Relation] {
        let plain: [Relation] = [
            .opcodes, .verifyInstruction, .memoryAddressToId, .memoryIdToBig, .blakeRound, .blakeG, .blakeRoundSigma,
            .tripleXor32, .verifyBitwiseXor4, .verifyBitwiseXor7, .verifyBitwiseXor9, .verifyBitwiseXor12,
            .partialEcMulGeneric, .pedersenAggregatorWindowBits18, .pedersenAggregatorWindowBits9,
            .partialEcMulWindowBits18, .partialEcMulWindowBits9, .pedersenPointsTableWindowBits18,
            .pedersenPointsTableWindowBits9, .poseidonAggregator, .poseidonFullRoundChain,
            .poseidon3PartialRoundsChain, .poseidonRoundKeys, .cube252, .rangeCheck252Width27, .rangeCheck6,
            .rangeCheck8, .rangeCheck11, .rangeCheck12, .rangeCheck4x3, .rangeCheck4x4, .rangeCheck7x2x5,
            .rangeCheck3x6x6x3, .rangeCheck4x4x4x4, .rangeCheck3x3x3x3x3,
        ]
        let pairs = (0..<2).flatMap { [Relation.verifyBitwiseXor8($0), .rangeCheck18($0)] }
        return plain + pairs + (0..<8).flatMap { [Relation.rangeCheck20($0), .rangeCheck9x9($0)] }
    }
}
