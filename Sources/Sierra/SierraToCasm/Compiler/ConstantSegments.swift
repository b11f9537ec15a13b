import SierraModel

/// Data behind the code: boxed constants, by the segments that they were declared for, and the tables of circuits. Each
/// segment begins with a `ret`, so that jumping into it does nothing (EXEC §4.6).
struct ConstantSegments {
    private struct Segment {
        var values: [SierraInteger] = []
        var offsets: [TypeID: Int] = [:]
        /// From the end of the code.
        var start = 0
    }

    private var segments: [Segment] = []
    private var circuits: [TypeID: Int] = [:]
    /// Words of all segments.
    private(set) var total = 0

    /// The segments of the program's library functions, in at most so many words.
    init(_ module: SierraModule, _ constants: ConstantTable, limit: Int) throws(CompilationError) {
        var left = limit
        for libfunc in module.libfuncs {
            guard case .constantAsBox(let type, let segment) = libfunc.operation else { continue }
            guard segment <= segments.count else { throw .constantSegments }
            try add(try constants.values(type), type, to: segment, &left)
        }
        for libfunc in module.libfuncs {
            guard case .circuitDescriptor(let type) = libfunc.operation,
                case .circuit(let circuit) = module.types[type].kind
            else { continue }
            var values: [SierraInteger] = []
            for gate in circuit.additions + circuit.products {
                for place in [gate.left, gate.right, gate.output] {
                    values.append(SierraInteger(place * Circuit.valueSize))
                }
            }
            circuits[type] = segments.count
            try add(values, type, to: segments.count, &left)
        }
        for index in segments.indices {
            segments[index].start = total
            total += 1 + segments[index].values.count
        }
    }

    private mutating func add(
        _ values: [SierraInteger], _ type: TypeID, to segment: Int, _ left: inout Int
    ) throws(CompilationError) {
        if segment == segments.count {
            segments.append(Segment())
            left -= 1
        }
        left -= values.count
        guard left >= 0 else { throw .codeTooLarge }
        segments[segment].offsets[type] = segments[segment].values.count
        segments[segment].values += values
    }

    /// Words of each segment.
    var lengths: [Int] { segments.map { 1 + $0.values.count } }

    /// Where the target of a relocation stands, from the end of the code; nil for statements and for what is not there.
    func offset(of target: Relocation.Target) -> Int? {
        switch target {
        case .statement: return nil
        case .segment(let segment): return segments.indices.contains(segment) ? segments[segment].start : nil
        case .constant(let type, let segment): return offset(of: type, in: segment)
        case .circuit(let type): return circuits[type].flatMap { offset(of: type, in: $0) }
        case .end: return total
        }
    }

    private func offset(of type: TypeID, in segment: Int) -> Int? {
        guard segments.indices.contains(segment), let offset = segments[segment].offsets[type] else { return nil }
        return segments[segment].start + offset
    }

    /// The values of each segment, behind its `ret`.
    var segmentValues: [[SierraInteger]] { segments.map { $0.values } }
}
