public import CasmModel
import FiniteFields
public import JSONCoding

extension CasmClass {
    /// Writes the class as the compiler's CASM file, in the order of its members.
    public func write(to writer: inout JSONWriter) {
        writer.object { w in
            w.field("prime", string: CasmJSON.prime)
            w.field("compiler_version", string: compilerVersion)
            w.field("bytecode", felts: bytecode)
            if let segmentLengths {
                w.key("bytecode_segment_lengths")
                CasmClass.write(segmentLengths, &w)
            }
            w.key("hints")
            w.array(hints) { w, entry in
                w.array { w in
                    w.integer(entry.position)
                    w.array(entry.hints) { w, hint in CasmClass.write(hint.written, &w) }
                }
            }
            w.key("entry_points_by_type")
            w.object { w in
                for (name, list) in [
                    ("EXTERNAL", entryPoints.external), ("L1_HANDLER", entryPoints.l1Handler),
                    ("CONSTRUCTOR", entryPoints.constructor),
                ] {
                    w.key(name)
                    w.array(list) { w, entry in CasmClass.write(entry, &w) }
                }
            }
        }
    }

    private static func write(_ segments: BytecodeSegments, _ w: inout JSONWriter) {
        switch segments {
        case .leaf(let length): w.integer(length)
        case .node(let children): w.array(children) { w, child in write(child, &w) }
        }
    }

    private static func write(_ entry: CasmEntryPoint, _ w: inout JSONWriter) {
        w.object { w in
            w.field("selector", felt: entry.selector)
            w.field("offset", integer: entry.offset)
            w.key("builtins")
            w.array(entry.builtins) { w, builtin in w.string(builtin.name) }
        }
    }

    private static func write(_ hint: HintFields, _ w: inout JSONWriter) {
        guard !hint.fields.isEmpty else { return w.string(hint.name) }
        w.object { w in
            w.key(hint.name)
            w.object { w in
                for (name, value) in hint.fields {
                    w.key(name)
                    switch value {
                    case .cell(let cell): write(cell, &w)
                    case .operand(let operand): write(operand, &w)
                    case .constant(let felt): w.felt(felt)
                    }
                }
            }
        }
    }

    private static func write(_ cell: CellReference, _ w: inout JSONWriter) {
        w.object { w in
            w.field("register", string: cell.register == .ap ? "AP" : "FP")
            w.field("offset", integer: cell.offset)
        }
    }

    private static func write(_ operand: HintOperand, _ w: inout JSONWriter) {
        w.object { w in
            switch operand {
            case .cell(let cell):
                w.key("Deref")
                write(cell, &w)
            case .indirect(let cell, let offset):
                w.key("DoubleDeref")
                w.array { w in
                    write(cell, &w)
                    w.integer(offset)
                }
            case .immediate(let value):
                w.field("Immediate", felt: value)
            case .sumOfCells(let a, let b): write("Add", a, .cell(b), &w)
            case .sum(let a, let b): write("Add", a, .immediate(b), &w)
            case .productOfCells(let a, let b): write("Mul", a, .cell(b), &w)
            case .product(let a, let b): write("Mul", a, .immediate(b), &w)
            }
        }
    }

    private static func write(_ name: String, _ a: CellReference, _ b: HintOperand, _ w: inout JSONWriter) {
        w.key("BinOp")
        w.object { w in
            w.field("op", string: name)
            w.key("a")
            write(a, &w)
            w.key("b")
            write(b, &w)
        }
    }
}
