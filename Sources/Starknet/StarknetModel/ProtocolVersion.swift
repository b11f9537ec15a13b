public import FiniteFields

/// A version of the Starknet protocol: its text enters the block hash as a felt.
public enum ProtocolVersion: UInt8, Hashable, Sendable, CaseIterable {
    case v0_14_2 = 2
    case v0_14_3 = 3
    case v0_14_4 = 4

    /// The version this project follows.
    public static var latest: ProtocolVersion { .v0_14_4 }

    /// The text, as in `starknet_version` of a block.
    public var text: String {
        switch self {
        case .v0_14_2: "0.14.2"
        case .v0_14_3: "0.14.3"
        case .v0_14_4: "0.14.4"
        }
    }

    /// The text as a felt.
    public var felt: Felt252 {
        switch self {
        case .v0_14_2: Felt252(ascii: "0.14.2")
        case .v0_14_3: Felt252(ascii: "0.14.3")
        case .v0_14_4: Felt252(ascii: "0.14.4")
        }
    }
}
