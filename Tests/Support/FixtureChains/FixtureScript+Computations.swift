import BlockPrograms
import FiniteFields
import StarknetModel

extension FixtureScript {
    /// Block 10: hashes, curves, builtins, dictionaries, and the first entry of the block-hash map.
    mutating func computations() throws {
        try add(Call(places.relay, "block_hash", [0]))
        try add(Call(places.relay, "block_hash", [1]))
        let puppet = try places.address(.puppet)
        try add(Call(puppet, "look", [0]))

        for words in [0, 17, 34, 5] as [UInt64] {
            // The padding of an empty text: a 1 first, the highest bit last.
            let list = (0..<words).map { Felt252($0 == 0 ? 1 : $0 == words - 1 ? UInt64(1) << 63 : 0) }
            try add(Call(places.hashes, "keccak", [Felt252(words)] + list))
        }
        try add(Call(places.hashes, "sha256", [3, 1, 2, 3]))
        // Two blocks: the state of the first is the second's.
        try add(Call(places.hashes, "sha256", [16] + (0..<16).map { Felt252(UInt64($0)) }))
        try add(Call(places.sha512, "sha256", [1, 1]))

        try add(Call(places.builtins, "dictionaries"))
        try add(Call(places.builtins, "bits", [12, 10]))
        try add(Call(places.builtins, "hash", [1, 2]))
        try add(Call(places.builtins, "point", [5]))
        try add(Call(places.builtins, "limb", [77]))
        // These use builtins without an AIR component.
        try add(Call(places.builtins, "sponge", [1, 2]))
        try add(Call(places.builtins, "circuit", [3, 4]))
        try add(Call(places.relay, "meta", [places.relay.felt, 1, 0]))
        for curve in SecpFixture.both { try points(curve) }
    }

    private mutating func points(_ curve: SecpFixture) throws {
        let compute = "compute_\(curve.suffix)", lift = "lift_\(curve.suffix)"
        let point = curve.x + curve.y, x = curve.x
        try add(Call(places.curves, compute, point + [2, 0]))
        // The opposite of the point: their sum is infinity.
        try add(Call(places.curves, compute, point + curve.orderLessOne))
        try add(Call(places.curves, compute, [0, 0, 0, 0, 2, 0]))
        try add(Call(places.curves, compute, [1, 0, 1, 0, 2, 0]))
        try add(Call(places.curves, compute, SecpFixture.tooLarge + curve.y + [2, 0]), ends: .panic)
        try add(Call(places.curves, lift, x + [0]))
        try add(Call(places.curves, lift, x + [1]))
        try add(Call(places.curves, lift, [curve.pointless, 0, 0]))
        try add(Call(places.curves, lift, SecpFixture.tooLarge + [0]), ends: .panic)
    }
}

/// Points of a secp curve as contracts take them: low word, high word.
struct SecpFixture {
    let suffix: String
    let x: [Felt252], y: [Felt252]
    let orderLessOne: [Felt252]
    /// An x without a point.
    let pointless: Felt252

    /// Above both fields' primes.
    static let tooLarge = [Felt252](repeating: Felt252(UInt128.max), count: 2)

    private static func words(_ high: UInt128, _ low: UInt128) -> [Felt252] { [Felt252(low), Felt252(high)] }

    private static func pointless(_ call: SystemCall) -> Felt252 {
        (1...64 as ClosedRange<UInt64>).map { Felt252($0) }.first { x in
            CurveCalls.answer(call, felts: [x, .zero, .zero], points: []) == .noPoint
        } ?? .zero
    }

    /// Generators and orders (SEC 2, sections 2.4.1 and 2.4.2).
    static var both: [SecpFixture] {
        [
            SecpFixture(
                suffix: "k1",
                x: words(0x79be_667e_f9dc_bbac_55a0_6295_ce87_0b07, 0x029b_fcdb_2dce_28d9_59f2_815b_16f8_1798),
                y: words(0x483a_da77_26a3_c465_5da4_fbfc_0e11_08a8, 0xfd17_b448_a685_5419_9c47_d08f_fb10_d4b8),
                orderLessOne: words(
                    0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe, 0xbaae_dce6_af48_a03b_bfd2_5e8c_d036_4140),
                pointless: pointless(.secp256k1GetPointFromX)),
            SecpFixture(
                suffix: "r1",
                x: words(0x6b17_d1f2_e12c_4247_f8bc_e6e5_63a4_40f2, 0x7703_7d81_2deb_33a0_f4a1_3945_d898_c296),
                y: words(0x4fe3_42e2_fe1a_7f9b_8ee7_eb4a_7c0f_9e16, 0x2bce_3357_6b31_5ece_cbb6_4068_37bf_51f5),
                orderLessOne: words(
                    0xffff_ffff_0000_0000_ffff_ffff_ffff_ffff, 0xbce6_faad_a717_9e84_f3b9_cac2_fc63_2550),
                pointless: pointless(.secp256r1GetPointFromX)),
        ]
    }
}
