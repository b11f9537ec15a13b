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
}
