public import CairoAIR
public import ConstraintSystems

extension ComponentKind {
    /// The preprocessed columns that a table of this size reads, in the order in which it reads them: from the
    /// component's text, and for components without one from this list.
    public func preprocessedColumns(logSize: UInt32) -> [PreprocessedColumn] {
        if isSupported { return counts(logSize: logSize).preprocessed }
        switch self {
        case .blakeRoundSigma:
            return [.sequence(4)] + ComponentKind.all(of: .blakeSigma)
        case .poseidonRoundKeys:
            return [.sequence(6)] + ComponentKind.all(of: .poseidonRoundKeys)
        case .pedersenPointsTableWindowBits18:
            return [.sequence(23)] + ComponentKind.all(of: .pedersenPoints18)
        case .pedersenPointsTableWindowBits9:
            return [.sequence(15)] + ComponentKind.all(of: .pedersenPoints9)
        case .blakeCompressOpcode, .addModBuiltin, .bitwiseBuiltin, .mulModBuiltin, .pedersenBuiltin,
            .pedersenBuiltinNarrowWindows, .poseidonBuiltin, .ecOpBuiltin, .pedersenAggregatorWindowBits18,
            .pedersenAggregatorWindowBits9, .poseidonAggregator:
            return [.sequence(logSize)]
        default:
            return []
        }
    }

    private static func all(of family: PreprocessedFamily) -> [PreprocessedColumn] {
        (0..<Int(family.members)).map { .of(family, $0) }
    }
}
