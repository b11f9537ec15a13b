import CommandLines
import Foundation
import JSONCoding
import LocalNetworking

extension Commands {
    /// `starling local status`: exit status 0 when everything that was started runs and is ready, else 1.
    static func reportStatus(_ network: LocalNetwork, isJSON: Bool) -> ExitStatus {
        let processes = network.status
        let isGood = !processes.isEmpty && processes.allSatisfy { $0.state == .ready }
        if isJSON {
            printJSON { w in
                w.field("good", bool: isGood)
                w.field("folder", string: network.plan.folder)
                w.key("processes")
                w.array(processes) { w, process in w.object { write(process, to: &$0) } }
            }
        } else if processes.isEmpty {
            print("nothing runs in \(network.plan.folder)")
        } else {
            print(row("process", "state", "pid", "port", "height", "lag"))
            for process in processes {
                print(
                    row(
                        process.name, process.state.rawValue, text(process.pid), text(process.port),
                        text(process.height), text(process.lag)) + (process.reason.map { "  \($0)" } ?? ""))
            }
        }
        return isGood ? .success : .failure
    }

    private static func text(_ number: (some BinaryInteger)?) -> String { number.map { "\($0)" } ?? "-" }

    private static func row(_ cells: String...) -> String {
        zip(cells, [10, 9, 8, 6, 8, 4]).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(
            separator: " ")
    }

    private static func write(_ process: ProcessStatus, to w: inout JSONWriter) {
        w.field("name", string: process.name)
        w.field("state", string: process.state.rawValue)
        write("pid", process.pid, to: &w)
        write("port", process.port, to: &w)
        write("height", process.height, to: &w)
        write("lag", process.lag, to: &w)
        guard let reason = process.reason else { return }
        w.field("reason", string: reason)
    }

    private static func write(_ key: String, _ number: (some BinaryInteger)?, to w: inout JSONWriter) {
        w.key(key)
        if let number { w.integer(number) } else { w.null() }
    }
}
