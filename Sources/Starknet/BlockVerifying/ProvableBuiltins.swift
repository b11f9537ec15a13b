public import CasmModel

/// Builtins whose frames are proven: those that contracts can have.
public enum ProvableBuiltins {
    /// In the order of `Builtin.allCases`.
    public static var all: [Builtin] { Builtin.allCases.filter { $0.isProvable } }
}

extension Builtin {
    /// Whether the AIR has the tables that a run with this builtin needs in the proof of a block.
    fileprivate var isProvable: Bool {
        switch self {
        case .pedersen, .rangeCheck, .bitwise, .ecOp, .poseidon, .rangeCheck96, .addMod, .mulMod: true
        // It exists during execution only, and has no segment in a proof.
        case .segmentArena: true
        // A frame's builtins are those of a contract's entry point, which never has these.
        case .output, .ecdsa, .keccak: false
        }
    }
}
