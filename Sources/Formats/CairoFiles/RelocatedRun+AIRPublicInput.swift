public import CairoMachine
import CasmModel
import FiniteFields
import JSONCoding

extension RelocatedRun {
    /// The public input of a proof as cairo-vm writes it (`air_public_input.json`, EXEC §6.5): sizes, segments, and the cells
    /// that a verifier reads, rising.
    ///
    /// - Parameter layout: the name of the layout that the run had.
    public func airPublicInput(layout: String) -> [UInt8] {
        let limits = offsetLimits
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("layout", string: layout)
            writer.field("rc_min", integer: limits.lowerBound)
            writer.field("rc_max", integer: limits.upperBound)
            writer.field("n_steps", integer: trace.count)
            writer.key("memory_segments")
            writer.object { writer in
                if let first = trace.first, let last = trace.last {
                    writer.segment("program", first.pc, last.pc)
                    writer.segment("execution", first.ap, last.ap)
                }
                for segment in builtins {
                    let used = segment.instances * UInt32(segment.builtin.cellsPerInstance)
                    writer.segment(segment.builtin.name, segment.begin, segment.begin + used)
                }
            }
            writer.key("public_memory")
            writer.array(publicAddresses) { writer, address in
                writer.object { writer in
                    let word = memory[Int(address)]
                    writer.field("address", integer: address)
                    writer.field("value", felt: Felt252(limbs: word.a, word.b, word.c, word.d) ?? .zero)
                    writer.field("page", integer: 0)
                }
            }
            writer.key("dynamic_params")
            writer.null()
        }
        return writer.bytes
    }

    /// The least and the largest number that a check of 16 bits sees: offsets of the instructions that ran, and what
    /// range-checked values consist of.
    private var offsetLimits: ClosedRange<UInt16> {
        var limits = Limits()
        for pc in Set(trace.map(\.pc)) where Int(pc) < memory.count { limits.add(memory[Int(pc)].a, parts: 3) }
        for segment in builtins {
            guard segment.builtin == .rangeCheck || segment.builtin == .rangeCheck96 else { continue }
            let used = Int(segment.begin)..<Int(segment.begin) + Int(segment.instances)
            for word in memory[used] {
                limits.add(word.a, parts: 4)
                limits.add(word.b, parts: segment.builtin == .rangeCheck ? 4 : 2)
            }
        }
        return limits.least...max(limits.least, limits.largest)
    }

    private struct Limits {
        var least = UInt16.max, largest = UInt16.min

        mutating func add(_ word: UInt64, parts: Int) {
            for part in 0..<parts {
                let number = UInt16(truncatingIfNeeded: word >> UInt64(16 * part))
                least = min(least, number)
                largest = max(largest, number)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func segment(_ name: String, _ begin: UInt32, _ stop: UInt32) {
        key(name)
        object { writer in
            writer.field("begin_addr", integer: begin)
            writer.field("stop_ptr", integer: stop)
        }
    }
}
