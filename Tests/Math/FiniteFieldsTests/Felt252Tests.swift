import FiniteFields
import Testing

@Suite struct Felt252Tests {
    @Test func `one is the multiplicative unit`() {
        let x = Felt252(hex: "0x5bb9440e27889a364bcb678b1f679ecd1347acdedcbf36e83494f857cc58026")!
        #expect(x * .one == x)
        #expect(x * x.inverse == .one)
        #expect(x - x == .zero)
        #expect(-x + x == .zero)
        #expect(x.hex == "0x5bb9440e27889a364bcb678b1f679ecd1347acdedcbf36e83494f857cc58026")
    }

    @Test func `parsing refuses the modulus and accepts the largest element`() {
        #expect(Felt252(hex: "0x800000000000011000000000000000000000000000000000000000000000001") == nil)
        let largest = Felt252(hex: "0x800000000000011000000000000000000000000000000000000000000000000")
        #expect(largest == -Felt252.one)
        #expect(Felt252(hex: "0x") == nil)
        #expect(Felt252(hex: "12") == nil)
    }

    @Test func `integers survive the round trip`() {
        #expect(Felt252(UInt64.max).asUInt64 == .max)
        #expect(Felt252(UInt128.max).asUInt128 == .max)
        #expect(Felt252(UInt128.max).asUInt64 == nil)
        #expect(Felt252(signed: -5) + 5 == .zero)
        #expect(Felt252(shortString: "invoke")!.hex == "0x696e766f6b65")
    }
}
