import CairoAIR
import CairoVerifying
import FiniteFields

/// The claims, members in the reference's order (STWO §4.10).
extension SerdeSink {
    private mutating func write(_ cells: [PublicCell]) {
        sequence(cells) { sink, cell in
            sink.tuple(0..<2) { sink, part in
                if part == 0 { sink.number(cell.id) } else { sink.tuple(0..<8) { $0.number(cell.value[$1]) } }
            }
        }
    }

    private mutating func write(_ pointer: PublicPointer) {
        structure { sink in
            sink.member("id", pointer.id)
            sink.member("value", pointer.value)
        }
    }

    private mutating func write(_ range: PublicSegmentRange) {
        structure { sink in
            sink.member("start_ptr") { $0.write(range.start) }
            sink.member("stop_ptr") { $0.write(range.stop) }
        }
    }

    mutating func write(_ registers: CasmRegisters) {
        structure { sink in
            sink.member("pc", registers.pc)
            sink.member("ap", registers.ap)
            sink.member("fp", registers.fp)
        }
    }

    private mutating func writeSegments(of data: PublicData) {
        structure { sink in
            for segment in PublicSegment.allCases {
                let range = data[segment]
                sink.member(segment.title) { sink in
                    // The one segment that the reference does not let be absent.
                    if segment == .output, let range { return sink.write(range) }
                    sink.optional(range.map { range in { $0.write(range) } })
                }
            }
        }
    }

    private mutating func write(_ data: PublicData) {
        structure { sink in
            sink.member("public_memory") { sink in
                sink.structure { sink in
                    sink.member("program") { $0.write(data.program) }
                    sink.member("public_segments") { $0.writeSegments(of: data) }
                    sink.member("output") { $0.write(data.output) }
                    sink.member("safe_call_ids") { sink in
                        sink.tuple([data.safeCallIDs.0, data.safeCallIDs.1]) { $0.number($1) }
                    }
                }
            }
            sink.member("initial_state") { $0.write(data.initial) }
            sink.member("final_state") { $0.write(data.final) }
        }
    }

    mutating func write(_ claim: CairoClaim) {
        structure { sink in
            sink.member("public_data") { $0.write(claim.publicData) }
            for kind in ComponentKind.allCases {
                let sizes = claim[kind]
                sink.member(kind.title) { sink in
                    if kind == .memoryIdToBig {
                        sink.optional { sink in
                            sink.structure { sink in
                                sink.member("big_log_sizes") { $0.sequence(sizes) { $0.number($1) } }
                            }
                        }
                    } else {
                        sink.optional(
                            sizes.first.map { size in
                                { sink in
                                    sink.structure { sink in
                                        if kind.shape.fixedLogSize == nil { sink.member("log_size", size) }
                                    }
                                }
                            })
                    }
                }
            }
        }
    }

    mutating func writeSums(of proof: CairoProof) {
        var sums = proof.claimedSums.makeIterator()
        structure { sink in
            for kind in ComponentKind.allCases {
                let own = proof.claim[kind].compactMap { _ in sums.next() }
                sink.member(kind.title) { sink in
                    if kind == .memoryIdToBig {
                        sink.optional { sink in
                            sink.structure { sink in
                                sink.member("big_claimed_sums") { $0.write(own) }
                                let sum = proof.bigClaimedSum ?? own.reduce(.zero) { $0 + $1 }
                                sink.member("claimed_sum") { $0.write(sum) }
                            }
                        }
                    } else {
                        sink.optional(
                            own.first.map { sum in
                                { sink in sink.structure { sink in sink.member("claimed_sum") { $0.write(sum) } } }
                            })
                    }
                }
            }
        }
    }
}
