import CairoAIR
public import CasmModel

/// Builtins whose frames this version proves: the table of components decides.
public enum ProvableBuiltins {
    /// In the order of `Builtin.allCases`.
    public static var all: [Builtin] { Builtin.allCases.filter { $0.isProvable } }
}

extension Builtin {
    /// Whether no table is missing that a run with this builtin needs in the proof of a block.
    fileprivate var isProvable: Bool {
        switch self {
        case .pedersen: ComponentKind.pedersenBuiltinNarrowWindows.isSupported
        case .rangeCheck: ComponentKind.rangeCheckBuiltin.isSupported
        case .bitwise: ComponentKind.bitwiseBuiltin.isSupported
        case .ecOp: ComponentKind.ecOpBuiltin.isSupported
        case .poseidon: ComponentKind.poseidonBuiltin.isSupported
        case .rangeCheck96: ComponentKind.rangeCheck96Builtin.isSupported
        case .addMod: ComponentKind.addModBuiltin.isSupported
        case .mulMod: ComponentKind.mulModBuiltin.isSupported
        // It exists during execution only, and has no segment in a proof.
        case .segmentArena: true
        // A frame's builtins are those of a contract's entry point, which never has these.
        case .output, .ecdsa, .keccak: false
        }
    }
}
