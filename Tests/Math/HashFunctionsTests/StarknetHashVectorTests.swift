import FiniteFields
import HashFunctions
import Testing

/// The vectors of EXEC Appendix A, made with the reference Python implementations.
@Suite struct StarknetHashVectorTests {
    @Test func `Pedersen gives the reference values`() {
        #expect(
            Pedersen.hash(1, 2).hex == "0x5bb9440e27889a364bcb678b1f679ecd1347acdedcbf36e83494f857cc58026")
        #expect(
            Pedersen.hash(list: []).hex == "0x49ee3eba8c1600700ee1b87eb599f16716b0b1022947733551fde4050ca6804")
        #expect(
            Pedersen.hash(list: [1, 2, 3]).hex == "0xf9d95fbf356fbeda26538c92f7040abe51bf142350f73c9ee5ba7c660bae71")
    }

    @Test func `Poseidon gives the reference values`() {
        #expect(Poseidon.hash(1, 2).hex == "0x5d44a3decb2b2e0cc71071f7b802f45dd792d064f0fc7316c46514f70f9891a")
        #expect(
            Poseidon.hash(list: []).hex == "0x2272be0f580fd156823304800919530eaa97430e972d7213ee13f4fbf7a5dbc")
        #expect(
            Poseidon.hash(list: [1]).hex == "0x579e8877c7755365d5ec1ec7d3a94a457eff5d1f40482bbe9729c064cdead2")
        #expect(
            Poseidon.hash(list: [1, 2, 3]).hex == "0x2f0d8840bcf3bc629598d8a6cc80cb7c0d9e52d93dab244bbf9cd0dca0ad082")
    }

    @Test func `Blake2Felt252 gives the reference values`() throws {
        #expect(
            Blake2Felt252.hash(list: [0]).hex == "0x5768af071a2f8df7c9df9dc4ca0e7a1c5908d5eff88af963c3264f412dbdf43")
        #expect(
            Blake2Felt252.hash(list: [1, Felt252(UInt64(1) << 63), -Felt252.one]).hex
                == "0x5cef0b57a91a2499c5cba4e065b1a686b187084998df34451ed11d96c4371f3")
    }

    @Test(arguments: [
        ("__execute__", "0x15d40a3d6ca2ac30f4031e42be28da9b056fef9bb7357ac5e85627ee876e5ad"),
        ("__validate__", "0x162da33a4585851fe8d3af3c2a9c60b557814e221e0d4f30ff0b2189d9c7775"),
        ("__validate_declare__", "0x289da278a8dc833409cabfdad1581e8e7d40e42dcaed693fa4008dcdb4963b3"),
        ("__validate_deploy__", "0x36fcbf06cd96843058359e1a75928beacfac10727dab22a3972f0af8aa92895"),
        ("constructor", "0x28ffe4ff0f226a9107253e17a904099aa4f63a02a5621de0576e5aa71bc5194"),
        ("transfer", "0x83afd3f4caedc6eebf44246fe54e38c95e3179a5ec9ea81740eca5b482d12e"),
        ("Transfer", "0x99cd8bde557814842a3121e8ddfd433a539b8c9f14bf31ebf108d12e6196e9"),
        ("ERC20_balances", "0x3a4e8ec16e258a799fe707996fd5d21d42b29adc1499a370edf7f809d8c458a"),
        ("__default__", "0x0"), ("__l1_default__", "0x0"),
    ])
    func `selectors come out as the reference has them`(name: String, selector: String) {
        #expect(StarknetKeccak.selector(name).hex == selector)
    }

    @Test func `a contract's address and a storage address come out`() throws {
        // ped(sn_keccak("ERC20_balances"), 1), below the bound 2^251 - 256 already.
        let base = StarknetKeccak.selector("ERC20_balances")
        #expect(
            Pedersen.hash(base, 1).hex == "0x7b62949c85c6af8a50c11c22927f9302f7a2e40bc93b4c988415915b0f97f09")
        // The contract leaf of EXEC §2.10: ped(ped(ped(class, root), nonce), 0).
        #expect(
            Pedersen.hash(Pedersen.hash(Pedersen.hash(1, 2), 3), 0).hex
                == "0x7fdeb85518534a06e6b50c2ccdea7bbf3d47c607a9b36fbf690c41274976950")
    }
}
