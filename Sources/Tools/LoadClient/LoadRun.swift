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

/// Sends signed transactions at a given rate and watches them into blocks.
public final class LoadRun: Sendable {
    private let plan: LoadPlan
    private let accounts: [GenesisAccount]
    private let clients: [RPCClient]
    private let signer: Mutex<LoadSigner>
    private let state: Mutex<LoadState>

    /// Reads chain id, prices and nonces from the nodes.
    public init(_ plan: LoadPlan, accounts: [GenesisAccount]) throws {
        self.plan = plan
        self.accounts = accounts
        clients = plan.nodes.map { RPCClient($0) }
        guard let latest = try clients[0].block(.latest) else { throw LoadError.noBlocks(node: plan.nodes[0]) }
        signer = Mutex(
            LoadSigner(
                chainID: try clients[0].chainID(), accountClass: plan.accountClass,
                prices: latest.header.context.gasPrices))
        var state = LoadState()
        for account in accounts {
            state.nonces.append(LoadNonces(try LoadRun.nonce(of: account, from: clients[0], at: plan.nodes[0])))
        }
        if plan.accountClass != nil { state.transfersOpen = (plan.count + 1) / 3 }
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
            guard let number else { break }
            let wait = start + Double(number) / plan.rate - MonotonicClock.nowSeconds
            if wait > 0 { MonotonicClock.sleep(seconds: wait) }
            do { try send(number, &random) } catch {
                state.withLock { $0.report.reasons.append("\(error)") }
            }
        }
        sendOwedDeployments()
    }

    /// Of three in a mix one is a call, one gives tokens to a new account, and one deploys an account that has some.
    private func send(_ number: Int, _ random: inout SplitMix64) throws {
        guard plan.accountClass != nil, number % 3 > 0 else {
            return try submit(.call(DemoCall.random(using: &random)), number)
        }
        if number % 3 == 1 {
            let (owner, amount) = try signer.withLock {
                (try $0.account(seed: plan.seed, number: number), $0.deploymentFunds)
            }
            return try submit(.transfer(to: owner, amount: amount), number)
        }
        let owner = state.withLock { state -> GenesisAccount? in
            if state.funded.isEmpty { state.deploymentsOwed += 1 }
            return state.funded.popLast()
        }
        if let owner { try submit(.deployment(owner), number) }
    }

    /// Deployments that had to wait until a block gave their accounts tokens.
    private func sendOwedDeployments() {
        var end = MonotonicClock.nowSeconds + plan.waitSeconds
        while true {
            let isLate = MonotonicClock.nowSeconds > end
            let (owner, number) = state.withLock { $0.takeOwedDeployment(isLate: isLate) }
            guard number > 0 else { return }
            guard let owner else {
                MonotonicClock.sleep(seconds: 0.05)
                continue
            }
            end = MonotonicClock.nowSeconds + plan.waitSeconds
            do { try submit(.deployment(owner), number) } catch {
                state.withLock { $0.report.reasons.append("\(error)") }
            }
        }
    }

    private func submit(_ action: LoadAction, _ number: Int) throws {
        let index = number % accounts.count, signer = signer.withLock { $0 }
        // A deployed account's first nonce is 0.
        let isDeployment = if case .deployment = action { true } else { false }
        let nonce = isDeployment ? 0 : state.withLock { $0.nonces[index].take() }
        let transaction = try signer.transaction(action, by: accounts[index], nonce: nonce)
        let hash = transaction.hash(chainID: signer.chainID)
        // Before the answer: the transaction may be in a block by then.
        state.withLock { $0.waiting[hash] = (action, MonotonicClock.nowSeconds) }
        do {
            try sendPatiently(transaction, to: clients[number % clients.count])
            state.withLock { $0.report.sent += 1 }
            plan.onTaken(hash)
        } catch {
            state.withLock { state in
                state.waiting[hash] = nil
                state.refuse(action, because: "\(error)")
                if !isDeployment, !Self.tellsUsedNonce(error) { state.nonces[index].giveBack(nonce) }
            }
        }
    }

    /// A node that is busy or restarting gets a few more chances.
    private func sendPatiently(_ transaction: Transaction, to node: RPCClient) throws {
        var pause = 0.2
        for attempt in 0..<6 {
            do {
                switch transaction {
                case .invoke(let invoke): _ = try node.add(invoke)
                case .deployAccount(let deployment): _ = try node.add(deployment)
                case .declare, .l1Handler: break
                }
                return
            } catch .rpc(code: RPCErrorCode.duplicateTransaction.rawValue, _, _) {
                return
            } catch {
                if case .rpc(let code, _, _) = error, !Self.passes(code, transaction.kind) { throw error }
                if attempt == 5 { throw error }
                MonotonicClock.sleep(seconds: pause)
                pause *= 2
            }
        }
    }

    /// Whether an error says that the nonce is another transaction's, perhaps this one's whose answer was lost.
    private static func tellsUsedNonce(_ error: any Error) -> Bool {
        guard case .rpc(let code, _, _) = error as? ClientError else { return false }
        return [.invalidNonce, .underpricedReplacement].contains { (known: RPCErrorCode) in known.rawValue == code }
    }

    /// Whether an error is one of the moment: of a busy node, or of one that is a block behind the one that gave an account
    /// its tokens.
    private static func passes(_ code: Int, _ kind: TransactionKind) -> Bool {
        code == RPCErrorCode.unexpected.rawValue
            || kind == .deployAccount && code == RPCErrorCode.insufficientBalance.rawValue
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
        signer.withLock { $0.prices = block.header.context.gasPrices }
        state.withLock { state in
            guard block.receipts.count(where: { state.note($0, at: now) }) > 0 else { return }
            state.report.blocks += 1
            state.report.firstBlock = state.report.firstBlock ?? number
            state.report.lastBlock = number
            state.report.seconds = now - start
        }
    }
}
