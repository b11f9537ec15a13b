public import FiniteFields
import HashFunctions

/// The key of a storage cell inside one contract: a felt below 2^251, the range of a trie (EXEC §2.1). Variables lie
/// below 2^251 - 256, but contracts may reach the last keys by offset.
public struct StorageKey: Hashable, Sendable, Comparable {
    /// The key as a felt.
    public let felt: Felt252

    /// The key with this felt; nil when it is 2^251 or more.
    public init?(_ felt: Felt252) {
        guard felt.limbs.3 >> 59 == 0 else { return nil }
        self.felt = felt
    }

    init(unchecked felt: Felt252) { self.felt = felt }

    public static func < (x: StorageKey, y: StorageKey) -> Bool { x.felt.precedes(y.felt) }

    /// The address of a storage variable, or of the member behind map keys:
    /// `ped(…ped(sn_keccak(name), key_0)…, key_n) mod (2^251 - 256)`.
    public static func variable(_ name: String, keys: [Felt252] = []) -> StorageKey {
        var address = StarknetKeccak.hash(Array(name.utf8))
        for key in keys { address = Pedersen.hash(address, key) }
        return StorageKey(unchecked: address.reducedToAddressBound)
    }

    /// The cell `offset` places behind this one; nil when that leaves the key range.
    public func advanced(by offset: UInt64) -> StorageKey? { StorageKey(felt + Felt252(offset)) }
}

/// One storage cell of the whole state.
public struct StorageCell: Hashable, Sendable, Comparable {
    /// The contract that owns the cell.
    public var address: ContractAddress
    /// The cell's key inside the contract.
    public var key: StorageKey

    /// The cell `key` of the contract at `address`.
    public init(address: ContractAddress, key: StorageKey) {
        self.address = address
        self.key = key
    }

    public static func < (x: StorageCell, y: StorageCell) -> Bool {
        x.address == y.address ? x.key < y.key : x.address < y.address
    }
}
