import FiniteFields
import StarknetModel
import TransactionExecution

/// What the threads of a load run share.
struct LoadState {
    /// The next number to be sent.
    var next = 0
    /// The next nonces of the prefunded accounts.
    var nonces: [LoadNonces] = []
    /// What nodes have taken and no block holds yet, with the time it was sent.
    var waiting: [Felt252: (action: LoadAction, sent: Double)] = [:]
    var report = LoadReport()
    var sendersLeft = 0
    /// Accounts that have tokens and are not deployed yet.
    var funded: [GenesisAccount] = []
    /// Deployments whose turn came before an account had tokens.
    var deploymentsOwed = 0
    /// Transfers of which it is not known yet what came of them.
    var transfersOpen = 0

    /// An action that is not going to be in a block.
    mutating func refuse(_ action: LoadAction, because reason: String) {
        report.refused += 1
        if report.reasons.count < LoadReport.reasonsKept { report.reasons.append(reason) }
        if case .transfer = action { transfersOpen -= 1 }
    }

    /// The next account of those whose deployment is owed, with how many there were; none yet where all wait for tokens. 0 when
    /// nothing is owed any more: when it is late, or no transfer is open, the rest is given up.
    mutating func takeOwedDeployment(isLate: Bool) -> (owner: GenesisAccount?, owed: Int) {
        guard deploymentsOwed > 0 else { return (nil, 0) }
        if let owner = funded.popLast() {
            defer { deploymentsOwed -= 1 }
            return (owner, deploymentsOwed)
        }
        guard isLate || transfersOpen == 0 else { return (nil, deploymentsOwed) }
        report.refused += deploymentsOwed
        report.reasons.append("\(deploymentsOwed) accounts got no tokens to be deployed with")
        deploymentsOwed = 0
        return (nil, 0)
    }

    /// What a receipt says of something that waits; false when it is about nothing of this run.
    mutating func note(_ receipt: TransactionReceipt, at now: Double) -> Bool {
        guard let entry = waiting.removeValue(forKey: receipt.transactionHash) else { return false }
        report.latencies.append(now - entry.sent)
        report.included += 1
        switch entry.action {
        case .call: report.calls += 1
        case .transfer(let owner, _):
            report.transfers += 1
            transfersOpen -= 1
            if !receipt.status.isReverted { funded.append(owner) }
        case .deployment: report.deployments += 1
        }
        if receipt.status.isReverted {
            report.reverted += 1
        } else if !entry.action.isConfirmed(by: receipt) {
            report.wrong += 1
        }
        return true
    }
}
