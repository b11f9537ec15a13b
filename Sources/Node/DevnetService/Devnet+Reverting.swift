import TransactionPool
import BlockProduction
import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import StarknetRPC
import Synchronization
import Threading

extension Devnet {
    /// Takes back a block and all after it; what they held is gone.
    func abortBlocks(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let chain = try chain()
        let head = chain.store.head?.number ?? 0
        let first: UInt64
        switch try BlockReference(json: try p.required("starting_block_id")) {
        case .number(let number): first = number
        case .hash(let hash):
            guard let number = try chain.store.blockNumber(hash: hash) else { throw RPCError.blockNotFound }
            first = number
        case .latest: first = head
        case .preConfirmed: first = head + 1
        case .l1Accepted:
            throw RPCError.invalidParameters.because("a block that is decided can be aborted")
        }
        guard first > 0 else { throw RPCError.unexpected.because("block 0 cannot be aborted") }
        guard first <= head + 1 else { throw RPCError.blockNotFound }
        let aborted = try chain.revert(to: first - 1)
        blocksWereTakenBack()
        w.object { w in
            w.field("aborted", felts: aborted)
        }
    }

    /// Remembers where the chain is.
    func snapshot(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        guard let head = try chain().store.head else { throw RPCError.noBlocks }
        let id = snapshots.withLock { list in
            list.append(head.hash)
            return list.count
        }
        w.string("0x" + String(id, radix: 16))
    }

    /// Takes the chain back to a snapshot; false when there is no such, or its block is not there any more.
    func revert(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let id = try p.required("snapshot_id").hexInteger(UInt32.self)
        let chain = try chain()
        let hash: Felt252? = snapshots.withLock { list in
            guard (1...max(1, list.count)).contains(Int(id)), !list.isEmpty else { return nil }
            let hash = list[Int(id) - 1]
            // This one and those after it are used up.
            list.removeLast(list.count - Int(id) + 1)
            return hash
        }
        guard let hash, let number = try chain.store.blockNumber(hash: hash) else { return w.bool(false) }
        _ = try chain.revert(to: number)
        blocksWereTakenBack()
        w.bool(true)
    }
}

extension DevnetChain {
    /// Takes back all blocks after one; returns their hashes, latest first. Nothing waits in the pool afterwards.
    func revert(to number: UInt64) throws -> [Felt252] {
        try production.withLock { () throws in
            var hashes: [Felt252] = []
            let head = store.head?.number ?? 0
            for block in stride(from: head, to: number, by: -1) {
                if let hash = try store.header(block)?.hash { hashes.append(hash) }
            }
            for waiting in producer.pool.waiting(bytesMax: .max) {
                let hash = waiting.transaction.hash(chainID: producer.chain.chainID)
                producer.pool.remove(hash: hash, because: .replaced)
            }
            producer.l1Messages?.removeWaiting()
            try store.revert(to: number)
            return hashes
        }
    }
}
