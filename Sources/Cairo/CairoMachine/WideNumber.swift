/// An unsigned integer of up to 832 bits for hints: fixed storage, plain schoolbook algorithms.
///
/// Products of two 384-bit numbers of the modular builtins fit; operations that could exceed
/// the storage return nil.
struct WideNumber: Sendable {
    static let limbCount = 13
    var w = InlineArray<13, UInt64>(repeating: 0)

    init(_ x: UInt64 = 0) { w[0] = x }

    init(_ x: UInt128) {
        w[0] = UInt64(truncatingIfNeeded: x)
        w[1] = UInt64(truncatingIfNeeded: x >> 64)
    }

    /// A felt shifted left by whole limbs, at most five.
    init(_ v: MemoryValue, limbs shift: Int = 0) {
        w[shift] = v.l0
        w[shift + 1] = v.l1
        w[shift + 2] = v.l2
        w[shift + 3] = v.top
    }

    /// The number of limbs up to the highest that is not zero.
    var length: Int {
        var n = WideNumber.limbCount
        while n > 0 && w[n - 1] == 0 { n -= 1 }
        return n
    }

    var isZero: Bool { length == 0 }
    var isOne: Bool { length == 1 && w[0] == 1 }

    var bitWidth: Int {
        let n = length
        return n == 0 ? 0 : 64 * n - w[n - 1].leadingZeroBitCount
    }

    static func < (a: WideNumber, b: WideNumber) -> Bool {
        var i = limbCount
        while i > 0 {
            i -= 1
            if a.w[i] != b.w[i] { return a.w[i] < b.w[i] }
        }
        return false
    }

    /// The sum, or nil beyond the storage.
    func adding(_ other: WideNumber) -> WideNumber? {
        var result = WideNumber()
        var carry: UInt64 = 0
        for i in 0..<WideNumber.limbCount {
            let sum = UInt128(w[i]) + UInt128(other.w[i]) + UInt128(carry)
            result.w[i] = UInt64(truncatingIfNeeded: sum)
            carry = UInt64(sum >> 64)
        }
        return carry == 0 ? result : nil
    }

    /// The difference; the caller guarantees that it is not negative.
    func subtracting(_ other: WideNumber) -> WideNumber {
        var result = WideNumber()
        var borrow: UInt64 = 0
        for i in 0..<WideNumber.limbCount {
            let (d, b) = w[i].subtractingReportingOverflow(other.w[i])
            let (e, c) = d.subtractingReportingOverflow(borrow)
            result.w[i] = e
            borrow = (b ? 1 : 0) + (c ? 1 : 0)
        }
        return result
    }

    /// The product, or nil beyond the storage.
    func multiplied(by other: WideNumber) -> WideNumber? {
        let n = length, m = other.length
        guard n + m <= WideNumber.limbCount else { return nil }
        var result = WideNumber()
        for i in 0..<n {
            var carry: UInt64 = 0
            for j in 0..<m {
                let t = UInt128(w[i]) &* UInt128(other.w[j]) &+ UInt128(result.w[i + j]) &+ UInt128(carry)
                result.w[i + j] = UInt64(truncatingIfNeeded: t)
                carry = UInt64(truncatingIfNeeded: t >> 64)
            }
            if i + m < WideNumber.limbCount { result.w[i + m] = carry }
        }
        return result
    }

    /// 128 bits from a limb on.
    func word128(_ limb: Int) -> UInt128 { UInt128(w[limb + 1]) << 64 | UInt128(w[limb]) }

    /// The number as a felt, or nil when it is not below p.
    var asFelt: MemoryValue? {
        guard length <= 4, w[3] < WordField.p3 || (w[3] == WordField.p3 && w[0] | w[1] | w[2] == 0) else { return nil }
        if w[3] == WordField.p3 { return nil }
        return MemoryValue(w[0], w[1], w[2], w[3] | MemoryValue.felt)
    }
}

extension WideNumber {
    /// Quotient and remainder by Knuth's algorithm D; nil for a zero divisor.
    func divided(by divisor: WideNumber) -> (quotient: WideNumber, remainder: WideNumber)? {
        let n = divisor.length, m = length
        if n == 0 { return nil }
        if self < divisor { return (WideNumber(), self) }
        if n == 1 { return dividedByLimb(divisor.w[0]) }
        let shift = UInt64(divisor.w[n - 1].leadingZeroBitCount)
        var v = divisor.shiftedLeft(shift)
        // One limb more than the storage: the normalised dividend.
        var u = InlineArray<14, UInt64>(repeating: 0)
        let shifted = shiftedLeft(shift)
        for i in 0..<WideNumber.limbCount { u[i] = shifted.w[i] }
        u[13] = shift == 0 ? 0 : w[12] >> (64 - shift)
        var quotient = WideNumber()
        let top = UInt128(v.w[n - 1]), second = UInt128(v.w[n - 2])
        var j = m - n
        while j >= 0 {
            let numerator = UInt128(u[j + n]) << 64 | UInt128(u[j + n - 1])
            var q = u[j + n] >= v.w[n - 1] ? UInt128(UInt64.max) : numerator / top
            var r = numerator - q * top
            while r >> 64 == 0 && q * second > (r << 64 | UInt128(u[j + n - 2])) {
                q -= 1
                r += top
            }
            var borrow: Int128 = 0, carry: UInt128 = 0
            for i in 0..<n {
                carry += q * UInt128(v.w[i])
                let t = Int128(u[i + j]) - borrow - Int128(UInt64(truncatingIfNeeded: carry))
                u[i + j] = UInt64(truncatingIfNeeded: t)
                borrow = t < 0 ? 1 : 0
                carry >>= 64
            }
            let t = Int128(u[j + n]) - borrow - Int128(carry)
            u[j + n] = UInt64(truncatingIfNeeded: t)
            if t < 0 {
                q -= 1
                var back: UInt128 = 0
                for i in 0..<n {
                    back += UInt128(u[i + j]) + UInt128(v.w[i])
                    u[i + j] = UInt64(truncatingIfNeeded: back)
                    back >>= 64
                }
                u[j + n] = u[j + n] &+ UInt64(truncatingIfNeeded: back)
            }
            quotient.w[j] = UInt64(truncatingIfNeeded: q)
            j -= 1
        }
        for i in 0..<WideNumber.limbCount { v.w[i] = i < n ? u[i] : 0 }
        return (quotient, v.shiftedRight(shift))
    }

    private func dividedByLimb(_ d: UInt64) -> (WideNumber, WideNumber) {
        var quotient = WideNumber()
        var remainder: UInt64 = 0
        var i = WideNumber.limbCount
        while i > 0 {
            i -= 1
            (quotient.w[i], remainder) = d.dividingFullWidth((remainder, w[i]))
        }
        return (quotient, WideNumber(remainder))
    }

    /// Shifts by less than 64 bits; bits beyond the storage are lost.
    func shiftedLeft(_ bits: UInt64) -> WideNumber {
        if bits == 0 { return self }
        var result = WideNumber()
        for i in 0..<WideNumber.limbCount {
            result.w[i] = w[i] << bits | (i > 0 ? w[i - 1] >> (64 - bits) : 0)
        }
        return result
    }

    /// Shifts by less than 64 bits.
    func shiftedRight(_ bits: UInt64) -> WideNumber {
        if bits == 0 { return self }
        var result = WideNumber()
        for i in 0..<WideNumber.limbCount {
            result.w[i] = w[i] >> bits | (i + 1 < WideNumber.limbCount ? w[i + 1] << (64 - bits) : 0)
        }
        return result
    }

    /// The largest integer whose square is not above this number (at most 512 bits), by Newton's iteration from above.
    var squareRoot: WideNumber {
        let bits = bitWidth
        if bits == 0 { return self }
        var root = WideNumber()
        let start = (bits + 1) / 2
        root.w[start / 64] = 1 << UInt64(start % 64)
        while true {
            guard let quotient = divided(by: root)?.quotient, let sum = root.adding(quotient) else { return root }
            let next = sum.shiftedRight(1)
            if !(next < root) { return root }
            root = next
        }
    }

    /// gcd(n, b) and, when it is 1, the inverse of b modulo n (n at least 2).
    static func inverse(of b: WideNumber, modulo n: WideNumber) -> (gcd: WideNumber, inverse: WideNumber)? {
        var r0 = n, r1 = b
        // Magnitudes of the cofactors of b; their signs alternate.
        var t0 = WideNumber(), t1 = WideNumber(UInt64(1))
        var isNegative = false
        while !r1.isZero {
            guard let (q, r) = r0.divided(by: r1), let product = q.multiplied(by: t1),
                let t = product.adding(t0)
            else { return nil }
            (r0, r1) = (r1, r)
            (t0, t1) = (t1, t)
            isNegative.toggle()
        }
        // t0 belongs to the last non-zero remainder: its sign is the one before the final toggle.
        guard let reduced = t0.divided(by: n)?.remainder else { return nil }
        let negative = !isNegative
        return (r0, negative && !reduced.isZero ? n.subtracting(reduced) : reduced)
    }
}
