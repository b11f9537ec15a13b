import BlockBundling
import BlockProduction
import BlockVerifying
import ChainStorage
import CommandLines
import Foundation
import LoadClient
import LocalNetworking
import StarknetClient
import TransactionExecution

/// What `starling local up` does with the network that is up: transactions, and their proofs.
extension Commands {
    static func sendLoad(_ plan: LocalPlan, count: Int, rate: Double) throws -> LoadReport {
        let artifacts = try ContractArtifacts(folder: plan.contractsFolder)
        let accounts = try genesis(genesisFile(beside: plan.committeePath))
            .accounts(classHash: artifacts.account.classHash)
        var load = LoadPlan(
            nodes: (0..<plan.validators).map(plan.rpcAddress), count: count, rate: rate,
            seed: UInt64.random(in: 0...UInt64.max))
        load.accountClass = artifacts.account.classHash
        let run = try LoadRun(load, accounts: accounts)
        let bar = ProgressBar("transactions in blocks", total: count)
        let report = try run.run { included, sent in bar.update(included, note: "sent \(sent)") }
        bar.finish(report.included, note: "sent \(report.sent)")
        return report
    }

    static func waitForProofs(
        _ network: LocalNetwork, _ blocks: ClosedRange<UInt64>, _ seconds: Double
    ) throws -> (rows: [(String, String)], isComplete: Bool) {
        let bar = ProgressBar("blocks proven", total: blocks.count)
        let tally = network.waitForProofs(of: blocks, seconds: seconds) { tally in
            bar.update(tally.stored, note: "frames proven \(tally.provenFrames) of \(tally.frames)")
        }
        bar.finish(tally.stored, note: "")
        let refused = try verify(tally.blocks, network.plan)
        var rows = [
            ("proofs made and verified", "\(tally.stored - refused.count)"),
            ("frames proven", "\(tally.provenFrames) of \(tally.frames)"),
        ]
        if tally.waiting > 0 { rows.append(("blocks not proven in time", "\(tally.waiting)")) }
        rows += tally.failed.map { ("not proven", $0) }
        rows += refused.map { ("not verified", $0) }
        return (rows, tally.waiting == 0 && tally.failed.isEmpty && refused.isEmpty)
    }

    /// Verifies stored proofs as any reader would with `starling verify --block`, whatever the prover says of them. Returns
    /// what was refused, with the reason.
    private static func verify(_ blocks: [UInt64], _ plan: LocalPlan) throws -> [String] {
        let configuration = try verifierConfiguration(
            committee: plan.committeePath, genesis: nil, contracts: { plan.contractsFolder })
        let reader = ProofReader(
            configuration: configuration, fetcher: BundleFetcher(client: RPCClient(plan.rpcAddress(0))),
            store: try readStore(at: plan.proofsPlace, of: configuration))
        return blocks.sorted().compactMap { block in
            do throws(ProofReader.Failure) {
                _ = try reader.verify(RequestedBlock(number: block))
                return nil
            } catch {
                return "block \(block): \(error)"
            }
        }
    }
}
