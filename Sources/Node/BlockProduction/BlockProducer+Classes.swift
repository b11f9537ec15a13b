import CasmModel
import ChainStorage
import JSONCoding
import ProtocolRules
import StarknetJSON
import StarknetModel
import TransactionExecution

extension BlockProducer {
    /// The class that a transaction declares, compiled; nil for transactions that declare none.
    func declaredClass(of submitted: SubmittedTransaction) throws(ExecutionFailure) -> DeclaredClass? {
        guard let hash = submitted.transaction.declaredClass else { return nil }
        guard let sierra = submitted.declaredClass else { throw .rejected(.classBodyMissing(hash)) }
        do { return try compiler.compiled(sierra, declaredAs: hash) } catch {
            switch error {
            case .otherHash: throw .rejected(.classBodyMissing(hash))
            case .versionTooOld: throw .rejected(.sierraVersionTooOld)
            case .notCompiled(let reason): throw .rejected(.classNotCompiled(reason: Array(reason.utf8)))
            }
        }
    }

    /// The transactions of a block of the store, declarations with their classes.
    func submitted(_ number: UInt64) throws(ProducerError) -> [SubmittedTransaction] {
        let transactions = try reading { () throws(StoreError) in try store.transactions(number) }
        let state = store.state(after: number)
        var list: [SubmittedTransaction] = []
        for entry in transactions {
            var declared: SierraClass?
            if let hash = entry.transaction.declaredClass {
                declared = try reading { () throws(StoreError) in try state.sierraClass(hash) }
                // It came with the block: without it the block would look as if it broke a rule.
                guard declared != nil else { throw .store(.damaged("class \(hash.felt) of block \(number)")) }
            }
            list.append(SubmittedTransaction(entry.transaction, declaring: declared))
        }
        return list
    }
}

extension StoredClass {
    /// A class that a block declares, as the store keeps it.
    init(_ declared: DeclaredClass) {
        var writer = JSONWriter(bytesMax: 1 << 30)
        declared.code.casm.write(to: &writer)
        self.init(
            classHash: declared.declaration.classHash, compiledClassHash: declared.declaration.compiledClassHash,
            sierra: declared.sierra, casm: writer.bytes)
    }
}
