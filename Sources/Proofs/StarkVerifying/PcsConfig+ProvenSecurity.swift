import CircleFRI

extension PcsConfig {
    /// Bits of security that are proven, where `securityBits` are conjectured: the better of the two decoding regimes for
    /// which proximity gaps of Reed-Solomon codes are proven. A circle code is a Reed-Solomon code of rational functions,
    /// with the same distances (Circle STARKs §4).
    ///
    /// - Parameter logRows: Log of the rows of the largest column, to which all others are lifted.
    /// - Parameter terms: Samples that one random coefficient combines by its powers.
    public func provenSecurityBits(logRows: Int, terms: Int) -> UInt64 {
        max(uniqueDecodingBits(logRows: logRows, terms: terms), johnsonBits(logRows: logRows, terms: terms))
    }

    /// Up to half the distance: a word that is not combined of codewords stays farther than `(1 - rho) / 2` from the code
    /// but with probability `(terms - 1) |D| / |F|` ("Proximity Gaps for Reed-Solomon Codes", Ben-Sasson, Carmon, Ishai,
    /// Kopparty, Saraf 2020, Theorems 1.5 and 4.1); each query then misses it with `(1 + rho) / 2`, and all of them cost the
    /// work on top (ethSTARK documentation §6.3).
    public func uniqueDecodingBits(logRows: Int, terms: Int) -> UInt64 {
        // (1 + rho) / 2 = (2^b + 1) / 2^(b + 1).
        let blowup = UInt64(fri.logBlowup)
        let bitsPerQuery = (blowup &+ 1) &* FixedLog.one &- FixedLog.ceiling(1 &<< blowup &+ 1)
        let queries = UInt64(powBits) &* FixedLog.one &+ UInt64(fri.queryCount) &* bitsPerQuery
        let loss = domainLog(logRows) &* FixedLog.one &+ FixedLog.ceiling(batching(terms))
        return min(queries, FixedLog.secureField &- min(loss, FixedLog.secureField)) / FixedLog.one
    }

    /// Up to the Johnson bound: with `m >= 3` the combination goes wrong with probability
    /// `(terms - 1) (m + 1/2)^7 |D|^2 / (2 rho^(3/2) |F|)`, and a query misses with `sqrt(rho) (1 + 1 / 2m)` (ibid.,
    /// Theorems 6.2 and 8.3). The best `m` is taken. The other errors, of lookups, constraints and the out-of-domain point,
    /// are linear in the domain and far smaller.
    ///
    /// Without the first term, for `m` without bound, production parameters would have 26 + 70 / 2 = 61 bits; the field of
    /// 124 bits does not carry that for tables of a million rows.
    public func johnsonBits(logRows: Int, terms: Int) -> UInt64 {
        let blowup = UInt64(fri.logBlowup)
        var best: UInt64 = 0
        for m in 3...256 as ClosedRange<UInt64> {
            // 1 + 1 / 2m, rounded up.
            let excess = FixedLog.ceiling(2 &* m &+ 1) &- FixedLog.floor(2 &* m)
            let perQuery = blowup &* (FixedLog.one / 2)
            guard perQuery > excess else { continue }
            let queries = UInt64(powBits) &* FixedLog.one &+ UInt64(fri.queryCount) &* (perQuery &- excess)
            // (m + 1/2)^7 = (2m + 1)^7 / 2^7, and the 2 below the fraction.
            let loss =
                7 &* FixedLog.ceiling(2 &* m &+ 1) &+ 2 &* domainLog(logRows) &* FixedLog.one
                &+ 3 &* blowup &* (FixedLog.one / 2) &+ FixedLog.ceiling(batching(terms))
            let combination = FixedLog.secureField &+ 8 &* FixedLog.one
            best = max(best, min(queries, combination &- min(loss, combination)))
        }
        return best / FixedLog.one
    }

    private func domainLog(_ logRows: Int) -> UInt64 { UInt64(max(logRows, 0)) &+ UInt64(fri.logBlowup) }
    private func batching(_ terms: Int) -> UInt64 { UInt64(max(terms &- 1, 1)) }
}

/// Binary logarithms of whole numbers in units of `2^-16`, by squaring: rounded down, or up.
enum FixedLog {
    static var one: UInt64 { 1 << 16 }
    /// `log2 |QM31| = 4 log2 (2^31 - 1)`, which is less than one unit below 124; rounded down.
    static var secureField: UInt64 { 124 &* one &- 1 }

    /// At most `log2(value)`, and less than one unit below it; 0 for 0.
    static func floor(_ value: UInt64) -> UInt64 {
        guard value > 1 else { return 0 }
        let whole = UInt64(63 &- value.leadingZeroBitCount)
        // The mantissa in [1, 2) with 62 bits behind the point: squared, halved when it reaches 2, sixteen times.
        var mantissa = (value &<< (63 &- whole)) &>> 1
        var result = whole
        for _ in 0..<16 {
            let square = mantissa.multipliedFullWidth(by: mantissa)
            // 124 bits behind the point to 62.
            mantissa = square.high &<< 2 | square.low &>> 62
            result = result &<< 1
            if mantissa >= 1 &<< 63 {
                mantissa = mantissa &>> 1
                result |= 1
            }
        }
        return result
    }

    /// At least `log2(value)`, at most one unit above it.
    static func ceiling(_ value: UInt64) -> UInt64 {
        value & (value &- 1) == 0 ? floor(value) : floor(value) &+ 1
    }
}
