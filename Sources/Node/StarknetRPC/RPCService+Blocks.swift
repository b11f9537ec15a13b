import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel

extension RPCService {
    func requiredHead() throws -> ChainHead {
        guard let head = store.head else { throw RPCError.noBlocks }
        return head
    }

    /// The number of a finished block; nil for the view `pre_confirmed`.
    /// A block that the node does not keep any more is none, with the reason.
    func number(of id: BlockReference) throws -> UInt64? {
        guard let number = try knownNumber(of: id) else { return nil }
        try store.requireKept(number)
        return number
    }

    private func knownNumber(of id: BlockReference) throws -> UInt64? {
        switch id {
        case .number(let number):
            guard let head = store.head, number <= head.number else { throw RPCError.blockNotFound }
            return number
        case .hash(let hash):
            guard let number = try store.blockNumber(hash: hash) else { throw RPCError.blockNotFound }
            return number
        case .latest:
            guard let head = store.head else { throw RPCError.blockNotFound }
            return head.number
        case .preConfirmed: return nil
        // Nothing is settled on another chain.
        case .l1Accepted: throw RPCError.blockNotFound
        }
    }

    func header(_ number: UInt64) throws -> StoredHeader {
        guard let header = try store.header(number) else { throw RPCError.blockNotFound }
        return header
    }

    /// False, or where the node is while it catches up. The hash of a block it does not have yet is given as 0.
    func syncing(_ w: inout JSONWriter) throws {
        guard let target = syncTarget(), let head = store.head, target > head.number else { return w.bool(false) }
        w.object { w in
            for name in ["starting", "current"] {
                w.field("\(name)_block_hash", felt: head.hash)
                w.field("\(name)_block_num", integer: head.number)
            }
            w.field("highest_block_hash", felt: .zero)
            w.field("highest_block_num", integer: target)
        }
    }

    func blockHashAndNumber(_ w: inout JSONWriter) throws {
        let head = try requiredHead()
        w.object { w in
            w.field("block_hash", felt: head.hash)
            w.field("block_number", integer: head.number)
        }
    }

    func getBlockWithTransactionHashes(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        try block(p, &w) { content, w in w.felts(try content.hashes()) }
    }

    func getBlockWithTransactions(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let facts = try p.proofFacts()
        try block(p, &w) { content, w in
            w.array(try content.transactions()) { w, entry in
                entry.transaction.write(to: &w, hash: entry.hash, proofFacts: facts)
            }
        }
    }

    func getBlockWithReceipts(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let facts = try p.proofFacts()
        try block(p, &w) { content, w in
            w.array(zip(try content.transactions(), try content.receipts())) { w, pair in
                w.object { w in
                    w.key("transaction")
                    pair.0.transaction.write(to: &w, hash: nil, proofFacts: facts)
                    w.key("receipt")
                    pair.1.write(
                        to: &w, transaction: pair.0.transaction, finality: content.finality(p.version), place: nil)
                }
            }
        }
    }

    /// What a block holds, decided or not. Of a stored one only what is asked for is read.
    private enum Content {
        case stored(ChainStore, UInt64)
        case pending(PreConfirmedBlock)

        func hashes() throws -> [Felt252] {
            switch self {
            case .stored(let store, let number): try store.transactionHashes(number)
            case .pending(let block): block.transactions.map(\.hash)
            }
        }

        func transactions() throws -> [StoredTransaction] {
            switch self {
            case .stored(let store, let number): try store.transactions(number)
            case .pending(let block): block.transactions
            }
        }

        func receipts() throws -> [TransactionReceipt] {
            switch self {
            case .stored(let store, let number): try store.receipts(number)
            case .pending(let block): block.receipts
            }
        }

        /// Up to version 0.8 there was no name for what is not decided yet.
        func finality(_ version: RPCVersion) -> FinalityStatus {
            if case .pending = self, version > .v0_8 { .preConfirmed } else { .acceptedOnL2 }
        }
    }

    /// A block with the list that `transactions` writes.
    private func block(
        _ p: RPCParameters, _ w: inout JSONWriter, transactions: (Content, inout JSONWriter) throws -> Void
    ) throws {
        guard let number = try number(of: try p.block()) else {
            let next = try execution.preConfirmed()
            let parent = p.version == .v0_8 ? try requiredHead().hash : nil
            return try w.object { (w) throws in
                if let parent {
                    w.field("parent_hash", felt: parent)
                }
                next.context.writeMembers(to: &w)
                w.key("transactions")
                try transactions(.pending(next), &w)
            }
        }
        let stored = try header(number)
        try w.object { (w) throws in
            w.field("status", string: FinalityStatus.acceptedOnL2.rawValue)
            stored.header.writeMembers(to: &w, hash: stored.hash, commitments: p.version >= .v0_10)
            w.key("transactions")
            try transactions(.stored(store, number), &w)
        }
    }

    func getBlockTransactionCount(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        guard let number = try number(of: try p.block()) else {
            return w.integer(try execution.preConfirmed().transactions.count)
        }
        w.integer(try header(number).header.transactionCount)
    }

    func getStateUpdate(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        var addresses: Set<ContractAddress>?
        if let list = try p.optional("contract_addresses") {
            var wanted: Set<ContractAddress> = []
            for item in try list.array() { wanted.insert(try ContractAddress(json: item)) }
            addresses = wanted
        }
        guard let number = try number(of: try p.block()) else {
            let next = try execution.preConfirmed()
            let root = try header(next.context.number - 1).header.stateRoot
            w.object { w in
                w.field("old_root", felt: root)
                w.key("state_diff")
                next.stateDiff.write(to: &w, addresses: addresses, migrated: p.version >= .v0_10)
            }
            return
        }
        let stored = try header(number)
        let oldRoot = number == 0 ? .zero : try header(number - 1).header.stateRoot
        guard let diff = try store.stateDiff(number) else { throw RPCError.blockNotFound }
        w.object { w in
            w.field("block_hash", felt: stored.hash)
            w.field("old_root", felt: oldRoot)
            w.field("new_root", felt: stored.header.stateRoot)
            w.key("state_diff")
            diff.write(to: &w, addresses: addresses, migrated: p.version >= .v0_10)
        }
    }
}
