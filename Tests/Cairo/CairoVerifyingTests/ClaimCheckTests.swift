import CairoAIR
import CairoVerifying
import Testing

/// One test a rule: a claim of a real proof is broken in exactly one place.
struct ClaimCheckTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let error: ClaimError
        let breaks: @Sendable (inout CairoClaim) -> Void
        var testDescription: String { "\(error)" }
    }

    static let modulus: UInt32 = 0x7fff_ffff

    static func segment(_ segment: PublicSegment, stop: UInt32) -> @Sendable (inout CairoClaim) -> Void {
        { claim in
            let start = claim.publicData[segment]?.start.value ?? 0
            claim.publicData.segments[segment.rawValue]?.stop.value = start &+ stop
        }
    }

    static let cases: [Case] = [
        Case(error: .segmentCount) { $0.publicData.segments.removeLast() },
        Case(error: .idTooLarge) { $0.publicData.program[7].id = modulus },
        Case(error: .idTooLarge) { $0.publicData.output[0].id = modulus },
        Case(error: .idTooLarge) { $0.publicData.safeCallIDs.0 = modulus },
        Case(error: .idTooLarge) { $0.publicData.safeCallIDs.1 = modulus },
        Case(error: .idTooLarge) { $0.publicData.segments[4]?.start.id = modulus },
        Case(error: .idTooLarge) { $0.publicData.segments[4]?.stop.id = .max },
        Case(error: .valueNotCanonical) {
            // The Stark prime itself.
            $0.publicData.program[7].value = SIMD8(1, 0, 0, 0, 0, 0, 17, 0x0800_0000)
        },
        Case(error: .valueNotCanonical) { $0.publicData.output[0].value = SIMD8(repeating: .max) },
        Case(error: .addressTooLarge) { $0.publicData.segments[2]?.start.value = 1 << 29 },
        Case(error: .addressTooLarge) { $0.publicData.final.ap = 1 << 29 },
        Case(error: .initialPC) { $0.publicData.initial.pc = 2 },
        Case(error: .initialAp) { claim in
            claim.publicData.initial.ap = 3
            claim.publicData.initial.fp = 3
        },
        Case(error: .initialFp) { $0.publicData.initial.fp &+= 1 },
        Case(error: .finalPC) { $0.publicData.final.pc = 6 },
        Case(error: .finalAp) { $0.publicData.final.ap = $0.publicData.initial.ap &- 1 },
        Case(error: .finalFp) { $0.publicData.final.fp &+= 1 },
        Case(error: .bootstrap(word: 0)) { $0.publicData.program[0].value[0] &+= 1 },
        Case(error: .bootstrap(word: 1)) { $0.publicData.program[1].value[0] = 10 },
        Case(error: .bootstrap(word: 2)) { $0.publicData.program[2].value[1] &+= 1 },
        Case(error: .bootstrap(word: 4)) { $0.publicData.program[4].value[7] = 1 },
        Case(error: .bootstrap(word: 5)) { $0.publicData.program[5].value[0] = 1 },
        Case(error: .bootstrap(word: 5)) { $0.publicData.program.removeSubrange(5...) },
        Case(error: .outputSegmentMissing) { claim in
            claim.publicData.segments[0] = nil
            claim.publicData.program[1].value[0] = 10
        },
        Case(error: .outputRange) { $0.publicData.segments[0]?.stop.value = 1 },
        Case(error: .outputLength) { $0.publicData.output.removeAll() },
        Case(error: .builtinWithoutAIR(.ecdsa), breaks: segment(.ecdsa, stop: 2)),
        Case(error: .builtinWithoutAIR(.keccak), breaks: segment(.keccak, stop: 16)),
        Case(error: .builtinTableMissing(.rangeCheck), breaks: segment(.rangeCheck, stop: 1)),
        Case(error: .builtinTableMissing(.poseidon), breaks: segment(.poseidon, stop: 6)),
        Case(error: .builtinInstances(.bitwise)) { claim in
            claim[.bitwiseBuiltin] = [4]
            segment(.bitwise, stop: 4)(&claim)
        },
        Case(error: .builtinInstances(.rangeCheck)) { claim in
            claim[.rangeCheckBuiltin] = [4]
            claim.publicData.segments[2]?.stop.value = 7
        },
        Case(error: .builtinRange(.rangeCheck96)) { claim in
            claim[.rangeCheck96Builtin] = [4]
            segment(.rangeCheck96, stop: 17)(&claim)
        },
        Case(error: .builtinRange(.bitwise)) { claim in
            claim[.bitwiseBuiltin] = [29]
            segment(.bitwise, stop: 5)(&claim)
        },
        Case(error: .builtinRange(.addMod)) { claim in
            // The table's last address would be 2^31 - 1, which the field takes for 0.
            claim[.addModBuiltin] = [28]
            claim.publicData.segments[PublicSegment.addMod.rawValue]?.start.value = 1 << 28
            segment(.addMod, stop: 7)(&claim)
        },
        Case(error: .twoPedersenTables) { claim in
            claim[.pedersenBuiltin] = [4]
            claim[.pedersenBuiltinNarrowWindows] = [4]
        },
        Case(error: .tableRepeated(.retOpcode)) { $0[.retOpcode] += [4] },
        Case(error: .tableRepeated(.memoryIdToBig)) { $0[.memoryIdToBig] = Array(repeating: 4, count: 17) },
        Case(error: .tableSize(.retOpcode)) { $0[.retOpcode] = [3] },
        Case(error: .tableSize(.retOpcode)) { $0[.retOpcode] = [30] },
        Case(error: .tableSize(.rangeCheck20)) { $0[.rangeCheck20] = [19] },
        Case(error: .tableMissing(.memoryAddressToId)) { $0[.memoryAddressToId] = [] },
        Case(error: .tooManyAddresses) { $0[.memoryAddressToId] = [26] },
        Case(error: .tooManyLargeValues) { $0[.memoryIdToBig] = [29, 29] },
        Case(error: .tooManyUses(relation: 2)) {
            $0[.addOpcode] = [29]; $0[.addOpcodeSmall] = [29]
        },
    ]

    @Test func `the unbroken claim passes`() throws {
        try GoldenProof(name: "fib_1k", parameters: "quick_small").proof().claim.check()
    }

    @Test(arguments: cases) func `a claim broken in one place is refused by the rule for it`(example: Case) throws {
        var claim = try GoldenProof(name: "fib_1k", parameters: "quick_small").proof().claim
        example.breaks(&claim)
        #expect(throws: example.error) { try claim.check() }
    }

    /// As many steps as there may be, one more row of an opcode, and each alone.
    @Test func `a run of more than 2^29 steps is refused`() throws {
        var claim = try GoldenProof(name: "fib_1k", parameters: "quick_small").proof().claim
        for kind in Self.opcodes { claim[kind] = [] }
        claim[.addOpcode] = [29]
        try claim.check()
        claim[.retOpcode] = [4]
        #expect(throws: ClaimError.tooManySteps) { try claim.check() }
        claim[.addOpcode] = [28]
        claim[.retOpcode] = [28]
        try claim.check()
    }

    static let opcodes: [ComponentKind] = [
        .addOpcode, .addOpcodeSmall, .addApOpcode, .assertEqOpcode, .assertEqOpcodeImm, .assertEqOpcodeDoubleDeref,
        .blakeCompressOpcode, .callOpcodeAbs, .callOpcodeRelImm, .genericOpcode, .jnzOpcodeNonTaken, .jnzOpcodeTaken,
        .jumpOpcodeAbs, .jumpOpcodeDoubleDeref, .jumpOpcodeRel, .jumpOpcodeRelImm, .mulOpcode, .mulOpcodeSmall,
        .qm31AddMulOpcode, .retOpcode,
    ]

    /// Tables that use addresses `2^31 - 64` times in fewer than 2^29 steps: the 66 public cells of the proof reach the
    /// modulus.
    @Test func `public cells count as uses`() throws {
        var claim = try GoldenProof(name: "fib_1k", parameters: "quick_small").proof().claim
        let sizes: [(ComponentKind, UInt32)] = [
            // Three addresses a row.
            (.addOpcode, 28), (.addOpcodeSmall, 27), (.callOpcodeAbs, 26), (.callOpcodeRelImm, 25),
            (.assertEqOpcodeDoubleDeref, 24), (.genericOpcode, 23), (.mulOpcode, 22), (.mulOpcodeSmall, 21),
            (.qm31AddMulOpcode, 20),
            // Two.
            (.assertEqOpcode, 19), (.assertEqOpcodeImm, 18), (.jnzOpcodeTaken, 17), (.jumpOpcodeDoubleDeref, 16),
            (.retOpcode, 15),
            // One, sixteen, seven.
            (.verifyInstruction, 29), (.rangeCheckBuiltin, 15), (.rangeCheck96Builtin, 14), (.addApOpcode, 13),
            (.jnzOpcodeNonTaken, 12), (.jumpOpcodeAbs, 11), (.jumpOpcodeRel, 10), (.jumpOpcodeRelImm, 9),
            (.blakeRound, 16), (.ecOpBuiltin, 6),
        ]
        for (kind, size) in sizes { claim[kind] = [size] }
        #expect(claim.relationUses[2] == (1 << 31) - 64)
        #expect(throws: ClaimError.tooManyUses(relation: 2)) { try claim.check() }
        // Exactly as many uses as the field has elements.
        claim.publicData.program.removeLast(3)
        #expect(throws: ClaimError.tooManyUses(relation: 2)) { try claim.check() }
        claim.publicData.program.removeLast()
        try claim.check()
    }
}
