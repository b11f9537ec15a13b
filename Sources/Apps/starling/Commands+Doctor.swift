import BlockProduction
import CommandLines
import Foundation
import LocalNetworking

extension Commands {
    /// `starling doctor`: what is missing on this machine and how to fix it.
    static let doctor = Command(
        "doctor", summary: "says what is missing on this machine and how to fix it",
        options: [CommandOption("folder", value: "FOLDER", default: ".run", help: "the local network's folder")]
    ) { arguments in
        let folder = try arguments.required("folder")
        let program = CommandLine.arguments.first ?? "starling"
        let network = LocalNetwork(LocalPlan(program: program, contractsFolder: "")) { _ in }
        var checks: [DoctorCheck] = [
            .swift(), .memory(), .disk("."), .contracts(), .descriptors(),
        ]
        if !network.isRunning { checks += DoctorCheck.ports(network.plan) }
        checks += network.status.map { name, pid in
            DoctorCheck(
                "\(folder)/\(name)", isGood: pid != nil, found: pid.map { "running, pid \($0)" } ?? "not running",
                fix: "`make run-local` starts it; its log is \(folder)/\(name).log")
        }
        for check in checks { print(check.line) }
        return checks.allSatisfy(\.isGood) ? .success : .failure
    }
}

/// One thing that a machine needs.
struct DoctorCheck {
    var name: String
    var isGood: Bool
    var found: String
    var fix: String

    init(_ name: String, isGood: Bool, found: String, fix: String) {
        self.name = name
        self.isGood = isGood
        self.found = found
        self.fix = fix
    }

    var line: String { "\(isGood ? "ok  " : "FIX ") \(name): \(found)\(isGood ? "" : "\n      \(fix)")" }

    static func swift() -> DoctorCheck {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = paths.map { "\($0)/swift" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return DoctorCheck(
            "swift", isGood: found != nil, found: found ?? "not in PATH",
            fix: "install Swift 6.2 or later from swift.org and put its usr/bin into PATH")
    }

    static func memory() -> DoctorCheck {
        let gibibytes = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
        return DoctorCheck(
            "memory", isGood: gibibytes >= 6, found: String(format: "%.1f GiB", gibibytes),
            fix: "four nodes and the prover want 8 GiB; use --block-transactions to make smaller blocks")
    }

    static func disk(_ path: String) -> DoctorCheck {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: path)
        let free = ((attributes?[.systemFreeSize] as? NSNumber)?.doubleValue ?? 0) / Double(1 << 30)
        return DoctorCheck(
            "disk", isGood: free >= 5, found: String(format: "%.1f GiB free", free),
            fix: "building takes 3 GiB, a long chain more: free some space")
    }

    static func contracts() -> DoctorCheck {
        let folder = ContractArtifacts.defaultFolder()
        return DoctorCheck(
            "contracts", isGood: folder != nil, found: folder ?? "not found",
            fix: "run from the checkout, or name the folder with --contracts")
    }

    static func descriptors() -> DoctorCheck {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return DoctorCheck(
            "open files", isGood: limit.rlim_cur >= 2_048, found: "\(limit.rlim_cur)",
            fix: "a node wants 2,048: `ulimit -n 4096` before starting it")
    }

    static func ports(_ plan: LocalPlan) -> [DoctorCheck] {
        let taken = plan.ports.filter { !PortCheck.isFree($0.port) }
        if taken.isEmpty { return [DoctorCheck("ports", isGood: true, found: "all free", fix: "")] }
        return taken.map {
            DoctorCheck(
                "port \($0.port)", isGood: false, found: "in use (wanted for \($0.owner))",
                fix: "end the program that has it (`ss -ltnp` shows it), or choose another port for `starling local up`"
            )
        }
    }
}
