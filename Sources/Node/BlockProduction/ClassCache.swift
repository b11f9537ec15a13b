import CasmModel
import ChainStorage
import JSONCoding
import StarknetJSON
import StarknetModel
import Synchronization
import TransactionExecution

/// Classes that were called lately, ready for the machine. Thread safe.
public final class ClassCache: Sendable {
    /// What classes in the cache take together, in bytes; a single one that takes more is kept alone.
    public static let bytesMax = 64 << 20

    private let bytesMax: Int
    private let classes = Mutex(ByteBoundedTable<ClassHash, ContractClass>())

    /// A cache of classes that take so many bytes together.
    public init(bytesMax: Int = ClassCache.bytesMax) { self.bytesMax = bytesMax }

    /// A declared class from the cache or the store. Whether it is declared where it is asked for, the caller has found out
    /// from the state: the cache may hold classes of later blocks.
    func contractClass(
        _ hash: ClassHash, compiled: CompiledClassHash, _ store: ChainStore
    ) throws(StateReadError) -> ContractClass {
        if let found = classes.withLock({ $0[hash] }) { return found }
        do {
            guard let text = try store.casm(compiled) else {
                throw StoreError.damaged("CASM of class \(hash.felt) is missing")
            }
            let made = ContractClass(try CasmClass(json: try JSONDocument(text).root))
            classes.withLock { $0.add(made, as: hash, bytes: made.heldBytes, bytesMax: bytesMax) }
            return made
        } catch {
            throw StateReadError(reason: "\(error)")
        }
    }
}
