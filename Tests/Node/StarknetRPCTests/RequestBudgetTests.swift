import BlockProduction
import ChainStorage
import FiniteFields
import HashFunctions
import JSONCoding
import NodeService
import StarknetJSON
import StarknetModel
import StarknetRPC
import Synchronization
import Testing
import TransactionExecution
import TransactionPool

/// How long requests may run, and for whom.
@Suite(.serialized) struct RequestBudgetTests {
    /// Calls that run until they are told to stop.
    private final class Endless: RPCExecution {
        let calls = Mutex(0)

        func nextBlock() throws(RPCError) -> BlockContext { throw .internalError }
        func call(
            _ contract: ContractAddress, selector: Felt252, calldata: [Felt252], state: ChainState, _ stop: RPCStop
        ) throws(RPCError) -> [Felt252] {
            calls.withLock { $0 += 1 }
            while !stop.isDue {}
            throw .outOfTime
        }
        func submit(_ transaction: SubmittedTransaction) throws(RPCError) -> Felt252 { throw .internalError }
        func preConfirmed() throws(RPCError) -> PreConfirmedBlock { PreConfirmedBlock(context: try nextBlock()) }
        func simulate(
            _ transactions: [BroadcastedTransaction], state: ChainState, _ options: SimulationOptions,
            _ stop: RPCStop
        ) throws(RPCError) -> Simulation { Simulation(transactions: []) }
        func estimate(
            _ message: L1HandlerTransaction, state: ChainState, _ stop: RPCStop
        ) throws(RPCError) -> GasVector { GasVector() }
        func messages(ofL1Transaction hash: String) -> [Felt252] { [] }
        func tracePreConfirmed(_ options: SimulationOptions, _ stop: RPCStop) throws(RPCError) -> Simulation? { nil }
        func trace(block number: UInt64, _ options: SimulationOptions, _ stop: RPCStop) throws(RPCError) -> Simulation {
            Simulation(transactions: [])
        }
    }

    private let call = #"""
        {"jsonrpc":"2.0","id":1,"method":"starknet_call","params":{"request":{"contract_address":"0x1",\#
        "entry_point_selector":"0x2","calldata":[]},"block_id":"latest"}}
        """#

    private func codes(_ answer: [UInt8]?) throws -> [Int] {
        let root = try JSONDocument(try #require(answer)).root
        let list = root.kind == .array ? Array(try root.array()) : [root]
        return try list.map { try $0.member("error").member("code").integer() }
    }

    private func service(_ fixture: NodeFixture, _ execution: Endless, _ limits: RPCLimits) -> RPCService {
        RPCService(
            chain: fixture.chain, store: fixture.node.producer.store, pool: TransactionPool(), execution: execution,
            limits: limits)
    }

    @Test func `a call ends when its time is used up, and a batch has one time for all`() throws {
        let fixture = try NodeFixture(), endless = Endless()
        var limits = RPCLimits()
        limits.requestSecondsMax = 0.05
        #expect(try codes(service(fixture, endless, limits).read(Array(call.utf8)).answer()) == [63])
        limits.batchSecondsMax = 0.12
        let batch = "[" + [String](repeating: call, count: 100).joined(separator: ",") + "]"
        #expect(
            try codes(service(fixture, endless, limits).read(Array(batch.utf8)).answer())
                == [Int](repeating: 63, count: 100))
        // Once alone, and as often as fits into the batch's time.
        #expect(endless.calls.withLock { $0 } <= 1 + 3)
    }

    @Test func `a call ends when its client has left`() throws {
        let fixture = try NodeFixture(), endless = Endless(), asked = Mutex(0)
        let work = service(fixture, endless, RPCLimits()).read(Array(call.utf8))
        let answer = work.answer(isCancelled: {
            asked.withLock {
                $0 += 1
                return $0 > 1_000
            }
        })
        #expect(try codes(answer) == [63] && endless.calls.withLock { $0 } == 1)
    }

    @Test func `what runs contracts, traces or long batches is long`() throws {
        let service = service(try NodeFixture(), Endless(), RPCLimits())
        func isLong(_ text: String) -> Bool { service.read(Array(text.utf8)).isLong }
        let short = #"{"jsonrpc":"2.0","id":1,"method":"starknet_blockNumber"}"#
        #expect(!isLong(short) && !isLong("[\(short),\(short)]") && !isLong("{") && !isLong("[1]"))
        #expect(isLong(call) && isLong("[\(short),\(call)]"))
        #expect(isLong("[" + [String](repeating: short, count: 11).joined(separator: ",") + "]"))
        for method in [
            "estimateFee", "simulateTransactions", "traceTransaction", "traceBlockTransactions", "getEvents",
        ] {
            #expect(isLong(#"{"jsonrpc":"2.0","id":1,"method":"starknet_\#(method)"}"#))
        }
    }

    @Test func `a real call is stopped inside the machine's loop`() throws {
        let fixture = try NodeFixture()
        let long = #"""
            {"jsonrpc":"2.0","id":1,"method":"starknet_call","params":{"request":{"contract_address":\#
            "\#(GenesisConfiguration.fibonacciAddress.felt.hex)","entry_point_selector":\#
            "\#(StarknetKeccak.selector("compute_fibonacci").hex)","calldata":["0x5f5e100"]},"block_id":"latest"}}
            """#
        let asked = Mutex(0)
        let work = fixture.node.rpcService.read(Array(long.utf8))
        let answer = work.answer(isCancelled: {
            asked.withLock {
                $0 += 1
                return $0 > 3
            }
        })
        // Without a question within the loop it would come to the end of its gas.
        #expect(try codes(answer) == [63])
    }
}
