import CairoAIR
import CairoVerifying
import FiniteFields
import JSONCoding

extension JSONWriter {
    private mutating func write(_ cells: [PublicCell]) {
        array(cells) { writer, cell in
            writer.array { writer in
                writer.integer(cell.id)
                writer.array((0..<8).map { cell.value[$0] }) { $0.integer($1) }
            }
        }
    }

    private mutating func write(_ pointer: PublicPointer) {
        object { writer in
            writer.field("id", integer: pointer.id)
            writer.field("value", integer: pointer.value)
        }
    }

    private mutating func write(_ range: PublicSegmentRange?) {
        guard let range else { return null() }
        object { writer in
            writer.key("start_ptr")
            writer.write(range.start)
            writer.key("stop_ptr")
            writer.write(range.stop)
        }
    }

    private mutating func write(_ registers: CasmRegisters) {
        object { writer in
            writer.field("pc", integer: registers.pc)
            writer.field("ap", integer: registers.ap)
            writer.field("fp", integer: registers.fp)
        }
    }

    private mutating func write(_ data: PublicData) {
        object { writer in
            writer.key("public_memory")
            writer.object { writer in
                writer.key("program")
                writer.write(data.program)
                writer.key("public_segments")
                writer.object { writer in
                    for segment in PublicSegment.allCases {
                        writer.key(segment.title)
                        writer.write(data[segment])
                    }
                }
                writer.key("output")
                writer.write(data.output)
                writer.key("safe_call_ids")
                writer.array([data.safeCallIDs.0, data.safeCallIDs.1]) { $0.integer($1) }
            }
            writer.key("initial_state")
            writer.write(data.initial)
            writer.key("final_state")
            writer.write(data.final)
        }
    }

    mutating func write(_ claim: CairoClaim) {
        object { writer in
            writer.key("public_data")
            writer.write(claim.publicData)
            for kind in ComponentKind.allCases {
                writer.key(kind.title)
                let sizes = claim[kind]
                if kind == .memoryIdToBig {
                    writer.object { writer in
                        writer.key("big_log_sizes")
                        writer.array(sizes) { $0.integer($1) }
                    }
                } else if let size = sizes.first {
                    writer.object { writer in
                        guard kind.shape.fixedLogSize == nil else { return }
                        writer.field("log_size", integer: size)
                    }
                } else {
                    writer.null()
                }
            }
        }
    }

    mutating func writeSums(of proof: CairoProof) {
        var sums = proof.claimedSums.makeIterator()
        object { writer in
            for kind in ComponentKind.allCases {
                writer.key(kind.title)
                let own = proof.claim[kind].compactMap { _ in sums.next() }
                if kind == .memoryIdToBig {
                    writer.object { writer in
                        writer.key("big_claimed_sums")
                        writer.array(own) { $0.write($1) }
                        writer.key("claimed_sum")
                        writer.write(proof.bigClaimedSum ?? own.reduce(.zero) { $0 + $1 })
                    }
                } else if let sum = own.first {
                    writer.object { writer in
                        writer.key("claimed_sum")
                        writer.write(sum)
                    }
                } else {
                    writer.null()
                }
            }
        }
    }
}
