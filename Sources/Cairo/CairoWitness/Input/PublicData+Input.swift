import CairoAIR
public import CairoVerifying

extension PublicData {
    /// What a run claims publicly: program, safe call, segment pointers and output, read from its memory (STWO §6.6).
    public init(_ input: ProverInput) throws(WitnessError) {
        func cell(_ address: UInt32) throws(WitnessError) -> PublicCell {
            guard let id = input.memory.id(at: address), let value = input.memory.value(id: id) else {
                throw .publicMemory
            }
            return PublicCell(id: id, value: value)
        }
        func cells(_ range: Range<UInt32>) throws(WitnessError) -> [PublicCell] {
            guard range.upperBound <= input.memory.addressToId.count else { throw .publicMemory }
            var cells: [PublicCell] = []
            for address in range { cells.append(try cell(address)) }
            return cells
        }
        func pointer(_ address: UInt32) throws(WitnessError) -> PublicPointer {
            let cell = try cell(address)
            for k in 1..<8 where cell.value[k] != 0 { throw .publicMemory }
            return PublicPointer(id: cell.id, value: cell.value[0])
        }
        let initial = input.initial, final = input.final
        let pointers = UInt32(input.hasSegmentPointer.count { $0 })
        guard initial.pc >= 1, initial.ap >= 2, initial.pc <= initial.ap - 2, initial.ap < 1 << 29, final.ap < 1 << 29,
            final.ap >= pointers
        else { throw .outOfRange(.register) }
        let program = try cells(initial.pc..<initial.ap - 2)
        let savedAp = try cell(initial.ap - 2), zero = try cell(initial.ap - 1)
        guard savedAp.value == SIMD8(initial.ap, 0, 0, 0, 0, 0, 0, 0), zero.value == SIMD8(repeating: 0) else {
            throw .publicMemory
        }
        var segments: [PublicSegmentRange?] = [], offset: UInt32 = 0
        for isPresent in input.hasSegmentPointer {
            guard isPresent else {
                segments.append(nil)
                continue
            }
            let start = try pointer(initial.ap + offset), stop = try pointer(final.ap - pointers + offset)
            segments.append(PublicSegmentRange(start: start, stop: stop))
            offset += 1
        }
        var output: [PublicCell] = []
        if case let range?? = segments.first {
            guard range.start.value <= range.stop.value else { throw .publicMemory }
            output = try cells(range.start.value..<range.stop.value)
        }
        self.init(
            program: program, segments: segments, output: output, safeCallIDs: (savedAp.id, zero.id), initial: initial,
            final: final)
    }
}
