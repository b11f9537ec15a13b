public import ByteCoding
public import FiniteFields
public import JSONCoding
public import ProofStorage
public import ProtobufCoding
public import StarknetClient

/// Why a block's bundle could not be put together.
public enum BundleError: Error, Equatable, Sendable, CustomStringConvertible {
    case client(ClientError)
    /// The node has no such block.
    case noBlock(UInt64)
    /// The node gave another block than the one whose child it gave.
    case otherBlock(UInt64)
    /// The node keeps no record of the block's execution.
    case noRecord(UInt64)
    /// The node has no certificate of the block: genesis, or a chain of one node.
    case noCertificate(UInt64)
    /// The store has no proof of this block, by number and hash.
    case noProof(UInt64, location: String)
    /// The proof store failed.
    case store(ProofStoreError)
    /// A stored document is malformed.
    case encoding(String, ByteCodingError)
    /// The stored certificate is malformed.
    case certificate(WireError)
    /// The node gave other Sierra than that of the class asked for.
    case otherClass(Felt252)
    /// A class of this hash is malformed.
    case classFile(Felt252, JSONError)

    public var description: String {
        switch self {
        case .client(let error): "\(error)"
        case .noBlock(let number): "the node has no block \(number)"
        case .otherBlock(let number): "the node's block \(number) is not the parent of its next one"
        case .noRecord(let number): "the node keeps no record of the execution of block \(number)"
        case .noCertificate(let number): "the node has no certificate of block \(number)"
        case .noProof(let number, let location): "no proof of block \(number) of this chain in \(location)"
        case .store(let error): "\(error)"
        case .encoding(let what, let error): "\(what) is malformed: \(error)"
        case .certificate(let error): "the certificate is malformed: \(error)"
        case .otherClass(let hash): "the Sierra that the node gave for class \(hash.hex) has another hash"
        case .classFile(let hash, let error): "class \(hash.hex) is malformed: \(error)"
        }
    }
}
