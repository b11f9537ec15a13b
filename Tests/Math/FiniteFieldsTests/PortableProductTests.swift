import Determinism
import Testing

@testable import FiniteFields

/// The products that WebAssembly takes, beside those of the processor.
@Suite struct PortableProductTests {
    private static let edges: [UInt64] = [
        0, 1, 2, 17, 0xffff_ffff, 0x1_0000_0000, 0x1_0000_0001, 0x0800_0000_0000_0011, 0x0f0f_0f0f_0f0f_0f0f,
        0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, 0xffff_ffff_0000_0000, .max - 1, .max,
    ]

    /// The edges and pseudo-random words after them.
    private static var words: [UInt64] {
        var random = SplitMix64(seed: 1)
        return edges + (0..<200).map { _ in random.next() }
    }

    @Test func `a product of halves is the product`() {
        for a in Self.words {
            for b in Self.words {
                #expect(Limbs.productOfHalves(a, b) == UInt128(a) * UInt128(b), "\(a) · \(b)")
            }
        }
    }

    @Test func `shifts and sums multiply by the top limb`() {
        for x in Self.words {
            for carry in Self.words {
                let expected = UInt128(x) * UInt128(Felt252.top) + UInt128(carry)
                #expect(Felt252.timesTopByShifts(x, plus: carry) == expected, "\(x), \(carry)")
            }
        }
    }
}
