extension CairoProgram {
    /// The same code without fused instructions: every step takes the complete path. For comparison in tests.
    @_spi(Testing)
    public convenience init(completePathOnly words: [MemoryValue?]) {
        self.init(words: words, actions: [], stop: nil)
        for i in 0..<count where decoded[i].kind != Kind.undecoded {
            decoded[i].kind = Kind.generic
            decoded[i].real = Kind.generic
        }
    }
}

extension Machine {
    /// Sends code outside the program to the complete path, too.
    @_spi(Testing)
    public func useCompletePathOnly() { state.pointee.onlyGeneric = true }

    /// Every cell of every segment with its marks, and the registers.
    @_spi(Testing)
    public var snapshot: [UInt64] {
        let s = state.pointee
        var words = [s.pcSegment, s.pc, s.ap, s.fp, s.steps, s.segmentCount]
        for i in 0..<Int(s.segmentCount) {
            words.append(s.segments[i].used)
            for o in 0..<Int(s.segments[i].used) {
                let v = s.segments[i].base[o]
                words += [v.l0, v.l1, v.l2, v.l3]
            }
        }
        return words
    }

    /// The recorded steps.
    @_spi(Testing)
    public var traceEntries: [TraceEntry] {
        guard let trace = state.pointee.trace else { return [] }
        return (0..<Int(state.pointee.steps)).map { trace[$0] }
    }
}
