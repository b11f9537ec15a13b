public import FiniteFields
public import StarknetModel
import Synchronization

extension TransactionPool {
    /// Drops a transaction that cannot be in a block.
    public func remove(hash: Felt252, because reason: DropReason) {
        state.withLock { state in
            guard let sender = state.byHash[hash],
                let entry = state.accounts[sender]?.byNonce.values.first(where: { $0.hash == hash })
            else { return }
            drop([entry], of: sender, because: reason, from: &state)
        }
    }

    /// Why a transaction that was taken is not here any more; nil when it was never here, is here, is in a block, or was
    /// dropped long ago.
    public func dropReason(hash: Felt252) -> DropReason? { state.withLock { $0.dropped[hash] } }

    /// The reasons of what was dropped lately, the oldest first.
    public var drops: [(hash: Felt252, reason: DropReason)] { state.withLock { $0.dropped.all } }

    /// Notes why a transaction that was taken, by an earlier process, is not here.
    public func noteDropped(_ hash: Felt252, because reason: DropReason) {
        state.withLock { state in
            if state.byHash[hash] == nil { state.dropped.note(hash, reason, max: limits.droppedMax) }
        }
    }

    /// Drops what a decided block made obsolete, and what waited too long. `newNonces` are the nonces after the block,
    /// `included` the hashes of its transactions.
    public func removeIncluded(newNonces: [ContractAddress: UInt64], included: Set<Felt252> = []) {
        let oldest = clock() - limits.secondsMax
        state.withLock { state in
            state.blocks += 1
            for (address, nonce) in newNonces {
                guard let queue = state.accounts[address] else { continue }
                state.accounts[address]?.nextNonce = nonce
                let used = queue.byNonce.values.filter { $0.nonce < nonce }
                drop(used.filter { included.contains($0.hash) }, of: address, because: nil, from: &state)
                drop(used.filter { !included.contains($0.hash) }, of: address, because: .nonceUsed, from: &state)
            }
            for (address, queue) in state.accounts {
                let expired = queue.byNonce.values.filter { $0.seconds < oldest }
                if !expired.isEmpty { drop(expired, of: address, because: .expired, from: &state) }
            }
        }
    }

    /// Takes entries of an account out; `reason` is remembered, nil for those that are in a block.
    func drop(
        _ entries: [PooledTransaction], of sender: ContractAddress, because reason: DropReason?, from state: inout State
    ) {
        for entry in entries {
            guard state.accounts[sender]?.byNonce.removeValue(forKey: entry.nonce) != nil else { continue }
            state.accounts[sender]?.byteCount -= entry.byteCount
            state.byHash[entry.hash] = nil
            state.byteCount -= entry.byteCount
            if let reason { state.dropped.note(entry.hash, reason, max: limits.droppedMax) }
        }
        if state.accounts[sender]?.byNonce.isEmpty == true { state.accounts[sender] = nil }
    }
}
