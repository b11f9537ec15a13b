import CasmModel
import EllipticCurves
import FiniteFields
import HashFunctions

/// The hints of CASM classes (EXEC spec §6.6): dispatch and operands. Families live in files of their own.
extension Machine {
    func run(_ hint: Hint) throws(MachineError) {
        switch hint {
        case .systemCall(let system):
            try environment.systemCall(self, at: try address(system))
        case .cheatcode: throw .hintNotAllowed
        case .allocSegment(let dst):
            let start = try environment.allocateSegment(self)
            allocations.append(Allocation(start: start, cells: nil))
            try put(dst, MemoryValue(start))
        case .allocConstantSize(let size, let dst):
            let cells = try small(size)
            let start = try allocate(cells: cells)
            allocations.append(Allocation(start: start, cells: cells))
            try put(dst, MemoryValue(start))
        case .testLessThan(let lhs, let rhs, let dst):
            try put(dst, .small(Machine.isLess(try felt(lhs), try felt(rhs)) ? 1 : 0))
        case .testLessThanOrEqual(let lhs, let rhs, let dst), .testLessThanOrEqualAddress(let lhs, let rhs, let dst):
            try put(dst, .small(Machine.isLess(try value(rhs), try value(lhs)) ? 0 : 1))
        case .debugPrint: break
        case .wideMul128(let lhs, let rhs, let high, let low):
            guard let a = try felt(lhs).asUInt128, let b = try felt(rhs).asUInt128 else { throw .hint }
            let product = a.multipliedFullWidth(by: b)
            try put(high, .wide(product.high))
            try put(low, .wide(product.low))
        case .divMod(let lhs, let rhs, let quotient, let remainder):
            let (q, r) = try Machine.divide(try felt(lhs), try felt(rhs))
            try put(quotient, q)
            try put(remainder, r)
        case .linearSplit(let value, let scalar, let xMax, let x, let y):
            let value = try felt(value), scalar = try felt(scalar), limit = try felt(xMax)
            var quotient = try Machine.divide(value, scalar).quotient
            if Machine.isLess(limit, quotient) { quotient = limit }
            try put(x, quotient)
            try put(y, WordField.sub(value, WordField.mul(quotient, scalar)))
        case .squareRoot(let value, let dst):
            guard let root = WideNumber(try felt(value)).squareRoot.asFelt else { throw .hint }
            try put(dst, root)
        case .fieldSqrt(let value, let root):
            guard let x = try felt(value).asFelt, let y = x.squareRoot ?? (x * Felt252(3 as UInt64)).squareRoot else {
                throw .hint
            }
            let a = MemoryValue(y), b = MemoryValue(-y)
            try put(root, Machine.isLess(b, a) ? b : a)
        case .randomEcPoint(let x, let y):
            let point = ArbitraryPoints.point(hints.pointCount, seed: environment.pointSeed())
            hints.pointCount += 1
            try put(x, MemoryValue(point.x))
            try put(y, MemoryValue(point.y))
        case .uint256DivMod, .uint512DivModByUint256, .uint256SquareRoot, .u256InvModN:
            try runInteger(hint)
        case .evalCircuit(let addCount, let addBuiltin, let mulCount, let mulBuiltin):
            try evaluateCircuit(
                add: try address(addBuiltin), addCount: try small(addCount), multiply: try address(mulBuiltin),
                mulCount: try small(mulCount))
        case .assertLeFindSmallArcs(let rangeCheck, let a, let b):
            try findSmallArcs(try address(rangeCheck), try felt(a), try felt(b))
        case .assertLeIsFirstArcExcluded(let dst): try put(dst, .small(hints.excludedArc != 0 ? 1 : 0))
        case .assertLeIsSecondArcExcluded(let dst): try put(dst, .small(hints.excludedArc != 1 ? 1 : 0))
        case .assertCurrentAccessIndicesIsEmpty, .assertAllAccessesUsed, .assertAllKeysUsed,
            .assertLeAssertThirdArcExcluded, .assertLtAssertValidInput:
            break
        case .addRelocationRule, .writeRunParam, .addMarker, .addTrace: try runExternal(hint)
        default: try runDictionary(hint)
        }
    }

    // MARK: - Operands

    func offset(_ cell: CellReference) throws(MachineError) -> UInt64 {
        try MachineState.at(cell.register == .ap ? state.pointee.ap : state.pointee.fp, cell.offset)
    }

    func value(_ cell: CellReference) throws(MachineError) -> MemoryValue {
        let v = state.pointee.peek(1, try offset(cell))
        guard v.isKnown else { throw .hint }
        return v
    }

    /// The value of an operand, felt or pointer.
    func value(_ operand: HintOperand) throws(MachineError) -> MemoryValue {
        switch operand {
        case .cell(let cell): return try value(cell)
        case .immediate(let felt): return MemoryValue(felt)
        case .indirect(let cell, let offset):
            let pointer = try value(cell)
            guard pointer.isPointer else { throw .notPointer }
            let v = state.pointee.peek(pointer.l1, try MachineState.at(pointer.l0, offset))
            guard v.isKnown else { throw .hint }
            return v
        case .sum(let cell, let felt): return try MachineState.add(try value(cell), MemoryValue(felt))
        case .sumOfCells(let a, let b): return try MachineState.add(try value(a), try value(b))
        case .product(let cell, let felt): return try MachineState.multiply(try value(cell), MemoryValue(felt))
        case .productOfCells(let a, let b): return try MachineState.multiply(try value(a), try value(b))
        }
    }

    func felt(_ operand: HintOperand) throws(MachineError) -> MemoryValue {
        let v = try value(operand)
        guard !v.isPointer else { throw .notFelt }
        return v
    }

    func small(_ operand: HintOperand) throws(MachineError) -> UInt64 {
        guard let x = try value(operand).asUInt64 else { throw .hint }
        return x
    }

    func address(_ operand: HintOperand) throws(MachineError) -> MachineAddress {
        guard let address = try value(operand).asAddress else { throw .notPointer }
        return address
    }

    func put(_ cell: CellReference, _ value: MemoryValue) throws(MachineError) {
        try state.pointee.write(1, try offset(cell), value, accessed: false)
    }

    // MARK: - Numbers

    /// a < b for two felts, or for two pointers into one segment. Felts come before pointers.
    static func isLess(_ a: MemoryValue, _ b: MemoryValue) -> Bool {
        if a.isPointer || b.isPointer {
            guard a.isPointer, b.isPointer else { return b.isPointer }
            return a.l1 != b.l1 ? a.l1 < b.l1 : a.l0 < b.l0
        }
        if a.top != b.top { return a.top < b.top }
        if a.l2 != b.l2 { return a.l2 < b.l2 }
        if a.l1 != b.l1 { return a.l1 < b.l1 }
        return a.l0 < b.l0
    }

    /// Quotient and remainder of two felts as integers.
    static func divide(
        _ a: MemoryValue, _ b: MemoryValue
    ) throws(MachineError) -> (quotient: MemoryValue, remainder: MemoryValue) {
        guard !b.isZeroFelt else { throw .hint }
        if let x = a.asUInt128, let y = b.asUInt128 {
            let (q, r) = x.quotientAndRemainder(dividingBy: y)
            return (.wide(q), .wide(r))
        }
        guard let (q, r) = WideNumber(a).divided(by: WideNumber(b)), let quotient = q.asFelt, let remainder = r.asFelt
        else { throw .hint }
        return (quotient, remainder)
    }

    /// Cells of the run's bump segment, unless the environment places them.
    func allocate(cells: UInt64) throws(MachineError) -> MachineAddress {
        guard cells < 1 << 30 else { throw .hint }
        if let placed = try environment.allocate(self, cells: cells) { return placed }
        let start: MachineAddress
        if let bump = hints.bump {
            start = bump
        } else {
            start = MachineAddress(segment: try addSegment(), offset: 0)
        }
        guard start.offset < 1 << 30 else { throw .memoryLimit }
        hints.bump = MachineAddress(segment: start.segment, offset: start.offset + cells)
        return start
    }

    /// Splits the arcs 0…a…b…−1 of the field into small parts; the longest one is left out.
    func findSmallArcs(_ rangeCheck: MachineAddress, _ a: MemoryValue, _ b: MemoryValue) throws(MachineError) {
        let arcs = [(a, 0), (WordField.sub(b, a), 1), (WordField.sub(WordField.negative(.small(1)), b), 2)]
        let sorted = arcs.sorted { x, y in
            Machine.isLess(x.0, y.0) || (x.0.same(y.0) && x.1 < y.1)
        }
        hints.excludedArc = sorted[2].1
        // ceil(p / 3 / 2^128) and ceil(p / 2 / 2^128).
        let thirds = MemoryValue.wide(3_544_607_988_759_775_765_608_368_578_435_044_694)
        let halves = MemoryValue.wide(5_316_911_983_139_663_648_412_552_867_652_567_041)
        var cell = rangeCheck
        for (arc, divisor) in [(sorted[0].0, thirds), (sorted[1].0, halves)] {
            let (quotient, remainder) = try Machine.divide(arc, divisor)
            try write(remainder, at: cell)
            try write(quotient, at: MachineAddress(segment: cell.segment, offset: cell.offset &+ 1))
            cell.offset = cell.offset &+ 2
        }
    }
}
