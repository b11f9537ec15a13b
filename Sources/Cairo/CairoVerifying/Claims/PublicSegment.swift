public import CairoAIR

/// The segments that a program is given pointers to, in the order of those pointers (STWO §6.6, §6.8).
public enum PublicSegment: Int, CaseIterable, Sendable {
    case output, pedersen, rangeCheck, ecdsa, bitwise, ecOp, keccak, poseidon, rangeCheck96, addMod, mulMod

    /// Memory cells of one instance.
    public var cells: UInt64 {
        switch self {
        case .output, .rangeCheck, .rangeCheck96: 1
        case .ecdsa: 2
        case .pedersen: 3
        case .bitwise: 5
        case .poseidon: 6
        case .ecOp, .addMod, .mulMod: 7
        case .keccak: 16
        }
    }

    /// The tables one of which must cover the segment where it is not empty; none for the output, which is public, and
    /// for builtins that the AIR does not have.
    public var components: [ComponentKind] {
        switch self {
        case .output, .ecdsa, .keccak: []
        case .pedersen: [.pedersenBuiltin, .pedersenBuiltinNarrowWindows]
        case .rangeCheck: [.rangeCheckBuiltin]
        case .bitwise: [.bitwiseBuiltin]
        case .ecOp: [.ecOpBuiltin]
        case .poseidon: [.poseidonBuiltin]
        case .rangeCheck96: [.rangeCheck96Builtin]
        case .addMod: [.addModBuiltin]
        case .mulMod: [.mulModBuiltin]
        }
    }

    /// The name in claims and messages.
    public var title: String {
        switch self {
        case .output: "output"
        case .pedersen: "pedersen"
        case .rangeCheck: "range_check_128"
        case .ecdsa: "ecdsa"
        case .bitwise: "bitwise"
        case .ecOp: "ec_op"
        case .keccak: "keccak"
        case .poseidon: "poseidon"
        case .rangeCheck96: "range_check_96"
        case .addMod: "add_mod"
        case .mulMod: "mul_mod"
        }
    }
}
