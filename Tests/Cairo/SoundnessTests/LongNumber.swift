/// A natural number of any length in digits of twelve bits, least significant first: schoolbook arithmetic for tests.
struct LongNumber: Equatable {
    static let base = 4096
    var digits: [Int]

    init(_ digits: [Int]) {
        self.digits = digits
        while self.digits.last == 0 { self.digits.removeLast() }
    }

    static func * (a: LongNumber, b: LongNumber) -> LongNumber {
        var sums = [Int](repeating: 0, count: a.digits.count + b.digits.count + 1)
        for (i, x) in a.digits.enumerated() { for (j, y) in b.digits.enumerated() { sums[i + j] += x * y } }
        return carried(sums)
    }

    /// Digits of any sign and size; nil for a number below zero.
    static func exact(_ sums: [Int]) -> LongNumber? {
        var digits: [Int] = [], carry = 0
        for sum in sums + [0, 0, 0, 0] {
            let value = sum + carry
            carry = value >> 12
            digits.append(value & 4095)
        }
        return carry < 0 ? nil : LongNumber(digits)
    }

    private static func carried(_ sums: [Int]) -> LongNumber { exact(sums) ?? LongNumber([]) }

    /// Nil where the difference is below zero.
    static func - (a: LongNumber, b: LongNumber) -> LongNumber? {
        let count = max(a.digits.count, b.digits.count)
        return exact((0..<count).map { a.digit($0) - b.digit($0) })
    }

    func digit(_ place: Int) -> Int { place < digits.count ? digits[place] : 0 }

    /// The first digits as they are, what is above them in the last one.
    func limbs(_ count: Int) -> [Int] {
        let top = digits.dropFirst(count - 1).reversed().reduce(0) { $0 * Self.base + $1 }
        return (0..<count - 1).map(digit) + [top]
    }

    /// Quotient and remainder, bit by bit.
    func divided(by divisor: LongNumber) -> (quotient: LongNumber, remainder: LongNumber) {
        var quotient = [Int](repeating: 0, count: digits.count), remainder = LongNumber([])
        for place in digits.indices.reversed() {
            for bit in (0..<12).reversed() {
                let doubled = remainder.digits.map { 2 * $0 } + [0]
                remainder = LongNumber.carried([doubled[0] + (digits[place] >> bit & 1)] + doubled.dropFirst())
                guard let rest = remainder - divisor else { continue }
                remainder = rest
                quotient[place] |= 1 << bit
            }
        }
        return (LongNumber(quotient), remainder)
    }
}
