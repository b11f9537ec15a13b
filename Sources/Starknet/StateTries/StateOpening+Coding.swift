public import ByteCoding
import FiniteFields
public import StarknetModel

extension TriePath {
    /// One byte for the length, then only the bytes that hold bits.
    func encode(to writer: inout ByteWriter) {
        writer.u8(UInt8(truncatingIfNeeded: length))
        let count = (length + 7) / 8
        for index in 0..<count {
            let word =
                switch index / 8 {
                case 0: words.0
                case 1: words.1
                case 2: words.2
                default: words.3
                }
            writer.u8(UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * (index % 8))))
        }
    }

    init(from reader: inout ByteReader) throws(ByteCodingError) {
        let length = Int(try reader.u8())
        guard length <= TriePath.keyBits else { throw .notCanonical }
        let bytes = try reader.bytes(count: (length + 7) / 8)
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for (index, byte) in bytes.enumerated() {
            let bits = UInt64(byte) << UInt64(56 - 8 * (index % 8))
            switch index / 8 {
            case 0: words.0 |= bits
            case 1: words.1 |= bits
            case 2: words.2 |= bits
            default: words.3 |= bits
            }
        }
        guard let path = TriePath(length: length, leftAligned: words) else { throw .notCanonical }
        self = path
    }
}

extension TrieNode: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        switch self {
        case .binary(let left, let right):
            writer.u8(0)
            writer.felt(left)
            writer.felt(right)
        case .edge(let path, let child):
            writer.u8(1)
            path.encode(to: &writer)
            writer.felt(child)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        switch try reader.u8() {
        case 0: self = .binary(left: try reader.felt(), right: try reader.felt())
        case 1:
            let path = try TriePath(from: &reader)
            guard path.length >= 1 else { throw .notCanonical }
            self = .edge(path: path, child: try reader.felt())
        default: throw .notCanonical
        }
    }
}

extension ContractLeaf: ByteCodable {
    public func encode(to writer: inout ByteWriter) {
        writer.value(classHash)
        writer.felt(storageRoot)
        writer.felt(nonce)
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            classHash: try ClassHash(from: &reader), storageRoot: try reader.felt(), nonce: try reader.felt())
    }
}

extension StateOpening: ByteCodable {
    /// The most nodes or contracts of an opening.
    public static let itemsMax = 1 << 20

    public func encode(to writer: inout ByteWriter) {
        writer.felt(roots.contracts)
        writer.felt(roots.classes)
        writer.values(pedersenNodes)
        writer.values(poseidonNodes)
        writer.array(contracts) { writer, entry in
            writer.value(entry.address)
            writer.value(entry.value)
        }
    }

    public init(from reader: inout ByteReader) throws(ByteCodingError) {
        self.init(
            roots: StateRoots(contracts: try reader.felt(), classes: try reader.felt()),
            pedersenNodes: try reader.values(TrieNode.self, max: Self.itemsMax),
            poseidonNodes: try reader.values(TrieNode.self, max: Self.itemsMax),
            contracts: try reader.array(max: Self.itemsMax, itemBytesMin: 128) { (reader) throws(ByteCodingError) in
                StateDiff.Entry(address: try ContractAddress(from: &reader), value: try ContractLeaf(from: &reader))
            })
    }
}
