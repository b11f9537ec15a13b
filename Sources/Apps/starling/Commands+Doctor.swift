import CommandLines
import Foundation
import JSONCoding
import LocalNetworking

extension Commands {
    /// `starling doctor`: what is missing on this machine and how to fix it.
    static let doctor = Command(
        "doctor", summary: "says what is missing on this machine and how to fix it",
        options: [folderOption] + localPortOptions + [contractsOption, verifierOption, jsonOption],
        examples: ["starling doctor", "starling doctor --folder /var/lib/starling --json"]
    ) { arguments in
        let network = LocalNetwork(try localPlan(arguments)) { _ in }
        var checks: [DoctorCheck] = [
            .memory(), .disk(network.plan.folder), .contracts(contractsPath(arguments)),
            .verifier(verifierPath(arguments)), .descriptors(), .native(),
        ]
        if case .checkout = files.layout { checks.insert(.swift(), at: 0) }
        let processes = network.status
        if processes.allSatisfy({ $0.pid == nil }) { checks += DoctorCheck.ports(network.plan) }
        checks += processes.map { DoctorCheck($0, in: network.plan.folder) }
        let isGood = checks.allSatisfy(\.isGood)
        if arguments.flag("json") {
            printJSON { w in
                w.field("good", bool: isGood)
                w.key("checks")
                w.array(checks) { w, check in w.object { check.write(to: &$0) } }
            }
        } else {
            for check in checks { print(check.line) }
        }
        return isGood ? .success : .failure
    }
}
