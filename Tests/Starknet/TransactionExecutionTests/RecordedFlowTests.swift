import FiniteFields
import HashFunctions
import StarknetFixtures
import StarknetModel
import Testing
import TransactionExecution

enum StarknetKeccakSelector {
    static func of(_ name: String) -> Felt252 { StarknetKeccak.selector(name) }
}

/// Transactions that a public devnet executed, executed here.
@Suite(.enabled(if: RecordedChain.hasVectors))
struct RecordedFlowTests {
    @Test(arguments: ["05-fibonacci", "06-erc20-events", "07-calls-and-failures", "14-syscalls"])
    func `recorded transactions end as they did there`(flow: String) throws {
        let recorded = try RecordedChain(), executor = try recorded.executor()
        var count = 0, mismatches = 0
        for item in try RecordedTransaction.all(flow) {
            guard let receipt = item.receipt else { continue }
            count += 1
            let executed: ExecutedTransaction
            do {
                executed = try executor.execute(
                    item.transaction, options: ExecutionOptions(validates: true, checksNonce: false, ignoresGasBounds: false))
            } catch {
                print("REJECTED", flow, item.step, error)
                mismatches += 1
                continue
            }
            let status = try text(receipt["execution_status"])
            if (status == "REVERTED") != executed.receipt.status.isReverted {
                print("STATUS", flow, item.step, status, executed.receipt.status, executed.returned.map(\.hex))
                mismatches += 1
                continue
            }
            let events = try list(receipt["events"]).map { try Event(json: try object($0)) }.filter { $0.from != .strk }
            if events != executed.receipt.events { print("EVENTS", flow, item.step); mismatches += 1 }
            if case .reverted(let reason) = executed.receipt.status,
                String(decoding: reason, as: UTF8.self) != (try text(receipt["revert_reason"]))
            {
                print("REASON", flow, item.step, String(decoding: reason, as: UTF8.self), "\n---", try text(receipt["revert_reason"]))
            }
            if let trace = item.trace, let execute = trace["execute_invocation"] as? JSONObject,
                let result = execute["result"], try Felt252.list(json: result) != executed.returned
            {
                print("RESULT", flow, item.step)
                mismatches += 1
            }
            let l2 = try #require((receipt["execution_resources"] as? JSONObject)?["l2_gas"] as? UInt64)
            print("GAS", flow, item.step, l2, executed.receipt.gas.l2Gas, Int64(l2) - Int64(executed.receipt.gas.l2Gas), executed.receipt.gas.l1DataGas, executed.validateGas + executed.executeGas)
        }
        #expect(count > 5)
        #expect(mismatches == 0)
    }
}

extension Event {
    init(json: JSONObject) throws {
        self.init(
            from: try ContractAddress(json: json["from_address"]), keys: try Felt252.list(json: json["keys"]),
            data: try Felt252.list(json: json["data"]))
    }
}
