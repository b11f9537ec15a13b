import CommandLines
import FiniteFields
import Foundation
import ValidatorHosting
import ValidatorSigning

extension Commands {
    /// `starling keys`: makes a committee's keys and its committee file.
    static let keys = Command(
        "keys", summary: "makes the keys of validators and their committee file",
        options: [
            CommandOption("out", value: "DIR", default: ".run", help: "folder for the homes node0, node1, ..."),
            CommandOption("validators", value: "N", default: "4", help: "number of validators, 1 to 128"),
            CommandOption(
                "chain", value: "ID", default: "STARLING_LOCAL", help: "chain id, at most 31 ASCII characters"),
            CommandOption(
                "genesis", value: "FILE",
                help: "ties the committee to the chain of this genesis file, of which every home gets a copy"),
            CommandOption("host", value: "HOST", default: "127.0.0.1", help: "where validators reach each other"),
            CommandOption("port", value: "PORT", default: "6050", help: "port of the first validator's links"),
        ]
    ) { arguments in
        let folder = try arguments.required("out")
        let maker = CommitteeMaker(
            chain: try arguments.required("chain"),
            count: try arguments.requiredInteger("validators", in: 1...128),
            host: try arguments.required("host"),
            firstPort: try arguments.requiredInteger("port", in: 1...UInt16.max),
            genesisHash: try arguments.string("genesis").map { try genesisHash(try genesis($0)).bigEndianBytes })
        let committee = try maker.make(in: folder)
        if let genesis = arguments.string("genesis") {
            for index in 0..<committee.members.count {
                try FileManager.default.copyItem(
                    atPath: genesis, toPath: CommitteeMaker.home(index, in: folder).genesisPath)
            }
        }
        print("made \(committee.members.count) validators of chain \(committee.chain) in \(folder):")
        for member in committee.members {
            print("  \(member.name)  \(member.host):\(member.port)  votes with \(HexBytes.encode(member.votingKey))")
        }
        return .success
    }
}
