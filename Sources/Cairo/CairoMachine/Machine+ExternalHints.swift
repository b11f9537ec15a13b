import CasmModel

/// Hints that only executables carry: arguments, relocation of temporary segments, marks for the runner.
extension Machine {
    func runExternal(_ hint: Hint) throws(MachineError) {
        switch hint {
        case .addRelocationRule(let source, let destination):
            try addRelocationRule(from: try address(source), to: try address(destination))
        case .writeRunParam(let index, let dst):
            guard let number = Int(exactly: try small(index)), let arguments = environment.runParameters(number) else {
                throw .hintNotAllowed
            }
            try write(arguments, at: MachineAddress(segment: 1, offset: try offset(dst)), depth: 0)
        default: break
        }
    }

    /// Writes arguments in order, arrays as two pointers to a segment of their own.
    private func write(_ arguments: [RunArgument], at start: MachineAddress, depth: Int) throws(MachineError) {
        guard depth < 64 else { throw .hint }
        var cell = start
        for argument in arguments {
            switch argument {
            case .felt(let value):
                try write(value, at: cell)
                cell.offset += 1
            case .array(let elements):
                let array = MachineAddress(segment: try addSegment(), offset: 0)
                let size = elements.reduce(0) { sum, element in
                    if case .array = element { return sum + 2 }
                    return sum + 1
                }
                try write(MemoryValue(array), at: cell)
                try write(
                    MemoryValue(MachineAddress(segment: array.segment, offset: UInt64(size))),
                    at:
                        MachineAddress(segment: cell.segment, offset: cell.offset + 1))
                cell.offset += 2
                try write(elements, at: array, depth: depth + 1)
            }
        }
    }
}
