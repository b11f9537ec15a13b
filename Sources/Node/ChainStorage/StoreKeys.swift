import FiniteFields
import StarknetModel
import StateTries

/// Keys of the store.
enum StoreKeys {
    static func number(_ number: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * UInt64($0))) }
    }

    static func place(_ block: UInt64, _ index: Int) -> [UInt8] {
        number(block) + number(UInt64(index)).suffix(4)
    }

    /// Behind a prefix, newer entries come first.
    static func inverted(_ block: UInt64) -> [UInt8] { number(~block) }

    static func integer(_ bytes: some Collection<UInt8>) -> UInt64? {
        bytes.count <= 8 ? bytes.reduce(0) { $0 << 8 | UInt64($1) } : nil
    }

    static func cell(_ address: ContractAddress, _ key: StorageKey) -> [UInt8] {
        address.felt.bigEndianBytes + key.felt.bigEndianBytes
    }

    enum ContractKind: UInt8 { case nonce = 1, classHash = 2 }

    static func contract(_ kind: ContractKind, _ address: ContractAddress) -> [UInt8] {
        [kind.rawValue] + address.felt.bigEndianBytes
    }

    /// Trie, number of bits, bits left-aligned in whole bytes.
    static func node(_ trie: TrieID, _ path: TriePath) -> [UInt8] {
        var key: [UInt8]
        switch trie {
        case .contracts: key = [1]
        case .classes: key = [2]
        case .storage(let address): key = [3] + address.felt.bigEndianBytes
        }
        key.append(UInt8(path.length))
        let words = path.words
        let bytes = [words.0, words.1, words.2, words.3].flatMap(number)
        return key + bytes.prefix((path.length + 7) / 8)
    }
}
