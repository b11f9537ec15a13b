import ByteCoding
import FiniteFields
import StarknetModel
import StateTries

/// Trie nodes as bytes.
enum TrieNodeCoding {
    static func encode(_ node: TrieNode) -> [UInt8] {
        var writer = ByteWriter(capacity: 66)
        switch node {
        case .binary(let left, let right):
            writer.u8(0)
            writer.felt(left)
            writer.felt(right)
        case .edge(let path, let child):
            writer.u8(1)
            writer.u8(UInt8(path.length))
            writer.felt(path.value)
            writer.felt(child)
        }
        return writer.bytes
    }

    static func decode(_ bytes: [UInt8]) -> TrieNode? {
        var reader = ByteReader(bytes)
        do {
            let node: TrieNode
            if try reader.u8() == 0 {
                node = .binary(left: try reader.felt(), right: try reader.felt())
            } else {
                let length = try reader.u8(), value = try reader.felt()
                guard let path = TriePath(value: value, length: Int(length)) else { return nil }
                node = .edge(path: path, child: try reader.felt())
            }
            try reader.finish()
            return node
        } catch {
            return nil
        }
    }
}

/// Leaves of the contracts trie as bytes.
enum LeafCoding {
    static func encode(_ leaf: ContractLeaf) -> [UInt8] {
        leaf.classHash.felt.bigEndianBytes + leaf.storageRoot.bigEndianBytes + leaf.nonce.bigEndianBytes
    }

    static func decode(_ bytes: [UInt8]) -> ContractLeaf? {
        guard bytes.count == 96, let classHash = Felt252(bigEndianBytes: bytes[0..<32]),
            let storageRoot = Felt252(bigEndianBytes: bytes[32..<64]), let nonce = Felt252(bigEndianBytes: bytes[64...])
        else { return nil }
        return ContractLeaf(classHash: ClassHash(classHash), storageRoot: storageRoot, nonce: nonce)
    }
}
