import Determinism
import FiniteFields
import PackedFields
import Testing

@Suite struct PackedFieldTests {
    @Test func `lanes compute what scalars compute`() {
        var random = SplitMix64(seed: 1)
        for _ in 0..<200 {
            let x = random.secures(16), y = random.secures(16), k = random.secures(1)[0]
            let px = pack(x), py = pack(y)
            let sum = px + py, difference = px - py, product = px * py, other = PackedQM31.karatsuba(px, py)
            let inverse = px.inverse, scaled = px * py.a
            let middle = px * PackedCM31(py.a, py.b), constant = px * PackedQM31(k)
            for lane in 0..<16 {
                #expect(sum[lane] == x[lane] + y[lane])
                #expect(difference[lane] == x[lane] - y[lane])
                #expect(product[lane] == x[lane] * y[lane])
                #expect(other[lane] == x[lane] * y[lane])
                #expect(inverse[lane] == x[lane].inverse)
                #expect(scaled[lane] == x[lane].times(y[lane].a))
                #expect(middle[lane] == x[lane] * QM31(y[lane].a, y[lane].b, 0, 0))
                #expect(constant[lane] == x[lane] * k)
            }
            #expect(px.sum() == x.reduce(.zero, +))
        }
    }

    @Test func `edge values stay canonical`() {
        let edges: [UInt32] = [0, 1, 2, 0x7fff_fffe, 0x7fff_fffd, 0x4000_0000, 0x3fff_ffff, 65537]
        for x in edges {
            for y in edges {
                let a = M31(canonical: x), b = M31(canonical: y)
                let pa = PackedM31(a), pb = PackedM31(b)
                #expect((pa + pb)[3] == a + b)
                #expect((pa - pb)[9] == a - b)
                #expect((pa * pb)[15] == a * b)
                #expect(pa.inverse[0] == a.inverse)
                #expect(pa.times(b)[1] == a * b)
            }
        }
    }

    @Test func `batches invert every element`() {
        var random = SplitMix64(seed: 2)
        for count in [1, 2, 3, 17] {
            let secures = (0..<count).map { _ in pack(random.secures(16)) }
            var inverses = secures
            invertBatch(secures, into: &inverses, count: count)
            var bases = secures.map(\.a)
            invertBatch(secures.map(\.a), into: &bases, count: count)
            for i in 0..<count {
                for lane in 0..<16 {
                    #expect(inverses[i][lane] * secures[i][lane] == .one)
                    #expect(bases[i][lane] * secures[i].a[lane] == 1)
                }
            }
        }
    }

    @Test func `columns keep what is written`() {
        let column = PackedColumn([5, 6, 7, 8])
        #expect(column.logSize == 2 && column.vectorCount == 1 && column[2] == 7)
        let secure = SecureColumn(logSize: 5)
        secure[17] = QM31(1, 2, 3, 4)
        #expect(secure[17] == QM31(1, 2, 3, 4) && secure[16] == .zero)
        #expect(secure.vector(1)[1] == QM31(1, 2, 3, 4))
    }

    private func pack(_ values: [QM31]) -> PackedQM31 {
        var x = PackedQM31(QM31.zero)
        for (lane, value) in values.enumerated() {
            x.a.lanes[lane] = value.a.value
            x.b.lanes[lane] = value.b.value
            x.c.lanes[lane] = value.c.value
            x.d.lanes[lane] = value.d.value
        }
        return x
    }
}

extension SplitMix64 {
    mutating func base() -> M31 { M31(reducing: next()) }
    mutating func secures(_ count: Int) -> [QM31] { (0..<count).map { _ in QM31(base(), base(), base(), base()) } }
}
