import CasmModel
import ChainStorage
import JSONCoding
import StarknetJSON
import StarknetModel
import Synchronization
import TransactionExecution

/// Classes that were called lately, ready for the machine. Thread safe.
public final class ClassCache: Sendable {
    private let capacity: Int
    private let classes = Mutex<[ClassHash: ContractClass]>([:])

    /// A cache of at most `capacity` classes.
    public init(capacity: Int = 256) { self.capacity = capacity }

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
            classes.withLock { classes in
                // Dropping everything is simple, and rare enough at this size.
                if classes.count >= capacity { classes.removeAll() }
                classes[hash] = made
            }
            return made
        } catch {
            throw StateReadError(reason: "\(error)")
        }
    }
}
