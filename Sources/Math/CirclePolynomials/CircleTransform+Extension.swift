import FiniteFields
public import PackedFields

/// Low-degree extensions of columns.
extension CircleTransform {
    /// The values of a column's polynomial on the domain `2^logBlowup` times as large. Any log size from 1 on.
    public func extended(_ values: PackedColumn, logBlowup: Int) -> PackedColumn {
        let n = values.logSize
        let result = PackedColumn(logSize: n + logBlowup, zeroed: n < 5)
        guard n >= 5 else {
            let coefficients = ReferenceTransform.interpolate(values.array)
            fill(result, from: coefficients)
            return result
        }
        result.vectors.update(from: values.vectors, count: values.vectorCount)
        interpolate(result.vectors, logSize: n)
        spread(result, logSize: n)
        return result
    }

    /// The values of a polynomial on the domain `2^logBlowup` times as large as its number of coefficients.
    public func evaluated(_ coefficients: PackedColumn, logBlowup: Int) -> PackedColumn {
        let n = coefficients.logSize
        let result = PackedColumn(logSize: n + logBlowup, zeroed: n < 5)
        guard n >= 5 else {
            fill(result, from: coefficients.array)
            return result
        }
        result.vectors.update(from: coefficients.vectors, count: coefficients.vectorCount)
        spread(result, logSize: n)
        return result
    }

    /// The same for the lower (0) or upper (1) half of a longer list of coefficients, a column of log size at least 5.
    public func evaluated(half: Int, of coefficients: PackedColumn, logBlowup: Int) -> PackedColumn {
        precondition((0...1).contains(half) && coefficients.logSize >= 5)
        let n = coefficients.logSize - 1, length = 1 << (n - 4)
        let from = coefficients.vectors + half * length
        guard n >= 5 else {
            let column = PackedColumn(logSize: n)
            column.vectors.update(from: from, count: length)
            return withExtendedLifetime(coefficients) { evaluated(column, logBlowup: logBlowup) }
        }
        let result = PackedColumn(logSize: n + logBlowup, zeroed: false)
        result.vectors.update(from: from, count: length)
        withExtendedLifetime(coefficients) {}
        spread(result, logSize: n)
        return result
    }

    /// The coefficients of a column of values, in place. Any log size from 1 on.
    public func interpolate(_ column: PackedColumn) {
        guard column.logSize >= 5 else {
            let coefficients = ReferenceTransform.interpolate(column.array)
            for (k, c) in coefficients.enumerated() { column[k] = c }
            return
        }
        interpolate(column.vectors, logSize: column.logSize)
    }

    /// The coefficients of a polynomial of degree bound `2^logSize` from its values on a domain of any larger size:
    /// the first part of the storage determines them.
    public func coefficients(ofExtended values: PackedColumn, logSize: Int) -> PackedColumn {
        let result = PackedColumn(logSize: logSize, zeroed: logSize < 5)
        guard logSize >= 5 else {
            let all = ReferenceTransform.interpolate(values.array)
            for k in 0..<result.count { result[k] = all[k] }
            return result
        }
        result.vectors.update(from: values.vectors, count: result.vectorCount)
        interpolate(result.vectors, logSize: logSize, rootLogSize: values.logSize)
        return result
    }

    /// From `2^logSize` coefficients at the front of a column to its values; the first part last, since the others
    /// start from it.
    private func spread(_ column: PackedColumn, logSize: Int) {
        let length = 1 << (logSize - 4)
        for part in (0..<(1 << (column.logSize - logSize))).reversed() {
            let target = column.vectors + part * length
            if part > 0 { target.update(from: column.vectors, count: length) }
            evaluate(target, logSize: logSize, rootLogSize: column.logSize, index: part)
        }
    }

    private func fill(_ column: PackedColumn, from coefficients: [M31]) {
        let zeros = [M31](repeating: 0, count: column.count - coefficients.count)
        for (slot, value) in ReferenceTransform.evaluate(coefficients + zeros).enumerated() { column[slot] = value }
    }
}
