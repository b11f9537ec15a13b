import BlockPrograms
import FiniteFields
import Foundation
import HashFunctions
import ProtocolRules
import StarknetFixtures
import StarknetModel
import Testing
import TransactionExecution
import VectorFiles

enum StarknetKeccakSelector {
    static func of(_ name: String) -> Felt252 { StarknetKeccak.selector(name) }
}

/// Transactions that a public devnet executed, executed here.
struct RecordedFlowTests {
    static let flows = ["05-fibonacci", "06-erc20-events", "07-calls-and-failures", "14-syscalls"]

    /// Not comparable here: hashes of the devnet's older blocks.
    static let leftOut = ["block_hash"]

    @Test func `recorded transactions end as they did there`() throws {
        var recorded = try RecordedChain(fees: true)
        var count = 0, reasons = 0
        for flow in Self.flows {
            for item in try RecordedTransaction.all(flow) {
                guard let receipt = item.receipt, !Self.leftOut.contains(where: { item.about.hasPrefix($0) }) else {
                    continue
                }
                if item.about == "replace the class" { recorded.declare("replacement") }
                let executed = try recorded.execute(item)
                count += 1
                let place: Comment = "\(flow) step \(item.step): \(item.about)"
                #expect(executed.hash == item.hash, place)
                let isReverted = try text(receipt["execution_status"]) == "REVERTED"
                #expect(executed.receipt.status.isReverted == isReverted, place)
                let events = try list(receipt["events"]).map { try Event(json: try object($0)) }
                #expect(
                    executed.receipt.events.filter { $0.from != .strk } == events.filter { $0.from != .strk }, place)
                if let trace = item.trace?["execute_invocation"] as? JSONObject, let result = trace["result"] {
                    #expect(try Felt252.list(json: result) == executed.returned, place)
                    #expect(try executed.refused.map(\.classHash.felt) == Self.refused(trace), place)
                }
                if case .reverted(let reason) = executed.receipt.status {
                    // The text enters the receipt commitment.
                    #expect(String(decoding: reason, as: UTF8.self) == (try text(receipt["revert_reason"])), place)
                    reasons += 1
                }
                let l2 = try #require((receipt["execution_resources"] as? JSONObject)?["l2_gas"] as? UInt64)
                #expect(executed.receipt.gas.l2Gas == l2, place)
                let fee = try UInt128(json: try object(receipt["actual_fee"])["amount"])
                #expect(executed.receipt.actualFee == fee, place)
            }
        }
        #expect(count > 150)
        #expect(reasons > 30)
    }

    /// The classes of the calls of a recorded trace that no code of theirs ran in, in their order.
    private static func refused(_ invocation: JSONObject) throws -> [Felt252] {
        var list: [Felt252] = []
        if try Felt252.list(json: invocation["result"]) == [ProtocolFelts.entryPointNotFound] {
            list.append(try Felt252(json: invocation["class_hash"]))
        }
        for call in try StarknetFixtures.list(invocation["calls"]) { list += try refused(try object(call)) }
        return list
    }
}

/// Declarations and accounts that deploy themselves, as a public devnet executed them.
struct RecordedDeploymentTests {
    private func compare(_ executed: ExecutedTransaction, _ item: RecordedTransaction) throws {
        let place: Comment = "\(item.flow) step \(item.step): \(item.about)"
        let receipt = try object(item.receipt), used = try object(receipt["execution_resources"])
        #expect(executed.hash == item.hash, place)
        #expect(executed.receipt.status == .succeeded, place)
        let events = try list(receipt["events"]).map { try Event(json: try object($0)) }
        #expect(executed.receipt.events.filter { $0.from != .strk } == events.filter { $0.from != .strk }, place)
        // The devnet counts an ABI without the spaces between its words; the network counts it as it was declared.
        let spaces = 1280 * UInt64(try item.declaredClass.map { try Self.spaces(in: $0.abi) } ?? 0)
        #expect(executed.receipt.gas.l2Gas == (try #require(used["l2_gas"] as? UInt64)) + spaces, place)
        // The devnet shows less l1_data_gas than it charges for: without the cells that are new. The fee has it.
        let fee = try UInt128(json: try object(receipt["actual_fee"])["amount"])
        #expect(executed.receipt.actualFee == fee + UInt128(spaces) * 1_000_000_000, place)
    }

    private static func spaces(in abi: [UInt8]) throws -> Int {
        let parsed = try JSONSerialization.jsonObject(with: Data(abi))
        return abi.count
            - (try JSONSerialization.data(withJSONObject: parsed, options: .withoutEscapingSlashes)).count
    }

    /// These recordings are of the large set, beside the checkout.
    private static let areAtHand = VectorFiles.find("rpc/flows_sierra_gas/03-declare.json") != nil

    @Test func `accounts deploy themselves as they did there`() throws {
        guard Self.areAtHand else { return }
        var recorded = try RecordedChain(fees: true, accounts: false)
        let items = try RecordedTransaction.all("02-account-declare-deploy", "deploy_account")
        #expect(items.count == 2)
        for item in items {
            let executed = try recorded.execute(item)
            try compare(executed, item)
            #expect(executed.recording.roots.map(\.kind) == [.constructor, .validate, .fee])
        }
    }

    @Test func `the universal deployer deploys to the addresses of public networks`() throws {
        guard Self.areAtHand else { return }
        var recorded = try RecordedChain(fees: true)
        let items = try RecordedTransaction.all("04-deployments").filter {
            $0.about == "universal deployer, new spelling, unique"
        }
        #expect(items.count == 1)
        for item in items {
            let executed = try recorded.execute(item)
            let events = try list(object(item.receipt)["events"]).map { try Event(json: try object($0)) }
            #expect(executed.receipt.status == .succeeded)
            #expect(
                executed.receipt.events.filter { $0.from == .universalDeployer }
                    == events.filter { $0.from == .universalDeployer })
        }
    }

    @Test func `classes are declared as they were there`() throws {
        guard Self.areAtHand else { return }
        let names: Set<String> = ["fibonacci", "deployer", "erc20", "caller"]
        var recorded = try RecordedChain(fees: true, undeclared: names)
        let items = try RecordedTransaction.all("03-declare", "declare").filter { $0.declaredClass != nil }
        #expect(items.count >= 2)
        for item in items {
            let executed = try recorded.execute(item)
            try compare(executed, item)
            #expect(executed.recording.roots.map(\.kind) == [.validate, .fee])
        }
    }
}

extension Event {
    init(json: JSONObject) throws {
        self.init(
            from: try ContractAddress(json: json["from_address"]), keys: try Felt252.list(json: json["keys"]),
            data: try Felt252.list(json: json["data"]))
    }
}
