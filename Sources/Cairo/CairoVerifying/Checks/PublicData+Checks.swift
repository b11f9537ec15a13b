extension PublicData {
    /// Ids and values are canonical, addresses are in range: two encodings of one statement must not both pass.
    func checkValues() throws(ClaimError) {
        guard segments.count == PublicSegment.allCases.count else { throw .segmentCount }
        let modulus: UInt32 = 0x7fff_ffff
        for cell in program {
            guard cell.id < modulus else { throw .idTooLarge }
            guard ValueLimbs.isCanonical(cell.value) else { throw .valueNotCanonical }
        }
        for cell in output {
            guard cell.id < modulus else { throw .idTooLarge }
            guard ValueLimbs.isCanonical(cell.value) else { throw .valueNotCanonical }
        }
        guard safeCallIDs.0 < modulus, safeCallIDs.1 < modulus else { throw .idTooLarge }
        for segment in presentSegments {
            for pointer in [segment.start, segment.stop] {
                guard pointer.id < modulus else { throw .idTooLarge }
                guard UInt64(pointer.value) < CairoClaim.addressBound else { throw .addressTooLarge }
            }
        }
        for state in [initial, final] {
            for register in [state.pc, state.ap, state.fp] where UInt64(register) >= CairoClaim.addressBound {
                throw .addressTooLarge
            }
        }
        guard UInt64(program.count) < CairoClaim.addressBound else { throw .addressTooLarge }
    }

    /// The run starts at the program's beginning with an empty stack and ends in the loop behind its first call.
    func checkRegisters() throws(ClaimError) {
        guard initial.pc == 1 else { throw .initialPC }
        guard initial.ap > 3 else { throw .initialAp }
        guard initial.fp == initial.ap else { throw .initialFp }
        guard final.pc == 5 else { throw .finalPC }
        guard final.ap >= initial.ap else { throw .finalAp }
        guard final.fp == initial.fp else { throw .finalFp }
    }

    /// The bootstrap: `ap += number of segments; call rel main; jmp rel 0`. The call's target, word 3, is free.
    func checkProgram() throws(ClaimError) {
        let present = UInt32(truncatingIfNeeded: presentSegments.count)
        let words: [(index: Int, low: UInt32, high: UInt32)] = [
            (0, 0x7fff_7fff, 0x0407_8001), (1, present, 0), (2, 0x8001_8000, 0x1104_8001),
            (4, 0x7fff_7fff, 0x0107_8001), (5, 0, 0),
        ]
        for word in words {
            guard word.index < program.count,
                program[word.index].value == SIMD8(word.low, word.high, 0, 0, 0, 0, 0, 0)
            else { throw .bootstrap(word: word.index) }
        }
    }
}
