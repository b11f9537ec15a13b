public import BlockPrograms
import ByteCoding
import CasmModel
public import FiniteFields
import HashFunctions
public import JSONCoding
import SHA2

extension BlockProgram {
    /// Writes the members `program`, `manifest` and `plan` of a block program file.
    ///
    /// `values`: the program's cells after a run. Without them, cells that the run fills are null and there are no
    /// hashes.
    public func write(to w: inout JSONWriter, mode: BlockProgramGenerator.Mode, values: [Felt252]?) {
        w.field("mode", string: mode == .placed ? "P" : "A")
        w.key("program")
        w.object { w in
            w.field("length", integer: cells.count)
            w.field("code", integer: layout.codeCount)
            w.key("main")
            w.bounds(layout.main)
            w.key("routines")
            w.bounds(layout.routines)
            w.field("costs", integer: layout.costs)
            w.key("pointer_cells")
            w.array(pointerCells) { w, cell in w.integer(cell) }
            w.key("advice_cells")
            w.array(adviceCells) { w, cell in w.integer(cell) }
            w.key("data_regions")
            w.array(regions) { w, region in
                w.array { w in
                    w.string(region.name.label)
                    w.integer(region.range.offset)
                    w.integer(region.range.count)
                }
            }
            w.key("felts")
            if let values {
                w.felts(values)
                w.field("blake2s_hash", felt: Blake2Felt252.hash(list: values))
                w.field("sha256", string: HexBytes.encode(SHA256.hash(values.flatMap { $0.bigEndianBytes.reversed() })))
            } else {
                w.array(cells) { w, cell in
                    if let value = cell.value { w.felt(value) } else { w.null() }
                }
            }
        }
        w.key("manifest")
        manifest.write(to: &w)
        w.key("plan")
        w.array(Array(plan.frames.enumerated())) { w, entry in
            w.object { w in
                w.field("frame", integer: entry.offset)
                w.key("alloc")
                w.object { w in
                    for allocation in entry.element.placed {
                        w.field("\(allocation.ordinal)", integer: allocation.offset)
                    }
                }
                w.key("dict_sizes")
                if let sizes = entry.element.dictionarySizes {
                    w.array(sizes) { w, size in w.integer(size) }
                } else {
                    w.null()
                }
            }
        }
    }
}

extension BlockManifest {
    func write(to w: inout JSONWriter) {
        w.object { w in
            w.field("classes", felts: classHashes)
            w.key("frames")
            w.array(frames) { w, frame in frame.write(to: &w) }
        }
    }
}

extension FrameManifest {
    func write(to w: inout JSONWriter) {
        w.object { w in
            w.field("tx", integer: transaction)
            w.key("builtins")
            w.array(builtins) { w, builtin in w.string(builtin.name) }
            w.field("offset", integer: entryOffset)
            w.field("gas_in", integer: gasIn)
            w.field("gas_out", integer: gasOut)
            w.field("failed", integer: failed ? 1 : 0)
            w.field("class", integer: classIndex)
            w.key("transcript")
            w.pair(transcript)
            w.key("calldata")
            w.pair(calldata)
            w.key("usage")
            w.object { w in
                for builtin in builtins where builtin != .segmentArena {
                    w.field(builtin.name, integer: usage[builtin])
                }
            }
            w.key("ret")
            w.array { w in
                w.string(returned.isPlaced ? "placed" : "assert")
                // Empty asserted data has no place.
                if !returned.isPlaced && returned.range.count == 0 {
                    w.null()
                } else {
                    w.integer(returned.range.offset)
                }
                w.integer(returned.range.count)
            }
            w.key("asserts")
            w.array(asserts) { w, array in
                w.array { w in
                    w.integer(array.cell)
                    w.bool(array.hasEnd)
                    w.integer(array.expected.offset)
                    w.integer(array.expected.count)
                }
            }
            w.key("arena")
            if let arena {
                w.object { w in
                    w.field("base", integer: arena.base)
                    w.field("ops", integer: arena.operations)
                    w.field("n", integer: arena.dictionaries)
                    w.field("infos", integer: arena.infos)
                }
            } else {
                w.null()
            }
        }
    }
}

extension DataRegion.Name {
    /// The label in files: frames as `f3`, transactions as `tx0`.
    var label: String {
        switch self {
        case .calldata(let transaction): "tx\(transaction).calldata"
        case .frameCalldata(let frame): "f\(frame).calldata"
        case .blockInfo(let isValidation): isValidation ? "block_info.validate" : "block_info.execute"
        case .infoArray(let transaction, let field): "tx\(transaction).info.\(field)"
        case .transactionInfo(let transaction): "tx\(transaction).info"
        case .metaArray(let frame, let field): "f\(frame).meta.\(field)"
        case .metaInfo(let frame): "f\(frame).meta"
        case .executionInfo(let frame): "f\(frame).info"
        case .transcript(let frame): "f\(frame).tr"
        case .request(let frame, let call, let item): "f\(frame).s\(call).req\(item)"
        case .response(let frame, let call, let item): "f\(frame).s\(call).resp\(item)"
        case .allocation(let frame, let ordinal): "f\(frame).alloc\(ordinal)"
        case .arena(let frame): "f\(frame).arena"
        case .infos(let frame): "f\(frame).infos"
        case .returned(let frame): "f\(frame).ret"
        }
    }
}

extension JSONWriter {
    /// `[offset, count]`
    mutating func pair(_ range: CellRange) {
        array { w in
            w.integer(range.offset)
            w.integer(range.count)
        }
    }

    /// `[first, one past the last]`
    mutating func bounds(_ range: CellRange) {
        array { w in
            w.integer(range.offset)
            w.integer(range.offset + range.count)
        }
    }
}
