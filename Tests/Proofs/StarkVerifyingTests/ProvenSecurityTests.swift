import CircleFRI
import Foundation
import StarkVerifying
import Testing

/// The proven bounds against the formulas in floating point: the same as a computation in Python gives, whose results for
/// production parameters stand below.
@Suite struct ProvenSecurityTests {
    static let configs: [PcsConfig] = [
        .production,
        PcsConfig(
            powBits: 10, fri: FriConfig(logBlowup: 2, logLastLayerDegreeBound: 0, queryCount: 40, foldStep: 1)),
        PcsConfig(
            powBits: 0, fri: FriConfig(logBlowup: 4, logLastLayerDegreeBound: 0, queryCount: 200, foldStep: 1)),
        PcsConfig(
            powBits: 20, fri: FriConfig(logBlowup: 1, logLastLayerDegreeBound: 0, queryCount: 3, foldStep: 1)),
    ]

    static let fieldLog = 4 * log2(2_147_483_647.0)

    static func unique(_ config: PcsConfig, _ logRows: Int, _ terms: Int) -> Double {
        let rate = exp2(-Double(config.fri.logBlowup))
        let queries = Double(config.powBits) - Double(config.fri.queryCount) * log2((1 + rate) / 2)
        let domain = Double(logRows) + Double(config.fri.logBlowup)
        return min(queries, fieldLog - domain - log2(Double(max(terms - 1, 1))))
    }

    static func johnson(_ config: PcsConfig, _ logRows: Int, _ terms: Int) -> Double {
        let rate = exp2(-Double(config.fri.logBlowup)), domain = Double(logRows) + Double(config.fri.logBlowup)
        return (3...256).reduce(0) { best, m in
            let m = Double(m)
            let queries =
                Double(config.powBits) - Double(config.fri.queryCount) * log2(rate.squareRoot() * (1 + 1 / (2 * m)))
            let error =
                log2(Double(max(terms - 1, 1))) + 7 * log2(m + 0.5) + 2 * domain - log2(2 * pow(rate, 1.5)) - fieldLog
            return max(best, min(queries, -error))
        }
    }

    /// Rounded down, and off by one only where the fixed point rounds a whole number away.
    static func agrees(_ bits: UInt64, _ exact: Double) -> Bool {
        Double(bits) <= exact && Double(bits) >= (exact - 0.02).rounded(.down)
    }

    @Test(arguments: [1, 12, 16, 20, 21, 22, 24, 29]) func `the bounds are the formulas'`(logRows: Int) {
        for config in Self.configs {
            for terms in [1, 2, 57, 4_000, 1 << 20] {
                #expect(
                    Self.agrees(
                        config.uniqueDecodingBits(logRows: logRows, terms: terms),
                        max(0, Self.unique(config, logRows, terms))))
                #expect(
                    Self.agrees(
                        config.johnsonBits(logRows: logRows, terms: terms),
                        max(0, Self.johnson(config, logRows, terms))))
            }
        }
    }

    // Python: 26 - 70 log2(3/4) = 55.05; m = 8 of 54.88, m = 5 of 50.32, m = 3 of 38.88.
    @Test func `production parameters have 55 proven bits`() {
        let config = PcsConfig.production
        #expect(config.securityBits == 96)
        for logRows in [16, 21, 29] { #expect(config.provenSecurityBits(logRows: logRows, terms: 4_000) == 55) }
        #expect(config.johnsonBits(logRows: 16, terms: 4_000) == 54)
        #expect(config.johnsonBits(logRows: 21, terms: 4_000) == 50)
        #expect(config.johnsonBits(logRows: 29, terms: 4_000) == 38)
        // A short table and few terms: near the 61 bits that the queries alone could have.
        #expect(config.provenSecurityBits(logRows: 4, terms: 2) == 60)
    }
}
