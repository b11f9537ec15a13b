import CasmModel

/// Hints on 256-bit and 512-bit integers given as 128-bit words.
extension Machine {
    func runInteger(_ hint: Hint) throws(MachineError) {
        switch hint {
        case .uint256DivMod(let dividend, let divisor, let quotient, let remainder):
            guard let (q, r) = try number(dividend).divided(by: try number(divisor)) else { throw .hint }
            try put(quotient, q)
            try put(remainder, r)
        case .uint512DivModByUint256(let low, let high, let divisor, let quotientLow, let quotientHigh, let remainder):
            guard let dividend = try number(low).adding(try number(high, limbs: 4)),
                let (q, r) = dividend.divided(by: try number(divisor))
            else { throw .hint }
            try put(quotientLow, q)
            try put(quotientHigh, q, limbs: 4)
            try put(remainder, r)
        case .uint256SquareRoot(let value, let root, let remainder, let flag):
            let number = try number(value)
            let floor = number.squareRoot
            guard let square = floor.multiplied(by: floor) else { throw .hint }
            let rest = number.subtracting(square)
            try put(root.low, .small(floor.w[0]))
            try put(root.high, .small(floor.w[1]))
            try put(remainder, rest)
            let doubled = floor.shiftedLeft(1)
            // rest <= 2·floor, so the difference is not negative.
            try put(flag, .small(doubled.subtracting(rest).bitWidth > 128 ? 1 : 0))
        case .u256InvModN(let b, let n, let gOrNoInverse, let sOrR, let tOrK):
            try invert(try number(b), modulo: try number(n), gOrNoInverse, sOrR, tOrK)
        default: throw .hintNotAllowed
        }
    }

    /// The inverse r with r·b = k·n + 1, or a common factor g with b = g·s and n = g·t.
    private func invert(
        _ b: WideNumber, modulo n: WideNumber, _ gOrNoInverse: Pair<CellReference>, _ sOrR: Pair<CellReference>,
        _ tOrK: Pair<CellReference>
    ) throws(MachineError) {
        if n.isOne {
            try put(sOrR, b)
            try put(tOrK, WideNumber(UInt64(1)))
            try put(gOrNoInverse, WideNumber(UInt64(1)))
            return
        }
        guard !n.isZero, let (gcd, inverse) = WideNumber.inverse(of: b, modulo: n) else { throw .hint }
        if gcd.isOne {
            guard let product = inverse.multiplied(by: b), !product.isZero,
                let k = product.subtracting(WideNumber(UInt64(1))).divided(by: n)?.quotient
            else { throw .hint }
            try put(sOrR, inverse)
            try put(tOrK, k)
            try put(gOrNoInverse.low, .zero)
            return
        }
        // An even factor is replaced by 2: the low word of the factor must not be zero.
        let g = gcd.w[0] & 1 == 0 ? WideNumber(UInt64(2)) : gcd
        guard let s = b.divided(by: g)?.quotient, let t = n.divided(by: g)?.quotient else { throw .hint }
        try put(sOrR, s)
        try put(tOrK, t)
        try put(gOrNoInverse, g)
    }

    private func number(_ words: Pair<HintOperand>, limbs shift: Int = 0) throws(MachineError) -> WideNumber {
        let low = try felt(words.low), high = try felt(words.high)
        guard low.isWord128, high.isWord128 else { throw .hint }
        var number = WideNumber()
        number.w[shift] = low.l0
        number.w[shift + 1] = low.l1
        number.w[shift + 2] = high.l0
        number.w[shift + 3] = high.l1
        return number
    }

    private func put(_ cells: Pair<CellReference>, _ number: WideNumber, limbs shift: Int = 0) throws(MachineError) {
        try put(cells.low, .wide(number.word128(shift)))
        try put(cells.high, .wide(number.word128(shift + 2)))
    }
}
