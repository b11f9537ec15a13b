/// The type of one scalar of a value.
public enum CellType: Hashable, Sendable {
    /// An integer of so many bits, signed or not.
    case integer(Int)
    case pointer

    /// A felt: canonical, below the prime.
    public static let felt = CellType.integer(256)
    /// Length (low half) and capacity (high half) of an array.
    public static let extent = CellType.integer(64)
    /// A truth value that is in no memory.
    public static let bit = CellType.integer(1)

    public var bits: Int {
        switch self {
        case .integer(let bits): bits
        case .pointer: 64
        }
    }

    /// In memory.
    public var bytes: Int { (bits + 7) / 8 }
    /// In memory: no more than eight, so that C sees every cell as words.
    public var alignment: Int { min(bytes, 8) }
}
