import CommandLines
import DevnetService
import FiniteFields
import FlowReplaying
import Foundation
import JSONCoding
import StarknetModel
import TransactionExecution

extension Commands {
    /// `starling replay-flows FOLDER`: exit status 0 when nothing differs.
    static let replayFlows = Command(
        "replay-flows", summary: "sends recorded conversations to fresh development networks and compares the answers",
        options: [
            CommandOption("session", value: "NAME", help: "only one of the sessions A, B, C, S"),
            CommandOption(flag: "verbose", help: "every difference, and why steps were skipped"),
            contractsOption, jsonOption,
        ],
        operands: [CommandOperand("FOLDER", help: "the recordings: vectors/rpc")],
        examples: ["starling replay-flows vectors/rpc --session A --verbose"]
    ) { arguments in
        guard let folder = arguments.operands.first else { throw UsageError("the folder of the recordings is needed") }
        let vectors: RecordedVectors
        do { vectors = try RecordedVectors(folder: folder) } catch { throw inputError(folder, error) }
        var tallies: [(session: String, tally: FlowTally)] = []
        for session in ReplaySession.all where arguments.string("session") ?? session.name == session.name {
            for tally in try replay(session, vectors, arguments) {
                tallies.append((session.name, tally))
                if !arguments.flag("json") { print(report(tally, session.name, verbose: arguments.flag("verbose"))) }
            }
        }
        let differing = tallies.reduce(0) { $0 + $1.tally.differing }
        if arguments.flag("json") {
            print(json(tallies))
        } else {
            func sum(_ count: (FlowTally) -> Int) -> Int { tallies.reduce(0) { $0 + count($1.tally) } }
            print(
                "compared \(sum(\.compared))  equal \(sum(\.equal))  as specified \(sum(\.specified))  differing \(differing)  "
                    + "skipped \(sum(\.skipped))")
        }
        return differing == 0 ? .success : .failure
    }

    private static func replay(
        _ session: ReplaySession, _ vectors: RecordedVectors, _ arguments: Arguments
    ) throws -> [FlowTally] {
        var settings = DevnetSettings(
            contractsFolder: try contractsFolder(arguments), folder: temporaryFolder("replay-\(session.name)"))
        settings.rpcPort = 0
        settings.startTime = 1_767_225_600
        settings.isTimeFrozen = true
        settings.blocks = session.isOnDemand ? .demand : .transaction
        settings.accountCount = 1
        settings.holders = try vectors.accounts().compactMap { account in
            guard let address = Felt252(hex: account.address).flatMap({ ContractAddress($0) }),
                let key = Felt252(hex: account.privateKey), let publicKey = Felt252(hex: account.publicKey)
            else { return nil }
            return GenesisHolder(
                account: GenesisAccount(address: address, privateKey: key, publicKey: publicKey),
                balance: settings.accountBalance)
        }
        let devnet = try Devnet(settings)
        defer {
            devnet.stop()
            try? FileManager.default.removeItem(atPath: settings.folder)
        }
        var replay = FlowReplay(
            address: "http://127.0.0.1:\(devnet.rpcPort)", comparesL2Gas: session.comparesL2Gas,
            accounts: try vectors.accounts().map(\.address))
        var tallies: [FlowTally] = []
        for file in session.files {
            let tally = replay.run(try vectors.flow(file)) { [settings] request in
                vectors.complete(request).namingFiles(in: settings.folder)
            }
            tallies.append(tally)
        }
        return tallies
    }

    private static func report(_ tally: FlowTally, _ session: String, verbose: Bool) -> String {
        var lines = [
            "\(session) \(tally.name): compared \(tally.compared), equal \(tally.equal), as specified "
                + "\(tally.specified), differing \(tally.differing), skipped \(tally.skipped)"
        ]
        guard verbose else { return lines[0] }
        for (step, about, outcome) in tally.outcomes {
            switch outcome {
            case .equal: continue
            case .specified(let reason): lines.append("  \(step) as specified: \(reason)")
            case .skipped(let reason): lines.append("  \(step) skipped: \(reason)")
            case .different(let differences):
                lines.append("  \(step) differs: \(about)")
                for difference in differences.prefix(40) {
                    lines.append(
                        "      \(difference.path): \(difference.recorded.prefix(900)) | \(difference.found.prefix(900))"
                    )
                }
            }
        }
        return lines.joined(separator: "\n")
    }

    private static func json(_ tallies: [(session: String, tally: FlowTally)]) -> String {
        var writer = JSONWriter()
        writer.array(tallies) { w, entry in
            w.object { w in
                w.field("session", string: entry.session)
                w.field("flow", string: entry.tally.name)
                w.field("compared", integer: entry.tally.compared)
                w.field("equal", integer: entry.tally.equal)
                w.field("as_specified", integer: entry.tally.specified)
                w.field("differing", integer: entry.tally.differing)
                w.field("skipped", integer: entry.tally.skipped)
            }
        }
        return writer.text
    }
}
