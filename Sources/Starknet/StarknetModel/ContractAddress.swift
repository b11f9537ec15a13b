public import FiniteFields

/// The address of a contract: a felt below 2^251 - 256 (EXEC §2.1).
///
/// Zero stands for "nobody" (the caller of an outer call); 1, 2 and 3 are system contracts.
public struct ContractAddress: Hashable, Sendable, Comparable {
    /// The address as a felt.
    public let felt: Felt252

    /// The address with this felt; nil when it is 2^251 - 256 or more.
    public init?(_ felt: Felt252) {
        guard felt.isBelowAddressBound else { return nil }
        self.felt = felt
    }

    init(unchecked felt: Felt252) { self.felt = felt }

    /// The caller of outer calls.
    public static var zero: ContractAddress { ContractAddress(unchecked: .zero) }
    /// The system contract that maps block numbers to block hashes (EXEC §3.8).
    public static var blockHashes: ContractAddress { ContractAddress(unchecked: .one) }

    public static func < (x: ContractAddress, y: ContractAddress) -> Bool { x.felt.precedes(y.felt) }
}
