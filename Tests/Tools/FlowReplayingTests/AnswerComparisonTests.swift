import FlowReplaying
import Testing

@Suite struct AnswerComparisonTests {
    /// The differences of two answers to one request.
    private func differences(
        _ recorded: String, _ found: String, to method: String = "starknet_getTransactionReceipt",
        comparesL2Gas: Bool = true
    ) throws -> [String] {
        var comparison = AnswerComparison(comparesL2Gas: comparesL2Gas)
        return try comparison.differences(
            JSONTree(parsing: Array(recorded.utf8)), JSONTree(parsing: Array(found.utf8)),
            to: JSONTree(parsing: Array(#"{"method":"\#(method)"}"#.utf8))
        ).map(\.path)
    }

    @Test(arguments: [
        (#"{"result":{"a":1}}"#, #"{"result":{"a":1}}"#, []),
        (#"{"result":{"a":1}}"#, #"{"result":{"a":2}}"#, ["$.a"]),
        (#"{"result":{"a":1}}"#, #"{"result":{}}"#, ["$.a"]),
        (#"{"result":{}}"#, #"{"result":{"a":1}}"#, ["$.a"]),
        (#"{"result":[1]}"#, #"{"result":[1,2]}"#, ["$"]),
        (#"{"result":{"timestamp":1}}"#, #"{"result":{"timestamp":"1"}}"#, ["$.timestamp"]),
        (#"{"result":1}"#, #"{"error":{"code":24}}"#, ["$"]),
        (#"{"error":{"code":24}}"#, #"{"error":{"code":24,"data":"x"}}"#, []),
        (#"{"error":{"code":24}}"#, #"{"error":{"code":20}}"#, ["$.error.code"]),
        (#"{"error":{"code":24}}"#, #"{"result":1}"#, ["$"]),
        (#"{"result":{"new_root":"0x0"}}"#, #"{"result":{"new_root":"0x5"}}"#, []),
        (#"{"result":{"new_root":"0x0"}}"#, #"{"result":{"new_root":5}}"#, ["$.new_root"]),
        (#"{"result":{"abi":"[1, 2]"}}"#, #"{"result":{"abi":"[1,2]"}}"#, []),
        (#"{"result":{"abi":"[1, 2]"}}"#, #"{"result":{"abi":"[1,3]"}}"#, ["$.abi"]),
        (#"{"result":{"to_address":"0x00"}}"#, #"{"result":{"to_address":"0x0"}}"#, []),
        (#"{"result":{"to_address":"0x01"}}"#, #"{"result":{"to_address":"0x0"}}"#, ["$.to_address"]),
    ]) func `values are equal, a node's own are of one kind, errors have one code`(
        recorded: String, found: String, expected: [String]
    ) throws {
        #expect(try differences(recorded, found) == expected)
    }

    @Test func `a name that a node gives itself stands for the recorded one from then on`() throws {
        var comparison = AnswerComparison(comparesL2Gas: true)
        func tree(_ text: String) throws -> JSONTree { try JSONTree(parsing: Array(text.utf8)) }
        let request = try tree(#"{"method":"starknet_blockHashAndNumber"}"#)
        let recorded = try tree(#"{"result":{"block_hash":"0xa"}}"#)
        #expect(comparison.differences(recorded, try tree(#"{"result":{"block_hash":"0xb"}}"#), to: request).isEmpty)
        #expect(comparison.translated(try tree(#"["0xa"]"#)) == (try tree(#"["0xb"]"#)))
        #expect(comparison.differences(recorded, try tree(#"{"result":{"block_hash":"0xb"}}"#), to: request).isEmpty)
        #expect(!comparison.differences(recorded, try tree(#"{"result":{"block_hash":"0xc"}}"#), to: request).isEmpty)
    }

    private static let hash = #""transaction_hash":"0x1""#
    /// A receipt of 3,002 units of gas at 10^9 fri, with so much data gas and fee.
    private static func receipt(data: Int, l2: Int = 3_000, fee: Int = 3_002) -> String {
        let amount = "0x" + String(fee * 1_000_000_000, radix: 16)
        return #"{"result":{\#(hash),"actual_fee":{"amount":"\#(amount)","unit":"FRI"},"execution_resources":"#
            + #"{"l1_gas":2,"l1_data_gas":\#(data),"l2_gas":\#(l2)}}}"#
    }

    @Test func `the fee of a recorded receipt says what its data gas leaves out`() throws {
        let recorded = Self.receipt(data: 0, fee: 3_002 + 64), fee = 3_002 + 64
        #expect(try differences(recorded, Self.receipt(data: 64, fee: fee)).isEmpty)
        #expect(
            try differences(recorded, Self.receipt(data: 0, fee: fee)) == ["$.execution_resources.l1_data_gas"])
        #expect(
            try differences(recorded, Self.receipt(data: 32, fee: fee)) == ["$.execution_resources.l1_data_gas"])
        // No whole words.
        #expect(try differences(Self.receipt(data: 0, fee: 3_003), Self.receipt(data: 0, fee: 3_003)).isEmpty)
    }

    private func tree(_ text: String) throws -> JSONTree { try JSONTree(parsing: Array(text.utf8)) }

    @Test func `classes that only the recorded node has are not compared by gas, an ABI is counted as it was sent`()
        throws
    {
        func compare(_ transaction: String, l2: Int, fee: Int) throws -> [String] {
            var comparison = AnswerComparison(comparesL2Gas: true, accounts: ["0xacc"])
            let request =
                #"{"method":"starknet_addDeclareTransaction","params":{"declare_transaction":\#(transaction)}}"#
            _ = comparison.differences(
                try tree(#"{"result":{\#(Self.hash)}}"#), try tree(#"{"result":{\#(Self.hash)}}"#),
                to: try tree(request))
            return comparison.differences(
                try tree(Self.receipt(data: 0)), try tree(Self.receipt(data: 0, l2: l2, fee: fee)),
                to: try tree(#"{"method":"starknet_getTransactionReceipt"}"#)
            ).map(\.path)
        }
        #expect(try compare(#"{"sender_address":"0xacc"}"#, l2: 5, fee: 7).isEmpty)
        #expect(try compare(#"{"sender_address":"0xb"}"#, l2: 5, fee: 7).count == 2)
        // Two spaces.
        let declared = #"{"sender_address":"0xb","contract_class":{"abi":"[1, 2, 3]"}}"#
        #expect(try compare(declared, l2: 3_000 + 2 * 1_280, fee: 3_002 + 2 * 1_280).isEmpty)
        #expect(try compare(declared, l2: 3_000, fee: 3_002).count == 2)
    }

    @Test func `a list goes on where the node's own word says, each time anew`() throws {
        var comparison = AnswerComparison(comparesL2Gas: true)
        let request = try tree(#"{"method":"starknet_getEvents"}"#)
        for token in ["a", "b"] {
            #expect(
                comparison.differences(
                    try tree(#"{"result":{"continuation_token":"1"}}"#),
                    try tree(#"{"result":{"continuation_token":"\#(token)"}}"#), to: request
                ).isEmpty)
            #expect(
                comparison.translated(try tree(#"{"continuation_token":"1","id":"1"}"#))
                    == (try tree(#"{"continuation_token":"\#(token)","id":"1"}"#)))
        }
    }

    @Test func `L2 gas counts in one of the two sets`() throws {
        let a = #"{"result":{"execution_resources":{"l1_gas":0,"l2_gas":5}}}"#
        let b = #"{"result":{"execution_resources":{"l1_gas":0,"l2_gas":6}}}"#
        #expect(try differences(a, b) == ["$.execution_resources.l2_gas"])
        #expect(try differences(a, b, comparesL2Gas: false).isEmpty)
    }

    @Test func `reasons are compared by the panic's data, state diffs in any order`() throws {
        let a = #"{"result":{"revert_reason":"frame 1\n0x61 ('a'), 0x62 ('b')"}}"#
        #expect(try differences(a, #"{"result":{"revert_reason":"other\n0x61 ('a'), 0x62 ('b')"}}"#).isEmpty)
        #expect(!(try differences(a, #"{"result":{"revert_reason":"frame 1\n0x62 ('b'), 0x61 ('a')"}}"#).isEmpty))
        let c = #"{"result":{"nonces":[{"contract_address":"0x1"},{"contract_address":"0x2"}]}}"#
        let d = #"{"result":{"nonces":[{"contract_address":"0x2"},{"contract_address":"0x1"}]}}"#
        #expect(try differences(c, d).isEmpty)
    }

    @Test func `files that a recording names are of the replay's own folder`() throws {
        func replayed(_ request: String) throws -> String {
            try JSONTree(parsing: Array(request.utf8)).namingFiles(in: "/replay").json
        }
        let dump = #"{"method":"devnet_dump","params":{"path":"dump-b.json"}}"#
        #expect(try replayed(dump) == #"{"method":"devnet_dump","params":{"path":"/replay/dump-b.json"}}"#)
        for other in [
            #"{"method":"devnet_dump","params":{"path":"/tmp/dump-b.json"}}"#,
            #"{"method":"devnet_dump","params":{"inline":true}}"#, #"{"method":"devnet_mint","params":{"path":"x"}}"#,
        ] {
            #expect(try replayed(other) == other)
        }
    }
}
