import CairoAIR

extension WordReader {
    mutating func cells() throws(ProofDecodingError) -> [PublicCell] {
        let count = try count(itemWords: 9)
        var cells: [PublicCell] = []
        cells.reserveCapacity(count)
        for _ in 0..<count {
            let id = try number()
            var value = SIMD8<UInt32>.zero
            for i in 0..<8 { value[i] = try number() }
            cells.append(PublicCell(id: id, value: value))
        }
        return cells
    }

    private mutating func pointer() throws(ProofDecodingError) -> PublicPointer {
        let id = try number(), value = try number()
        return PublicPointer(id: id, value: value)
    }

    private mutating func registers() throws(ProofDecodingError) -> CasmRegisters {
        let pc = try number(), ap = try number(), fp = try number()
        return CasmRegisters(pc: pc, ap: ap, fp: fp)
    }

    /// Program, all eleven segments, output, safe-call ids, registers, then a mark and a size for every table.
    mutating func claim() throws(ProofDecodingError) -> CairoClaim {
        let program = try cells()
        var segments: [PublicSegmentRange?] = []
        for _ in PublicSegment.allCases {
            let start = try pointer(), stop = try pointer()
            segments.append(PublicSegmentRange(start: start, stop: stop))
        }
        let output = try cells()
        let first = try number(), second = try number()
        let initial = try registers(), final = try registers()
        var claim = CairoClaim(
            publicData: PublicData(
                program: program, segments: segments, output: output, safeCallIDs: (first, second),
                initial: initial, final: final))
        for kind in ComponentKind.allCases {
            // The mark of an option: 0 present, 1 absent.
            switch try word() {
            case 0: claim[kind] = try sizes(of: kind)
            case 1: break
            default: throw .invalidMark(word: position &- 1)
            }
        }
        return claim
    }

    private mutating func sizes(of kind: ComponentKind) throws(ProofDecodingError) -> [UInt32] {
        if kind == .memoryIdToBig {
            let count = try count(itemWords: 1)
            guard count <= CairoClaim.bigInstancesMax else { throw .tooManyInstances(word: position &- 1) }
            var sizes: [UInt32] = []
            for _ in 0..<count { sizes.append(try number()) }
            return sizes
        }
        if let fixed = kind.shape.fixedLogSize { return [fixed] }
        return [try number()]
    }
}
