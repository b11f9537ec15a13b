public import CasmModel

/// What is checked when a run has ended.
extension Machine {
    /// Checks the builtin segments: inputs complete, outputs as computed (missing ones are written), range checks held
    /// on every write already.
    public func completeBuiltins() throws(MachineError) {
        for s in 0..<state.pointee.segmentCount {
            guard let builtin = state.pointee.builtin(of: s) else { continue }
            switch builtin {
            case .addMod, .mulMod: try checkModular(s, multiplies: builtin == .mulMod)
            case .rangeCheck, .output, .segmentArena: break
            case .ecdsa: if state.pointee.segments[Int(s)].used > 0 { throw .builtin }
            case .rangeCheck96: fillHoles(s)
            default: try state.pointee.completeBuiltin(s)
            }
        }
    }

    /// Unused cells of a range-check segment get zero: a proof has a value in every cell.
    private func fillHoles(_ s: UInt64) {
        let segment = state.pointee.segments[Int(s)]
        for o in 0..<Int(segment.used) where !segment.base[o].isKnown {
            segment.base[o] = MemoryValue(0, 0, 0, MemoryValue.known)
        }
    }

    private func checkModular(_ s: UInt64, multiplies: Bool) throws(MachineError) {
        let size = state.pointee.segments[Int(s)].used
        var previous: ModularInputs?
        var offset: UInt64 = 0
        while offset < size {
            let inputs = try modularInputs(MachineAddress(segment: s, offset: offset))
            if let last = previous, last.count > 1 {
                guard inputs.words == last.words, inputs.values == last.values, inputs.count == last.count - 1,
                    inputs.offsets == last.offsets.advanced(by: 3)
                else { throw .builtin }
            }
            guard let a = try modularNumber(try operand(inputs, 0)), let b = try modularNumber(try operand(inputs, 1)),
                let c = try modularNumber(try operand(inputs, 2)), !inputs.p.isZero,
                let full = multiplies ? a.multiplied(by: b) : a.adding(b),
                let x = full.divided(by: inputs.p)?.remainder, let y = c.divided(by: inputs.p)?.remainder,
                x.asWords == y.asWords
            else { throw .builtin }
            previous = inputs
            offset += 7
        }
        if let previous, previous.count != 1 { throw .builtin }
    }

    /// The instances of a builtin that the run used, rounded up.
    public func instances(of builtin: Builtin) -> UInt64 {
        for s in 0..<state.pointee.segmentCount where state.pointee.builtin(of: s) == builtin {
            let cells = UInt64(builtin.cellsPerInstance)
            return (state.pointee.segments[Int(s)].used + cells - 1) / cells
        }
        return 0
    }
}

extension WideNumber {
    /// All limbs, for comparison.
    var asWords: [UInt64] {
        var words: [UInt64] = []
        for i in 0..<length { words.append(w[i]) }
        return words
    }
}
