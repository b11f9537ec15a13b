public import FiniteFields

/// The hash of a Sierra class (EXEC §2.3). Zero stands for "no class".
public struct ClassHash: Hashable, Sendable, Comparable {
    /// The hash as a felt.
    public let felt: Felt252

    /// Wraps a felt; every felt is allowed, an undeclared class is found out where it is used.
    public init(_ felt: Felt252) { self.felt = felt }

    /// The class of an address without a contract.
    public static var none: ClassHash { ClassHash(.zero) }

    public static func < (x: ClassHash, y: ClassHash) -> Bool { x.felt.precedes(y.felt) }
}

/// The hash of a CASM class (EXEC §2.4): what the classes trie commits to.
public struct CompiledClassHash: Hashable, Sendable {
    /// The hash as a felt.
    public let felt: Felt252

    /// Wraps a felt.
    public init(_ felt: Felt252) { self.felt = felt }
}
