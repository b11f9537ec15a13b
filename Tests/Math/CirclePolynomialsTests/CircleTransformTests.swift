import CircleGroups
import CirclePolynomials
import Determinism
import FiniteFields
import PackedFields
import Testing

@Suite struct CircleTransformTests {
    static let twiddles = Twiddles(logSize: 20)
    let transform = CircleTransform(CircleTransformTests.twiddles)

    @Test(arguments: 1...11)
    func `a column equals the reference at every size`(logSize: Int) {
        let values = column(logSize, seed: UInt64(logSize))
        let copy = PackedColumn(values.array)
        transform.interpolate(copy)
        let expected = ReferenceTransform.interpolate(values.array)
        #expect(copy.array == expected)
        #expect(transform.evaluated(copy, logBlowup: 0).array == values.array)
    }

    @Test(arguments: [(1, 1), (3, 2), (4, 1), (5, 1), (5, 3), (8, 1), (9, 2)])
    func `an extension evaluates the same polynomial`(logSize: Int, logBlowup: Int) {
        let values = column(logSize, seed: 77)
        let extended = transform.extended(values, logBlowup: logBlowup)
        let coefficients = ReferenceTransform.interpolate(values.array)
        let zeros = [M31](repeating: 0, count: (1 << (logSize + logBlowup)) - coefficients.count)
        #expect(extended.array == ReferenceTransform.evaluate(coefficients + zeros))
        let back = transform.coefficients(ofExtended: extended, logSize: logSize)
        #expect(back.array == coefficients)
    }

    @Test(arguments: [(5, 1), (6, 1), (7, 3), (10, 1), (11, 2), (16, 1)])
    func `parts of an extension are what the whole has there`(logSize: Int, logBlowup: Int) {
        let values = column(logSize, seed: 78)
        let coefficients = PackedColumn(values.array)
        transform.interpolate(coefficients)
        let whole = transform.evaluated(coefficients, logBlowup: logBlowup).array
        for logParts in logBlowup...min(logBlowup + 6, logSize + logBlowup - CircleTransform.logPartMin) {
            var joined: [M31] = []
            for part in 0..<1 << logParts {
                joined += transform.evaluated(coefficients, logBlowup: logBlowup, part: part, logParts: logParts).array
            }
            #expect(joined == whole)
        }
    }

    @Test(arguments: [5, 9, 16])
    func `weights of coefficients give the value at a secure point`(logSize: Int) throws {
        let point = try #require(SecureCirclePoint(parameter: QM31(2, 7, 1_828, 1_828)))
        let coefficients = column(logSize, seed: 12)
        let value = PointWeights(ofCoefficientsAt: point, logSize: logSize).values(of: [coefficients])
        #expect(value == [ReferenceTransform.evaluate(coefficients.array, at: point)])
    }

    @Test(arguments: [15, 16, 17])
    func `large columns agree with the value at a point of their domain`(logSize: Int) {
        let values = column(logSize, seed: 5)
        let coefficients = PackedColumn(values.array)
        transform.interpolate(coefficients)
        let extended = transform.extended(values, logBlowup: 1)
        for slot in [0, 1, 12345, (1 << logSize) + 77] {
            let point = SecureCirclePoint(CircleDomain(logSize: logSize + 1).point(atSlot: UInt32(slot)))
            #expect(
                ReferenceTransform.evaluate(coefficients.array, at: point) == QM31(extended[slot]))
        }
        #expect(transform.evaluated(coefficients, logBlowup: 0).array == values.array)
    }

    @Test(arguments: [(5, 1), (6, 2), (10, 1), (16, 1)])
    func `weights give the value at a secure point`(logSize: Int, logBlowup: Int) throws {
        let point = try #require(SecureCirclePoint(parameter: QM31(3, 1_415_926_535, 897_932_384, 626_433_832)))
        let columns = (0..<3).map { column(logSize, seed: UInt64($0) + 9) }
        let weights = PointWeights(
            point: point, logSize: logSize, extendedLogSize: logSize + logBlowup, transform: transform)
        let values = weights.values(of: columns.map { transform.extended($0, logBlowup: logBlowup) })
        for (column, value) in zip(columns, values) {
            let coefficients = PackedColumn(column.array)
            transform.interpolate(coefficients)
            #expect(value == ReferenceTransform.evaluate(coefficients.array, at: point))
        }
    }

    @Test(arguments: [(4, 1), (4, 5), (5, 2), (7, 3)])
    func `lifted vectors read the slots of the definition`(logSize: Int, shift: Int) {
        let original = column(logSize, seed: 3), secure = SecureColumn(original, original, original, original)
        for index in 0..<(1 << (logSize + shift - 4)) {
            let lifted = PackedM31.lifted(original.vectors, index, shift: shift),
                all = secure.lifted(index, shift: shift)
            for lane in 0..<16 {
                let slot = liftedSlot(UInt32(16 * index + lane), from: logSize, to: logSize + shift)
                #expect(lifted[lane] == original[Int(slot)] && all[lane].d == original[Int(slot)])
            }
        }
    }

    @Test(arguments: [(5, 1), (8, 2)])
    func `halves of coefficients are polynomials of their own`(logSize: Int, logBlowup: Int) {
        let coefficients = column(logSize + 1, seed: 8).array
        for half in 0...1 {
            let part = PackedColumn(Array(coefficients[(half << logSize)..<((half + 1) << logSize)]))
            let values = transform.evaluated(half: half, of: PackedColumn(coefficients), logBlowup: logBlowup)
            #expect(values.array == transform.evaluated(part, logBlowup: logBlowup).array)
        }
    }

    private func column(_ logSize: Int, seed: UInt64) -> PackedColumn {
        var random = SplitMix64(seed: seed)
        let column = PackedColumn(logSize: logSize)
        for slot in 0..<column.count { column[slot] = M31(reducing: random.next()) }
        return column
    }
}
