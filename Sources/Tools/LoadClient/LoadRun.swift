import Determinism
import EllipticCurves
import FiniteFields
import Foundation
import StarknetClient
import StarknetJSON
import StarknetModel
import Synchronization
import Threading
public import TransactionExecution

/// Sends signed invoke transactions of the demo contracts at a given rate and watches them into blocks.
public final class LoadRun: Sendable {
    private struct State {
        var next = 0
        var nonces: [UInt64] = []
        var waiting: [Felt252: (call: DemoCall, sent: Double)] = [:]
        var report = LoadReport()
        var sendersLeft = 0
    }

    private let plan: LoadPlan
    private let accounts: [GenesisAccount]
    private let clients: [RPCClient]
    private let chainID: Felt252
    private let state: Mutex<State>

    /// Reads chain id and nonces from the nodes.
    public init(_ plan: LoadPlan, accounts: [GenesisAccount]) throws {
        self.plan = plan
        self.accounts = accounts
        clients = plan.nodes.map { RPCClient($0) }
        chainID = try clients[0].chainID()
        var state = State()
        for account in accounts {
            state.nonces.append(try LoadRun.nonce(of: account, from: clients[0], at: plan.nodes[0]))
        }
        self.state = Mutex(state)
    }

    private static func nonce(of account: GenesisAccount, from client: RPCClient, at node: String) throws -> UInt64 {
        do { return try client.nonce(account.address).asUInt64 ?? 0 } catch {
            if case .rpc(let code, _, _) = error, code == RPCErrorCode.contractNotFound.rawValue {
                throw LoadError.noAccount(address: account.address.felt.hex, node: node)
            }
            throw error
        }
    }

    /// Runs until everything sent is in blocks or the time to wait is over. `progress` sees how many are included and
    /// sent, several times a second.
    public func run(progress: (_ included: Int, _ sent: Int) -> Void) throws -> LoadReport {
        var nextBlock = try clients[0].blockNumber() + 1
        let start = MonotonicClock.nowSeconds
        state.withLock { $0.sendersLeft = plan.senders }
        for index in 0..<plan.senders {
            let thread = JoinableThread.start(stackByteCount: 1 << 20) { [self] in
                send(index, start: start)
                state.withLock { $0.sendersLeft -= 1 }
            }
            guard let thread else {
                state.withLock { $0.sendersLeft -= 1 }
                continue
            }
            thread.detach()
        }
        var deadline: Double?
        while true {
            try observe(&nextBlock, start: start)
            let (done, isSending, report) = state.withLock {
                ($0.waiting.isEmpty, $0.sendersLeft > 0, $0.report)
            }
            progress(report.included, report.sent)
            if !isSending {
                if done { break }
                let end = deadline ?? MonotonicClock.nowSeconds + plan.waitSeconds
                deadline = end
                if MonotonicClock.nowSeconds > end { break }
            }
            MonotonicClock.sleep(seconds: 0.1)
        }
        return state.withLock { state in
            var report = state.report
            report.latencies.sort()
            return report
        }
    }

    // MARK: - Sending

    /// Takes the next number, waits for its moment, signs and sends.
    private func send(_ sender: Int, start: Double) {
        var random = SplitMix64(seed: plan.seed &+ UInt64(sender) &* 0x9e37_79b9_7f4a_7c15)
        while true {
            let number = state.withLock { state -> Int? in
                guard state.next < plan.count else { return nil }
                state.next += 1
                return state.next - 1
            }
            guard let number else { return }
            let wait = start + Double(number) / plan.rate - MonotonicClock.nowSeconds
            if wait > 0 { MonotonicClock.sleep(seconds: wait) }
            submit(DemoCall.random(using: &random), number % accounts.count)
        }
    }

    private func submit(_ call: DemoCall, _ index: Int) {
        let account = accounts[index]
        let nonce = state.withLock { state -> UInt64 in
            defer { state.nonces[index] += 1 }
            return state.nonces[index]
        }
        let node = clients[index % clients.count]
        do {
            let transaction = try Self.signed(call, by: account, nonce: nonce, chainID: chainID)
            let hash = transaction.hash(chainID: chainID)
            // Before the answer: the transaction may be in a block by then.
            state.withLock { $0.waiting[hash] = (call, MonotonicClock.nowSeconds) }
            do {
                try sendPatiently(transaction, to: node)
                state.withLock { $0.report.sent += 1 }
                plan.onTaken(hash)
            } catch {
                state.withLock { state in
                    state.waiting[hash] = nil
                    state.report.refused += 1
                    if state.report.reasons.count < 5 { state.report.reasons.append("\(error)") }
                }
            }
        } catch {
            state.withLock { $0.report.reasons.append("\(error)") }
        }
    }

    /// A node that is busy or restarting gets a few more chances.
    private func sendPatiently(_ transaction: InvokeTransaction, to node: RPCClient) throws {
        var pause = 0.2
        for attempt in 0..<6 {
            do {
                _ = try node.add(transaction)
                return
            } catch .rpc(code: RPCErrorCode.duplicateTransaction.rawValue, _, _) {
                return
            } catch {
                if case .rpc(let code, _, _) = error, code != RPCErrorCode.unexpected.rawValue { throw error }
                if attempt == 5 { throw error }
                MonotonicClock.sleep(seconds: pause)
                pause *= 2
            }
        }
    }

    /// A signed call of a demo contract, with bounds that are far above what it needs.
    static func signed(
        _ call: DemoCall, by account: GenesisAccount, nonce: UInt64, chainID: Felt252
    ) throws -> InvokeTransaction {
        let bounds = AllResourceBounds(
            l1Gas: ResourceBounds(maxAmount: 100_000, maxPricePerUnit: 2_000_000_000),
            l2Gas: ResourceBounds(maxAmount: 50_000_000, maxPricePerUnit: 2_000_000_000),
            l1DataGas: ResourceBounds(maxAmount: 100_000, maxPricePerUnit: 2_000_000_000))
        var transaction = InvokeTransaction(
            sender: account.address, calldata: call.calldata,
            account: AccountFields(nonce: Felt252(nonce), resourceBounds: bounds))
        let signature = try StarkECDSA.sign(
            messageHash: transaction.hash(chainID: chainID), privateKey: account.privateKey)
        transaction.account.signature = [signature.r, signature.s]
        return transaction
    }

    // MARK: - Watching

    /// Looks at the blocks that are new, on the first node that answers.
    private func observe(_ next: inout UInt64, start: Double) throws {
        for client in clients {
            do {
                while let block = try client.block(.number(next)) {
                    note(block, number: next, start: start)
                    next += 1
                }
                return
            } catch {
                continue
            }
        }
    }

    private func note(_ block: FetchedBlock, number: UInt64, start: Double) {
        let now = MonotonicClock.nowSeconds
        state.withLock { state in
            var found = 0
            for receipt in block.receipts {
                guard let entry = state.waiting.removeValue(forKey: receipt.transactionHash) else { continue }
                found += 1
                state.report.latencies.append(now - entry.sent)
                if receipt.status.isReverted {
                    state.report.reverted += 1
                } else if !entry.call.isConfirmed(by: receipt) {
                    state.report.wrong += 1
                }
            }
            guard found > 0 else { return }
            state.report.included += found
            state.report.blocks += 1
            state.report.firstBlock = state.report.firstBlock ?? number
            state.report.lastBlock = number
            state.report.seconds = now - start
        }
    }
}
