import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import TransactionPool

extension RPCService {
    func getTransactionByHash(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hash = try p.felt("transaction_hash"), facts = try p.proofFacts()
        if let place = try store.place(ofTransaction: hash), let found = try store.transaction(at: place) {
            return found.transaction.write(to: &w, hash: hash, proofFacts: facts)
        }
        if let found = try pending(hash) {
            return found.entry.transaction.write(to: &w, hash: hash, proofFacts: facts)
        }
        guard let waiting = pool.transaction(hash: hash) else { throw RPCError.transactionHashNotFound }
        waiting.transaction.write(to: &w, hash: hash, proofFacts: facts)
    }

    func getTransactionByBlockAndIndex(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let index = Int(try p.required("index").integer(UInt32.self)), facts = try p.proofFacts()
        guard let number = try number(of: try p.block()) else {
            let list = try execution.preConfirmed().transactions
            guard list.indices.contains(index) else { throw RPCError.invalidTransactionIndex }
            return list[index].transaction.write(to: &w, hash: list[index].hash, proofFacts: facts)
        }
        guard let found = try store.transaction(at: TransactionPlace(blockNumber: number, index: index)) else {
            throw RPCError.invalidTransactionIndex
        }
        found.transaction.write(to: &w, hash: found.hash, proofFacts: facts)
    }

    func getTransactionReceipt(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hash = try p.felt("transaction_hash")
        guard let place = try store.place(ofTransaction: hash) else {
            guard let found = try pending(hash) else { throw RPCError.transactionHashNotFound }
            return found.receipt.write(
                to: &w, transaction: found.entry.transaction,
                finality: p.version == .v0_8 ? .acceptedOnL2 : .preConfirmed,
                place: ReceiptPlace(blockHash: nil, blockNumber: found.blockNumber))
        }
        guard let receipt = try store.receipt(at: place), let found = try store.transaction(at: place)
        else { throw RPCError.transactionHashNotFound }
        let blockHash = try header(place.blockNumber).hash
        receipt.write(
            to: &w, transaction: found.transaction,
            place: ReceiptPlace(blockHash: blockHash, blockNumber: place.blockNumber))
    }

    func getTransactionStatus(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        try writeStatus(of: try p.felt("transaction_hash"), p.version, &w)
    }

    /// Writes the status of a transaction; with its hash where several are told of.
    func writeStatus(
        of hash: Felt252, isNamed: Bool = false, _ version: RPCVersion, _ w: inout JSONWriter
    ) throws {
        if let place = try store.place(ofTransaction: hash), let receipt = try store.receipt(at: place) {
            w.object { w in
                if isNamed { w.field("transaction_hash", felt: hash) }
                w.field("finality_status", string: FinalityStatus.acceptedOnL2.rawValue)
                receipt.status.writeMembers(to: &w, reasonKey: "failure_reason")
            }
            return
        }
        if let found = try pending(hash) {
            return w.object { w in
                if isNamed { w.field("transaction_hash", felt: hash) }
                // Up to version 0.8 there was no name for it.
                let finality = version == .v0_8 ? FinalityStatus.acceptedOnL2 : .preConfirmed
                w.field("finality_status", string: finality.rawValue)
                found.receipt.status.writeMembers(to: &w, reasonKey: "failure_reason")
            }
        }
        guard pool.contains(hash) else {
            if let reason = pool.dropReason(hash: hash) {
                throw RPCError.transactionHashNotFound.because("dropped: " + reason.rawValue)
            }
            throw RPCError.transactionHashNotFound
        }
        w.object { w in
            w.field("finality_status", string: FinalityStatus.received.rawValue)
        }
    }

    /// A transaction of the block that is not decided yet.
    private func pending(
        _ hash: Felt252
    ) throws -> (entry: StoredTransaction, receipt: TransactionReceipt, blockNumber: UInt64)? {
        let next = try execution.preConfirmed()
        for (entry, receipt) in zip(next.transactions, next.receipts) where entry.hash == hash {
            return (entry, receipt, next.context.number)
        }
        return nil
    }
}
