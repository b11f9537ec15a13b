import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import TransactionPool

extension RPCService {
    /// The state after a block, which may be one that is not decided yet.
    func state(_ id: BlockReference) throws -> ChainState {
        if let number = try number(of: id) { return store.state(after: number) }
        let next = try execution.preConfirmed()
        return store.state(after: next.context.number - 1).applying(next.stateDiff)
    }

    func getStorageAt(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let address = try p.address("contract_address"), key = try StorageKey(json: try p.required("key"))
        let flags = try p.flags("response_flags", ["INCLUDE_LAST_UPDATE_BLOCK"])
        let state = try state(try p.block())
        guard try exists(address, state) else { throw RPCError.contractNotFound }
        let value = try state.storage(address, key)
        if flags.isEmpty { return w.felt(value) }
        let update = try state.lastUpdate(of: address, key)
        w.object { w in
            w.field("value", felt: value)
            w.field("last_update_block", integer: update ?? 0)
        }
    }

    /// System contracts have no class but storage.
    private func exists(_ address: ContractAddress, _ state: ChainState) throws -> Bool {
        try address == .blockHashes || state.classHash(address) != .none
    }

    /// For `pre_confirmed`, the nonce behind the account's transactions in the pool: what its next one should carry.
    func getNonce(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let address = try p.address("contract_address"), block = try p.block()
        let state = try state(block)
        guard try state.classHash(address) != .none else { throw RPCError.contractNotFound }
        let nonce = try state.nonce(address)
        guard block == .preConfirmed, let next = nonce.asUInt64 else { return w.felt(nonce) }
        w.felt(Felt252(pool.pendingNonce(address, nextNonce: next)))
    }

    func getClassHashAt(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        w.felt(try classHash(p).felt)
    }

    private func classHash(_ p: RPCParameters) throws -> ClassHash {
        let address = try p.address("contract_address")
        let hash = try state(try p.block()).classHash(address)
        guard hash != .none else { throw RPCError.contractNotFound }
        return hash
    }

    func getClassAt(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hash = try classHash(p)
        guard let found = try state(try p.block()).sierraClass(hash) else { throw RPCError.contractNotFound }
        found.write(to: &w)
    }

    func getClass(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hash = ClassHash(try p.felt("class_hash"))
        guard let found = try state(try p.block()).sierraClass(hash) else { throw RPCError.classHashNotFound }
        found.write(to: &w)
    }

    func getCompiledCasm(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let hash = ClassHash(try p.felt("class_hash"))
        guard let compiled = try state(.latest).compiledClassHash(hash), let casm = try store.casm(compiled) else {
            throw RPCError.classHashNotFound
        }
        w.raw(casm)
    }
}
