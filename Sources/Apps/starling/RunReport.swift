import CairoMachine
import CasmModel
import FiniteFields
import Foundation
import JSONCoding

/// What `starling run` says of a run that came to its end.
struct RunReport {
    /// What a class's function returned, or what a program put out.
    var values: [Felt252]
    /// Whether a class's function panicked; its values are the panic's data then.
    var isPanic: Bool
    /// Of a class's function; programs have no gas.
    var gasUsed: UInt64?
    var steps: UInt64
    var usage: [BuiltinUsage]
    var time: Duration
    /// Of a carried run: the hash by which a bootloader names its program.
    var programHash: Felt252?

    private var seconds: Double {
        Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    }

    func print(isJSON: Bool) { isJSON ? Commands.printJSON(write) : printText() }

    private func printText() {
        let name = gasUsed == nil ? "output" : isPanic ? "panic" : "result"
        let label = name.padding(toLength: 12, withPad: " ", startingAt: 0)
        Swift.print("\(label) \(values.map(\.hex).joined(separator: ", "))")
        if let gasUsed { Swift.print("gas used     \(gasUsed)") }
        if let programHash { Swift.print("program hash \(programHash.hex)") }
        Swift.print("steps        \(steps)")
        for entry in usage where entry.instances > 0 {
            Swift.print("\(entry.builtin.name.padding(toLength: 12, withPad: " ", startingAt: 0)) \(entry.instances)")
        }
        Swift.print("time         \(String(format: "%.3f", seconds)) s")
    }

    private func write(to w: inout JSONWriter) {
        w.field("values", felts: values)
        w.field("panicked", bool: isPanic)
        if let gasUsed {
            w.field("gas_used", integer: gasUsed)
        }
        if let programHash { w.field("program_hash", felt: programHash) }
        w.field("steps", integer: steps)
        w.key("builtins")
        w.object { w in
            for entry in usage where entry.instances > 0 {
                w.field(entry.builtin.name, integer: entry.instances)
            }
        }
        w.field("seconds", number: seconds)
    }
}
