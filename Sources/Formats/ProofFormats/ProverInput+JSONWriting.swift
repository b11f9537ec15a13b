import CairoAIR
import CairoVerifying
public import CairoWitness
import JSONCoding

extension ProverInput {
    /// The input as stwo-cairo's adapter writes it (STWO §6.9), compact; reading gives the same input.
    ///
    /// Nil when the input does not have the adapter's lists, or uses a builtin that the adapter does not know (ecdsa, keccak).
    public var json: [UInt8]? {
        guard states.count == ComponentKind.opcodeCount, segments.count == PublicSegment.allCases.count else {
            return nil
        }
        for segment in PublicSegment.allCases where segment.adapterName == nil {
            if let used = segments[segment.rawValue], used.begin != used.stop { return nil }
        }
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("state_transitions")
            writer.object { writer in
                writer.key("initial_state")
                writer.write(initial)
                writer.key("final_state")
                writer.write(final)
                writer.key("casm_states_by_opcode")
                writer.object { writer in
                    for (kind, list) in zip(ComponentKind.allCases, states) {
                        writer.key("\(kind.name)")
                        writer.array(list) { $0.write($1) }
                    }
                }
            }
            writer.key("memory")
            writer.write(memory)
            writer.field("pc_count", integer: Set(states.joined().map(\.pc)).count)
            writer.key("public_memory_addresses")
            writer.array(publicMemoryAddresses) { $0.integer($1) }
            writer.key("builtin_segments")
            writer.object { writeSegments(&$0) }
            writer.key("public_segment_context")
            writer.object { writer in
                writer.key("present")
                writer.array(hasSegmentPointer) { $0.bool($1) }
            }
        }
        return writer.bytes
    }

    private func writeSegments(_ writer: inout JSONWriter) {
        for segment in PublicSegment.allCases {
            guard let name = segment.adapterName else { continue }
            writer.key(name)
            guard let range = segments[segment.rawValue] else {
                writer.null()
                continue
            }
            writer.object { writer in
                writer.field("begin_addr", integer: range.begin)
                writer.field("stop_ptr", integer: range.stop)
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ memory: RunMemory) {
        object { writer in
            writer.key("config")
            writer.object { writer in
                writer.field("small_max", integer: RunMemory.largestSmall)
                writer.field("log_small_value_capacity", integer: RunMemory.smallCountMax.trailingZeroBitCount)
            }
            writer.key("address_to_id")
            writer.array(memory.addressToId) { $0.integer($1) }
            writer.key("f252_values")
            writer.array(0..<memory.bigCount) { writer, index in
                writer.array(memory.bigWords[8 * index..<8 * index + 8]) { $0.integer($1) }
            }
            writer.key("small_values")
            writer.array(0..<memory.smallCount) { writer, index in
                let words = memory.smallWords[3 * index..<3 * index + 3]
                writer.integer(words.reversed().reduce(UInt128(0)) { $0 << 32 | UInt128($1) })
            }
        }
    }
}
