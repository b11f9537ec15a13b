import ByteCoding
import CommandLines
import FiniteFields
import Foundation
import JSONCoding
import ValidatorHosting
import ValidatorSigning

extension Commands {
    /// `starling keys`: makes a committee's keys and its committee file.
    static let keys = Command(
        "keys", summary: "makes the keys of validators and their committee file",
        options: [
            CommandOption(
                "out", value: "FOLDER", help: "folder for the homes node0, node1, ... (default: the local network's)"),
            CommandOption(
                "join", value: "FILE", repeats: true,
                help: "instead of making keys: prints the one committee of these committee files, in their order"),
            CommandOption("name", value: "NAME", help: "the validator's name, or what their names begin with"),
            CommandOption("validators", value: "N", default: "4", help: "number of validators, 1 to 128"),
            CommandOption(
                "chain", value: "ID", default: "STARLING_LOCAL", help: "chain id, at most 31 ASCII characters"),
            CommandOption(
                "genesis", value: "FILE",
                help: "ties the committee to the chain of this genesis file, of which every home gets a copy"),
            CommandOption("host", value: "HOST", default: "127.0.0.1", help: "where validators reach each other"),
            CommandOption("port", value: "PORT", default: "6050", help: "port of the first validator's links"),
            contractsOption, jsonOption,
        ],
        examples: [
            "starling keys --out /var/lib/starling --validators 4 --genesis genesis.json",
            "starling keys --out /var/lib/starling --validators 1 --name alice --host alice.example.org --genesis genesis.json",
            "starling keys --join alice.committee --join bob.committee > committee",
        ]
    ) { arguments in
        let joined = arguments.strings("join")
        if !joined.isEmpty {
            let parts = try joined.map { try Commands.committee($0) }
            do { print(try Committee(joining: parts).fileText, terminator: "") } catch { throw InputError("\(error)") }
            return .success
        }
        let folder = arguments.string("out") ?? networkFolder(arguments)
        let maker = CommitteeMaker(
            chain: try arguments.required("chain"),
            count: try arguments.requiredInteger("validators", in: 1...128),
            host: try arguments.required("host"),
            firstPort: try arguments.requiredInteger("port", in: 1...UInt16.max),
            genesisHash: try arguments.string("genesis").map {
                try genesisHash(try genesis($0), contracts: try contractsFolder(arguments)).bigEndianBytes
            }, name: arguments.string("name"))
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let committee = try maker.make(in: folder)
        if let genesis = arguments.string("genesis") {
            for index in 0..<committee.members.count {
                try FileManager.default.copyItem(
                    atPath: genesis, toPath: CommitteeMaker.home(index, in: folder).genesisPath)
            }
        }
        if arguments.flag("json") {
            printJSON { w in write(committee, in: folder, to: &w) }
            return .success
        }
        print("made \(committee.members.count) validators of chain \(committee.chain) in \(folder):")
        for member in committee.members {
            print("  \(member.name)  \(member.host):\(member.port)  votes with \(HexBytes.encode(member.votingKey))")
        }
        return .success
    }

    private static func write(_ committee: Committee, in folder: String, to w: inout JSONWriter) {
        w.field("chain", string: committee.chain)
        w.field("folder", string: folder)
        w.key("validators")
        w.array(committee.members) { w, member in
            w.object { w in
                w.field("name", string: member.name)
                w.field("address", string: "\(member.host):\(member.port)")
                w.field("voting_key", string: HexBytes.encode(member.votingKey))
            }
        }
    }
}
