import FiniteFields
import StarknetModel
import Testing

/// The values of EXEC Appendix A that belong to the model.
struct HashVectorTests {
    func felt(_ hex: String) throws -> Felt252 { try #require(Felt252(hex: hex)) }

    func address(_ hex: String) throws -> ContractAddress { try #require(ContractAddress(felt(hex))) }

    var bounds: AllResourceBounds {
        AllResourceBounds(
            l1Gas: ResourceBounds(maxAmount: 0x10, maxPricePerUnit: 0x20),
            l2Gas: ResourceBounds(maxAmount: 0x30, maxPricePerUnit: 0x40),
            l1DataGas: ResourceBounds(maxAmount: 0x50, maxPricePerUnit: 0x60))
    }

    @Test(arguments: [
        ([], "0x7183de7b44abeeebb4e2fda48a33c168d8117ad47c5017d5f1868386e2c4d34"),
        ([7], "0x2e9f00fe5415003034fc0353fb3e730467ffc40b35439dc951fcd561ff54589"),
    ])
    func `invoke hash with and without proof facts`(facts: [UInt64], expected: String) throws {
        let transaction = InvokeTransaction(
            sender: try address("0x1234"), calldata: [1, 2, 3],
            account: AccountFields(nonce: 5, resourceBounds: bounds),
            proofFacts: facts.map { Felt252($0) })
        #expect(transaction.hash(chainID: Felt252(ascii: "SN_SEPOLIA")).hex == expected)
    }

    /// A transaction of block 206864 of the main network, and the hash under which it is only a query.
    @Test func `invocations of version 0`() throws {
        let account = try felt("0x16ba3e98d91e73aa2037bf80fa55f82be38211530632dc7e9ac47223688e34e")
        let invocation = LegacyInvocation(
            contractAddress: account, entryPointSelector: ProtocolSelectors.execute,
            calldata: [
                1, account, try felt("0xf2f7c15cbe06c8d94597cd91fd7f3369eae842359235712def5584f8d270cd"), 0, 1, 1,
                try felt("0x33434ad846cdd5f23eb73ff09fe6fddd568284a0fb7d1be20ee482f044dabe2"), 0,
            ], maxFee: try felt("0x892a33adefe4"))
        let chain = Felt252(ascii: "SN_MAIN")
        #expect(
            invocation.hash(chainID: chain).hex
                == "0x7b199bef92f4d2dc7713c53927060b3388ccd6873dc084ee7c12cdac4209d3b")
        #expect(
            invocation.hash(chainID: chain, isQuery: true).hex
                == "0x3ac7f2ee20a3b32988b812dcfba3ace9d4f87702d2dc09ecdf3dabb15bf5b6e")
    }

    @Test func `storage addresses of a variable and of a map entry`() throws {
        #expect(
            StorageKey.variable("ERC20_balances").felt.hex
                == "0x3a4e8ec16e258a799fe707996fd5d21d42b29adc1499a370edf7f809d8c458a")
        #expect(
            StorageKey.variable("ERC20_balances", keys: [1]).felt.hex
                == "0x7b62949c85c6af8a50c11c22927f9302f7a2e40bc93b4c988415915b0f97f09")
        #expect(
            StorageKey.variable("Account_public_key").felt.hex
                == "0x1379ac0624b939ceb9dede92211d7db5ee174fe28be72245b0a1a2abd81c98f")
    }

    @Test func `address of a self-deployed account`() throws {
        let account = ContractAddress(
            deployedBy: .zero, salt: 0x1234,
            classHash: ClassHash(try felt("0x05b4b537eaa2399e3aa99c4e2e0208ebd6c71bc1467938cd52c798c601e43564")),
            constructorCalldata: [0x99])
        #expect(account.felt.hex == "0x351a1dbdae2ce5fa0ab856f31e3be3a1e5d31418ab4c8198c4bc24cd8079027")
    }

    @Test func `well-known addresses`() {
        #expect(
            ContractAddress.strk.felt.hex == "0x4718f5a0fc34cc1af16a1cdee98ffb20c31f5cd61d6ab07201858f4287c938d")
        #expect(
            ContractAddress.eth.felt.hex == "0x49d36570d4e46f48e99674bd3fcc84644ddd6b96f7c741b1562b82f9e004dc7")
        #expect(
            ContractAddress.universalDeployer.felt.hex
                == "0x2ceed65a4bd731034c01113685c831b01c15d7d432f71afb1cf1634b53a2125")
    }

    @Test(
        arguments: [
            ([100], "0x69a97004a2db852b87c5374ecaa6f3c62df803bc38a765bed9509cd19a05384"),
            ([100, 200], "0x7e7946d668c834751c6dbbad936fbcd8a5cbc5ce2b87557a217b5c11a4c8c6f"),
        ] as [([UInt64], String)])
    func `commitment trees`(leaves: [UInt64], expected: String) {
        #expect(CommitmentTree.root(leaves.map { Felt252($0) }).hex == expected)
    }

    @Test func `gas prices hash`() {
        let prices = GasPrices(
            l1Gas: GasPrice(wei: 1, fri: 2), l1DataGas: GasPrice(wei: 3, fri: 4), l2Gas: GasPrice(wei: 5, fri: 6))
        #expect(prices.hash.hex == "0x7e47d6bdad72c363c3044373f1e799f0642f2ca2e7bca4ca658ae6de8503923")
    }
}
