/// A builtin of the Cairo machine, in the canonical order of segments (EXEC spec §6.3).
///
/// `segmentArena` exists during execution only: it has no segment in a proof.
public enum Builtin: UInt8, Sendable, CaseIterable {
    // Written in bundles and recordings.
    case output = 0, pedersen = 1, rangeCheck = 2, ecdsa = 3, bitwise = 4, ecOp = 5, keccak = 6, poseidon = 7
    case rangeCheck96 = 8, addMod = 9, mulMod = 10, segmentArena = 11

    /// The eleven builtins of a proof, in segment order.
    public static var proven: [Builtin] {
        [
            .output, .pedersen, .rangeCheck, .ecdsa, .bitwise, .ecOp, .keccak, .poseidon, .rangeCheck96, .addMod,
            .mulMod,
        ]
    }

    /// The name in class files and in compiled class hashes.
    public var name: String {
        switch self {
        case .output: "output"
        case .pedersen: "pedersen"
        case .rangeCheck: "range_check"
        case .ecdsa: "ecdsa"
        case .bitwise: "bitwise"
        case .ecOp: "ec_op"
        case .keccak: "keccak"
        case .poseidon: "poseidon"
        case .rangeCheck96: "range_check96"
        case .addMod: "add_mod"
        case .mulMod: "mul_mod"
        case .segmentArena: "segment_arena"
        }
    }

    /// The builtin with this file name, or nil.
    public init?(name: String) {
        for candidate in Builtin.allCases where sameText(candidate.name, name) {
            self = candidate
            return
        }
        return nil
    }

    /// Memory cells of one instance.
    public var cellsPerInstance: Int {
        switch self {
        case .output, .rangeCheck, .rangeCheck96: 1
        case .ecdsa: 2
        case .pedersen, .segmentArena: 3
        case .bitwise: 5
        case .poseidon: 6
        case .ecOp, .addMod, .mulMod: 7
        case .keccak: 16
        }
    }
}

/// Equality of bytes: `==` on `String` needs Unicode tables, which the browser's verifier leaves out.
func sameText(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }
