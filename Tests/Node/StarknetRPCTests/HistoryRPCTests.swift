import NodeService
import BlockProduction
import ChainStorage
import FiniteFields
import Foundation
import JSONCoding
import LoadClient
import StarknetClient
import StarknetJSON
import StarknetModel
import StateTries
import Testing
import TransactionExecution

@Suite struct HistoryRPCTests {
    /// Sends calls of the demo contracts, one a block.
    private func sent(_ fixture: NodeFixture, _ count: Int) throws {
        for index in 0..<count {
            let call: DemoCall = index % 2 == 0 ? .fibonacci(5) : .factorial(5)
            let hash = try fixture.client.add(try fixture.signed(call, nonce: UInt64(index)))
            _ = try #require(try fixture.receipt(hash))
        }
    }

    /// All pages of an event query.
    private func events(_ fixture: NodeFixture, _ filter: String) throws -> [JSONValue] {
        var list: [JSONValue] = []
        var token = ""
        repeat {
            let answer = try fixture.client.call(
                "starknet_getEvents", parametersText: Array(#"{"filter":{\#(filter)\#(token),"chunk_size":1}}"#.utf8))
            list += Array(try answer.member("events").array())
            token =
                try answer.optional("continuation_token").map { #","continuation_token":"\#(try $0.string())""# } ?? ""
        } while !token.isEmpty
        return list
    }

    @Test func `events are found by address and key, page by page`() throws {
        let fixture = try NodeFixture()
        try sent(fixture, 6)
        let fibonacci = GenesisConfiguration.fibonacciAddress.felt.hex
        let factorial = GenesisConfiguration.factorialAddress.felt.hex
        let all = try events(fixture, #""from_block":{"block_number":1}"#)
        let one = try events(fixture, #""address":"\#(fibonacci)""#)
        #expect(one.count == 3)
        #expect(try one.allSatisfy { try $0.member("from_address").felt().hex == fibonacci })
        #expect(try events(fixture, #""address":["\#(fibonacci)","\#(factorial)"]"#).count == 6)
        let key = try #require(Array(try one[0].member("keys").array()).first).felt().hex
        #expect(try events(fixture, #""address":"\#(fibonacci)","keys":[["\#(key)"]]"#).count == 3)
        #expect(try events(fixture, #""address":"\#(factorial)","keys":[["0x1"]]"#).isEmpty)
        #expect(try events(fixture, #""keys":[[],[],[],[],[],["0x1"]]"#).isEmpty)
        #expect(all.count >= 6)
        let last = try fixture.client.blockNumber()
        #expect(try events(fixture, #""from_block":{"block_number":\#(last)},"address":"\#(fibonacci)""#).isEmpty)
    }

    @Test func `what was pruned is said to be, and proofs of older blocks have their roots`() throws {
        let fixture = try NodeFixture { $0.history = HistorySettings(blocksKept: 3, proofBlocks: 2) }
        try sent(fixture, 6)
        #expect(try fixture.client.blockNumber() == 6)
        func failure(_ method: String, _ parameters: String) -> (Int, String) {
            do {
                _ = try fixture.client.call(method, parametersText: Array(parameters.utf8))
                return (0, "")
            } catch {
                if case .rpc(let code, _, let data) = error { return (code, data) }
                return (-1, "")
            }
        }
        let address = GenesisConfiguration.fibonacciAddress.felt.hex
        for (method, rest) in [
            ("starknet_getBlockWithTxs", ""), ("starknet_getStateUpdate", ""), ("starknet_getBlockWithReceipts", ""),
            ("starknet_traceBlockTransactions", ""), ("starknet_getClassHashAt", #","contract_address":"\#(address)""#),
        ] {
            let (code, data) = failure(method, #"{"block_id":{"block_number":3}\#(rest)}"#)
            #expect(code == 24 && data.contains("from number 4 on"))
            #expect(failure(method, #"{"block_id":{"block_number":4}\#(rest)}"#).0 == 0)
        }
        // Everything is found from the first block that is kept, without naming it.
        #expect(try events(fixture, #""address":"\#(address)""#).count == 1)
        #expect(failure("starknet_getStorageProof", #"{"block_id":"pre_confirmed"}"#).0 == -32_602)
        for number in 4...6 as ClosedRange<UInt64> {
            let proof = try fixture.client.call("starknet_getStorageProof") { w in
                w.key("block_id")
                BlockReference.number(number).write(to: &w)
            }
            let roots = try proof.member("global_roots")
            let state = StateRoots(
                contracts: try roots.member("contracts_tree_root").felt(),
                classes: try roots.member("classes_tree_root").felt())
            let block = try #require(try fixture.client.block(.number(number)))
            #expect(state.global == block.header.stateRoot)
            #expect(try roots.member("block_hash").felt() == block.hash)
        }
        let longer = try NodeFixture { $0.history = HistorySettings(proofBlocks: 1) }
        try sent(longer, 3)
        let code = try longer.code(
            #"{"jsonrpc":"2.0","id":1,"method":"starknet_getStorageProof","params":[{"block_number":1}]}"#)
        #expect(code == 42)
    }
}
