public import FiniteFields

/// Replaces every element by its inverse, with one inversion and three products an element. False, with the array
/// left unspecified, when one of them is zero.
public func invertAll(_ values: inout [QM31]) -> Bool {
    guard !values.isEmpty else { return true }
    var prefix: [QM31] = []
    prefix.reserveCapacity(values.count)
    var product = QM31.one
    for value in values {
        prefix.append(product)
        product = product * value
    }
    guard product != .zero else { return false }
    var inverse = product.inverse
    var i = values.count &- 1
    while i >= 0 {
        let value = values[i]
        values[i] = inverse * prefix[i]
        inverse = inverse * value
        i &-= 1
    }
    return true
}

/// The same for base field elements.
public func invertAll(_ values: inout [M31]) -> Bool {
    guard !values.isEmpty else { return true }
    var prefix: [M31] = []
    prefix.reserveCapacity(values.count)
    var product: M31 = 1
    for value in values {
        prefix.append(product)
        product = product * value
    }
    guard product != 0 else { return false }
    var inverse = product.inverse
    var i = values.count &- 1
    while i >= 0 {
        let value = values[i]
        values[i] = inverse * prefix[i]
        inverse = inverse * value
        i &-= 1
    }
    return true
}
