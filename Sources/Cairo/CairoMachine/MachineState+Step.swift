/// The complete semantics of one instruction; the fast loop falls back here on anything unusual (EXEC spec §6.2).
extension MachineState {
    /// Decodes the word at the program counter, into the segment's cache where that is its own.
    mutating func decode() throws(MachineError) -> Decoded {
        guard pcSegment < segmentCount else { throw .pcOutsideCode }
        let segment = segments + Int(pcSegment)
        guard pc < segment.pointee.used else { throw .pcOutsideCode }
        let word = read(pcSegment, pc)
        guard word.isKnown else { throw .pcOutsideCode }
        // The fast loop reads immediates unchecked: `peek` makes sure that the next cell lies inside the block.
        var decoded = try Decoded(word: word, next: peek(pcSegment, pc + 1))
        if onlyGeneric { decoded.kind = Kind.generic }
        guard !segment.pointee.codeIsShared else { return decoded }
        if pc >= segment.pointee.codeCount { try growCode(pcSegment) }
        if pc < segment.pointee.codeCount, let code = segment.pointee.code { code[Int(pc)] = decoded }
        return decoded
    }

    /// A decode cache as large as the segment's block: growth is by doubling, so hostile growth stays linear.
    mutating func growCode(_ s: UInt64) throws(MachineError) {
        let segment = segments + Int(s)
        let count = segment.pointee.capacity
        // A cache takes half of what the cells take, and counts against the same budget.
        let added = (count - segment.pointee.codeCount) / 2
        guard added <= cellsLeft, let block = Pages.allocate(Int(count) * 16, huge: false) else { throw .memoryLimit }
        cellsLeft -= added
        let code = block.assumingMemoryBound(to: Decoded.self)
        if let old = segment.pointee.code {
            code.update(from: old, count: Int(segment.pointee.codeCount))
            Pages.release(old, Int(segment.pointee.codeCount) * 16)
        }
        segment.pointee.code = code
        segment.pointee.codeCount = count
    }

    static func at(_ base: UInt64, _ offset: Int16) throws(MachineError) -> UInt64 {
        let (sum, overflow) = Int64(bitPattern: base).addingReportingOverflow(Int64(offset))
        guard !overflow, sum >= 0 else { throw .addressRange }
        return UInt64(sum)
    }

    /// One instruction by the book: operands, deduction, checks, register update.
    @inline(never)
    mutating func step(_ d: Decoded) throws(MachineError) {
        let dstOffset = try MachineState.at(d.dstFP ? fp : ap, d.dst)
        let op0Offset = try MachineState.at(d.op0FP ? fp : ap, d.op0)
        var dst = read(1, dstOffset), op0 = read(1, op0Offset)
        let op1Segment: UInt64, op1Offset: UInt64
        switch d.source {
        case 1: (op1Segment, op1Offset) = (pcSegment, try MachineState.at(pc, d.op1))
        case 2: (op1Segment, op1Offset) = (1, try MachineState.at(fp, d.op1))
        case 4: (op1Segment, op1Offset) = (1, try MachineState.at(ap, d.op1))
        default:
            guard op0.isKnown else { throw .unknownOperand }
            guard op0.isPointer else { throw .notPointer }
            (op1Segment, op1Offset) = (op0.l1, try MachineState.at(op0.l0, d.op1))
        }
        var op1 = try readOrDeduce(op1Segment, op1Offset)
        let returnPC = MemoryValue.pointer(pcSegment, pc &+ UInt64(d.size))
        if !op0.isKnown {
            if d.opcode == 1 {
                op0 = returnPC
            } else if d.opcode == 4 && dst.isKnown && op1.isKnown {
                op0 = try MachineState.invert(dst, op1, d)
            }
            guard op0.isKnown else { throw .unknownOperand }
            try write(1, op0Offset, op0, accessed: true)
            if !op1.isKnown { op1 = read(op1Segment, op1Offset) }
        }
        if !op1.isKnown {
            if d.opcode == 4 && dst.isKnown {
                op1 = d.logic == 0 ? dst : try MachineState.invert(dst, op0, d)
            }
            guard op1.isKnown else { throw .unknownOperand }
            try write(op1Segment, op1Offset, op1, accessed: true)
        }
        var res = MemoryValue.unknown
        if d.jump != 4 {
            switch (d.logic, d.ext) {
            case (0, _): res = op1
            case (1, 3): res = try PackedExtension.add(op0, op1)
            case (_, 3): res = try PackedExtension.multiply(op0, op1)
            case (1, _): res = try MachineState.add(op0, op1)
            default: res = try MachineState.multiply(op0, op1)
            }
        }
        if !dst.isKnown {
            dst = read(1, dstOffset)
            if !dst.isKnown {
                switch d.opcode {
                case 4:
                    // A conditional jump has no result to assert.
                    guard res.isKnown else { throw .unknownDestination }
                    dst = res
                case 1: dst = .pointer(1, fp)
                default: throw .unknownDestination
                }
                try write(1, dstOffset, dst, accessed: true)
            }
        }
        if d.opcode == 4 {
            guard dst.same(res) else { throw .assertionFailed }
        } else if d.opcode == 1 {
            guard op0.same(returnPC), dst.same(.pointer(1, fp)) else { throw .assertionFailed }
        }
        if d.ext == 1 || d.ext == 2 { try blake(counter: dst, state: op0, message: (op1Segment, op1Offset), d) }
        try updateRegisters(d, dst, op1, res)
    }

    /// The factor or summand that makes `other` into `dst`; unknown when every value would do.
    static func invert(_ dst: MemoryValue, _ other: MemoryValue, _ d: Decoded) throws(MachineError) -> MemoryValue {
        if d.ext == 3 {
            return d.logic == 1 ? try PackedExtension.subtract(dst, other) : try PackedExtension.divide(dst, other)
        }
        if d.logic == 1 { return try subtract(dst, other) }
        if d.logic == 2 && !other.isZeroFelt { return try divide(dst, other) }
        return .unknown
    }

    private mutating func updateRegisters(
        _ d: Decoded, _ dst: MemoryValue, _ op1: MemoryValue, _ res: MemoryValue
    ) throws(MachineError) {
        var newPC = pc &+ UInt64(d.size), newSegment = pcSegment
        switch d.jump {
        case 1:
            guard res.isPointer else { throw .notPointer }
            (newPC, newSegment) = (res.l0, res.l1)
        case 2:
            guard !res.isPointer else { throw .notFelt }
            newPC = try MachineState.offset(pc, res)
        case 4 where !dst.isZeroFelt:
            guard !op1.isPointer else { throw .notFelt }
            newPC = try MachineState.offset(pc, op1)
        default: break
        }
        var newAP = ap
        if d.opcode == 1 {
            newAP = ap &+ 2
        } else if d.apUpdate == 1 {
            guard res.isKnown, !res.isPointer else { throw .notFelt }
            newAP = try MachineState.offset(ap, res)
        } else if d.apUpdate == 2 {
            newAP = ap &+ 1
        }
        var newFP = fp
        if d.opcode == 1 {
            newFP = newAP
        } else if d.opcode == 2 {
            // As the reference: the saved frame pointer of the first frame may point to another segment.
            guard dst.isPointer || dst.l1 | dst.l2 | dst.top == 0 else { throw .addressRange }
            newFP = dst.l0
        }
        guard newAP <= segmentCellsMax, newFP <= segmentCellsMax, Int64(bitPattern: newPC) >= 0 else {
            throw .memoryLimit
        }
        pc = newPC
        pcSegment = newSegment
        ap = newAP
        fp = newFP
    }

    /// The word, computed by its builtin when unknown.
    mutating func readOrDeduce(_ s: UInt64, _ o: UInt64) throws(MachineError) -> MemoryValue {
        let v = read(s, o)
        if v.isKnown || s >= segmentCount || segments[Int(s)].builtin == 0 { return v }
        return try deduce(s, o)
    }
}
