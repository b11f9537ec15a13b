import CasmModel
import FiniteFields

extension CodeArea {
    /// The call of one frame and the checks of what it returned (block program §3). Returns the offset of the call.
    ///
    /// Soundness: all five checks are needed (gas, system pointer, failure flag, builtin pointers, data). Without the
    /// system pointer's, a storage write that never happened can be appended to a transcript; see the attack tests.
    static func emitFrame(
        _ frame: FrameManifest, _ known: CodeLayout, _ total: inout BuiltinCounts, _ code: inout Assembler
    ) -> Int {
        for builtin in frame.builtins {
            if builtin == .segmentArena {
                code.push(.pointer((frame.arena?.base ?? 0) + 3))
            } else {
                pushPointer(builtin, total, &code)
            }
        }
        code.push(.felt(Felt252(frame.gasIn)))
        code.push(.pointer(frame.transcript.offset))
        code.push(.pointer(frame.calldata.offset))
        code.push(.pointer(frame.calldata.offset + frame.calldata.count))
        let call = code.cells.count
        code.call(to: known.classBases[frame.classIndex] + frame.entryOffset)
        code.check(-5, is: .felt(Felt252(frame.gasOut)))
        code.check(-4, is: .pointer(frame.transcript.offset + frame.transcript.count))
        code.check(-3, is: .felt(frame.failed ? .one : .zero))
        for (index, builtin) in frame.builtins.enumerated() {
            let place = -(5 + frame.builtins.count - index)
            if builtin == .segmentArena {
                let arena = frame.arena
                code.check(place, is: .pointer((arena?.base ?? 0) + 3 * (1 + (arena?.operations ?? 0))))
            } else {
                total[builtin] += frame.usage[builtin]
                let cells = total[builtin] * builtin.cellsPerInstance
                code.check(place, isFp: firstArgument + Int(builtin.rawValue), plus: Felt252(UInt64(cells)))
            }
        }
        let returned = frame.returned
        if returned.isPlaced {
            code.check(-2, is: .pointer(returned.range.offset))
            code.check(-1, is: .pointer(returned.range.offset + returned.range.count))
        } else {
            emitComparison(returned.range, known, &code)
        }
        for array in frame.asserts {
            code.push(.pointer(array.cell))
            code.pushIndirect(.ap, -1, 0)
            if array.hasEnd {
                code.pushIndirect(.ap, -2, 1)
            } else {
                code.pushSum(.ap, -1, plus: Felt252(UInt64(array.expected.count)))
            }
            emitComparison(array.expected, known, &code)
        }
        return call
    }

    /// Asserts that the array between the two pointers on top of the stack has these contents.
    private static func emitComparison(_ expected: CellRange, _ known: CodeLayout, _ code: inout Assembler) {
        let count = expected.count
        if count == 0 {
            code.checkEqual(-1, -2)
            return
        }
        code.push(.pointer(expected.offset))
        if count <= unrolled {
            code.push(.felt(Felt252(UInt64(count))))
            code.call(to: known.comparisons.short)
        } else {
            code.push(.felt(Felt252(UInt64(count % unrolled))))
            code.push(.felt(Felt252(UInt64(count / unrolled))))
            code.call(to: known.comparisons.long)
        }
    }
}
