public import ConstraintSystems

extension ComponentKind {
    /// The component's text for any evaluator. Every evaluator of a prover or verifier gets a concrete entry point below:
    /// there, and only there, the compiler specialises the descriptions. Called from another module this one runs through
    /// witness tables, a hundred times slower: right for reading a text once, as the soundness tests do.
    public func describe<E: AIREvaluator & ~Copyable>(to e: inout E) {
        switch self {
        case .addOpcode: AddOpcode.evaluate(&e)
        case .addOpcodeSmall: AddOpcodeSmall.evaluate(&e)
        case .addApOpcode: AddApOpcode.evaluate(&e)
        case .assertEqOpcode: AssertEqOpcode.evaluate(&e)
        case .assertEqOpcodeImm: AssertEqOpcodeImm.evaluate(&e)
        case .assertEqOpcodeDoubleDeref: AssertEqOpcodeDoubleDeref.evaluate(&e)
        case .callOpcodeAbs: CallOpcodeAbs.evaluate(&e)
        case .callOpcodeRelImm: CallOpcodeRelImm.evaluate(&e)
        case .genericOpcode: GenericOpcode.evaluate(&e)
        case .jnzOpcodeNonTaken: JnzOpcodeNonTaken.evaluate(&e)
        case .jnzOpcodeTaken: JnzOpcodeTaken.evaluate(&e)
        case .jumpOpcodeAbs: JumpOpcodeAbs.evaluate(&e)
        case .jumpOpcodeDoubleDeref: JumpOpcodeDoubleDeref.evaluate(&e)
        case .jumpOpcodeRel: JumpOpcodeRel.evaluate(&e)
        case .jumpOpcodeRelImm: JumpOpcodeRelImm.evaluate(&e)
        case .mulOpcode: MulOpcode.evaluate(&e)
        case .mulOpcodeSmall: MulOpcodeSmall.evaluate(&e)
        case .retOpcode: RetOpcode.evaluate(&e)
        case .verifyInstruction: VerifyInstruction.evaluate(&e)
        case .verifyBitwiseXor12: VerifyBitwiseXor12.evaluate(&e)
        case .rangeCheck96Builtin: RangeCheck96Builtin.evaluate(&e)
        case .rangeCheckBuiltin: RangeCheckBuiltin.evaluate(&e)
        case .memoryAddressToId: MemoryAddressToId.evaluate(&e)
        case .memoryIdToBig: MemoryIdToBig.evaluate(&e)
        case .memoryIdToSmall: MemoryIdToSmall.evaluate(&e)
        case .rangeCheck6: RangeCheck6.evaluate(&e)
        case .rangeCheck8: RangeCheck8.evaluate(&e)
        case .rangeCheck11: RangeCheck11.evaluate(&e)
        case .rangeCheck12: RangeCheck12.evaluate(&e)
        case .rangeCheck18: RangeCheck18.evaluate(&e)
        case .rangeCheck20: RangeCheck20.evaluate(&e)
        case .rangeCheck4x3: RangeCheck4x3.evaluate(&e)
        case .rangeCheck4x4: RangeCheck4x4.evaluate(&e)
        case .rangeCheck9x9: RangeCheck9x9.evaluate(&e)
        case .rangeCheck7x2x5: RangeCheck7x2x5.evaluate(&e)
        case .rangeCheck3x6x6x3: RangeCheck3x6x6x3.evaluate(&e)
        case .rangeCheck4x4x4x4: RangeCheck4x4x4x4.evaluate(&e)
        case .rangeCheck3x3x3x3x3: RangeCheck3x3x3x3x3.evaluate(&e)
        case .verifyBitwiseXor4: VerifyBitwiseXor4.evaluate(&e)
        case .verifyBitwiseXor7: VerifyBitwiseXor7.evaluate(&e)
        case .verifyBitwiseXor8: VerifyBitwiseXor8.evaluate(&e)
        case .verifyBitwiseXor9: VerifyBitwiseXor9.evaluate(&e)
        case .qm31AddMulOpcode: QM31AddMulOpcode.evaluate(&e)
        case .bitwiseBuiltin: BitwiseBuiltin.evaluate(&e)
        case .pedersenBuiltin: PedersenBuiltin.evaluate(&e)
        case .pedersenBuiltinNarrowWindows: PedersenBuiltinNarrowWindows.evaluate(&e)
        case .ecOpBuiltin: EcOpBuiltin.evaluate(&e)
        case .partialEcMulGeneric: PartialEcMulGeneric.evaluate(&e)
        case .pedersenAggregatorWindowBits18: PedersenAggregatorWindowBits18.evaluate(&e)
        case .partialEcMulWindowBits18: PartialEcMulWindowBits18.evaluate(&e)
        case .pedersenPointsTableWindowBits18: PedersenPointsTableWindowBits18.evaluate(&e)
        case .pedersenAggregatorWindowBits9: PedersenAggregatorWindowBits9.evaluate(&e)
        case .partialEcMulWindowBits9: PartialEcMulWindowBits9.evaluate(&e)
        case .pedersenPointsTableWindowBits9: PedersenPointsTableWindowBits9.evaluate(&e)
        case .poseidonBuiltin: PoseidonBuiltin.evaluate(&e)
        case .poseidonAggregator: PoseidonAggregator.evaluate(&e)
        case .poseidon3PartialRoundsChain: Poseidon3PartialRoundsChain.evaluate(&e)
        case .poseidonFullRoundChain: PoseidonFullRoundChain.evaluate(&e)
        case .cube252: Cube252.evaluate(&e)
        case .poseidonRoundKeys: PoseidonRoundKeys.evaluate(&e)
        case .rangeCheck252Width27: RangeCheck252Width27.evaluate(&e)
        case .addModBuiltin: AddModBuiltin.evaluate(&e)
        case .mulModBuiltin: MulModBuiltin.evaluate(&e)
        case .blakeCompressOpcode: BlakeCompressOpcode.evaluate(&e)
        case .blakeRound: BlakeRound.evaluate(&e)
        case .blakeG: BlakeG.evaluate(&e)
        case .blakeRoundSigma: BlakeRoundSigma.evaluate(&e)
        case .tripleXor32: TripleXor32.evaluate(&e)
        }
    }

    /// Adds the component's constraints at a point.
    public func evaluate(_ e: inout PointEvaluator) { describe(to: &e) }
    /// Counts what the component consists of.
    public func evaluate(_ e: inout CountEvaluator) { describe(to: &e) }

    /// What the component's text amounts to, for a table of `2^logSize` rows.
    public func counts(logSize: UInt32 = 4) -> ComponentCounts {
        var e = CountEvaluator(logSize: logSize)
        evaluate(&e)
        return e.counts
    }
}
