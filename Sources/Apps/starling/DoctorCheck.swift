import Foundation
import JSONCoding
import LocalNetworking

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

    /// A process of the local network.
    init(_ status: ProcessStatus, in folder: String) {
        let log = "\(folder)/\(status.name).log"
        let running = status.pid.map { "running, pid \($0)" } ?? "not running"
        self.init(
            "\(folder)/\(status.name)", isGood: status.state == .ready,
            found: running + (status.reason.map { "; \($0)" } ?? ""),
            fix: status.pid == nil
                ? "it ended without being asked to; its log \(log) says why, and `starling local down` and `up` start it anew"
                : "its log \(log) says more")
    }

    var line: String { "\(isGood ? "ok  " : "FIX ") \(name): \(found)\(isGood ? "" : "\n      \(fix)")" }

    /// The members of its JSON object.
    func write(to w: inout JSONWriter) {
        w.field("name", string: name)
        w.field("good", bool: isGood)
        w.field("found", string: found)
        guard !isGood else { return }
        w.field("fix", string: fix)
    }

    /// Only for a checkout: who installed the program compiles nothing.
    static func swift() -> DoctorCheck {
        let paths = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let found = paths.map { "\($0)/swift" }.first { FileManager.default.isExecutableFile(atPath: $0) }
        return DoctorCheck(
            "swift", isGood: found != nil, found: found ?? "not in PATH",
            fix: "install Swift 6.3 or later from swift.org and put its usr/bin into PATH")
    }

    /// Good either way: nothing depends on it.
    static func native() -> DoctorCheck {
        DoctorCheck("native", isGood: true, found: NativeReport.compiler, fix: "")
    }

    static func memory() -> DoctorCheck {
        let gibibytes = Double(ProcessInfo.processInfo.physicalMemory) / Double(1 << 30)
        return DoctorCheck(
            "memory", isGood: gibibytes >= 6, found: String(format: "%.1f GiB", gibibytes),
            fix: "four nodes and the prover want 8 GiB; use --block-transactions to make smaller blocks")
    }

    /// The file system that a folder is in, or will be.
    static func disk(_ folder: String) -> DoctorCheck {
        var url = URL(fileURLWithPath: folder)
        while !FileManager.default.fileExists(atPath: url.path), url.path != "/" { url.deleteLastPathComponent() }
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: url.path)
        let free = ((attributes?[.systemFreeSize] as? NSNumber)?.doubleValue ?? 0) / Double(1 << 30)
        return DoctorCheck(
            "disk", isGood: free >= 5, found: String(format: "%.1f GiB free in \(url.path)", free),
            fix: "building takes 3 GiB, a long chain more: free some space, or choose another --folder")
    }

    static func contracts(_ folder: String) -> DoctorCheck {
        let isThere = FileManager.default.fileExists(atPath: folder + "/Account/Account.casm.json")
        return DoctorCheck(
            "contracts", isGood: isThere, found: isThere ? folder : "not in \(folder)",
            fix: "name their folder with --contracts or STARLING_CONTRACTS")
    }

    static func verifier(_ path: String) -> DoctorCheck {
        let isThere = FileManager.default.fileExists(atPath: path)
        return DoctorCheck(
            "verifier for browsers", isGood: isThere, found: isThere ? path : "not at \(path)",
            fix: "`make wasm` builds it in a checkout; --verifier or STARLING_VERIFIER names another file")
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
