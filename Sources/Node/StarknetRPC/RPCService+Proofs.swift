import ChainStorage
import FiniteFields
import JSONCoding
import StarknetJSON
import StarknetModel
import StateTries

extension RPCService {
    /// Merkle proofs out of the tries of one of the latest states; of older ones, whose tries are not kept, error 42.
    func getStorageProof(_ p: RPCParameters, _ w: inout JSONWriter) throws {
        let request = try StorageProofRequest(p, keysMax: limits.storageProofKeysMax)
        let block = try p.block()
        guard let wanted = try number(of: block) else {
            throw RPCError.invalidParameters.because("there are no storage proofs of pre_confirmed")
        }
        guard let tries = block == .latest ? try store.tries() : try store.tries(after: wanted) else {
            throw RPCError.storageProofNotSupported
        }
        guard let head = tries.head else { throw RPCError.noBlocks }
        do {
            try write(request, tries, head, &w)
        } catch let error as TrieError {
            throw RPCError.internalError.because("trie: \(error)")
        }
    }

    private func write(
        _ request: StorageProofRequest, _ tries: ChainTries, _ head: ChainHead, _ w: inout JSONWriter
    ) throws {
        try w.object { (w) throws in
            w.key("classes_proof")
            try proof(of: request.classes.map(\.felt), in: .classes, root: tries.roots.classes, tries, &w)
            w.key("contracts_proof")
            try w.object { (w) throws in
                w.key("nodes")
                let keys = request.contracts.map(\.felt)
                try proof(of: keys, in: .contracts, root: tries.roots.contracts, tries, &w)
                w.key("contract_leaves_data")
                try w.array { (w) throws in
                    for address in request.contracts { write(try tries.contract(at: address), &w) }
                }
            }
            w.key("contracts_storage_proofs")
            try w.array { (w) throws in
                for (address, keys) in request.storage {
                    let root = try tries.contract(at: address).storageRoot
                    try proof(of: keys.map(\.felt), in: .storage(address), root: root, tries, &w)
                }
            }
            w.key("global_roots")
            w.object { w in
                w.field("contracts_tree_root", felt: tries.roots.contracts)
                w.field("classes_tree_root", felt: tries.roots.classes)
                w.field("block_hash", felt: head.hash)
            }
        }
    }

    private func write(_ leaf: ContractLeaf, _ w: inout JSONWriter) {
        w.object { w in
            w.field("nonce", felt: leaf.nonce)
            w.field("class_hash", felt: leaf.classHash.felt)
            w.field("storage_root", felt: leaf.storageRoot)
        }
    }

    /// The union of the keys' nodes, each once, in order of first visit.
    private func proof(
        of keys: [Felt252], in trie: TrieID, root: Felt252, _ tries: ChainTries, _ w: inout JSONWriter
    ) throws {
        var seen: Set<Felt252> = []
        try w.array { (w) throws in
            for key in keys {
                for (hash, node) in try TrieReading.nodes(to: key, in: trie, root: root, source: tries)
                where seen.insert(hash).inserted {
                    w.object { w in
                        w.field("node_hash", felt: hash)
                        w.key("node")
                        write(node, &w)
                    }
                }
            }
        }
    }

    private func write(_ node: TrieNode, _ w: inout JSONWriter) {
        w.object { w in
            switch node {
            case .binary(let left, let right):
                w.field("left", felt: left)
                w.field("right", felt: right)
            case .edge(let path, let child):
                w.field("path", felt: path.value)
                w.field("length", integer: path.length)
                w.field("child", felt: child)
            }
        }
    }
}

/// The keys of one storage proof request, counted together against the limit.
private struct StorageProofRequest {
    var classes: [ClassHash] = []
    var contracts: [ContractAddress] = []
    var storage: [(ContractAddress, [StorageKey])] = []

    init(_ p: RPCParameters, keysMax: Int) throws {
        var count = 0
        func add(_ more: Int) throws {
            count += more
            guard count <= keysMax else {
                throw RPCError.invalidParameters.because("at most \(keysMax) keys are allowed in one request")
            }
        }
        if let list = try p.optional("class_hashes") {
            try add(list.count)
            classes = try list.felts().map(ClassHash.init)
        }
        if let list = try p.optional("contract_addresses") {
            try add(list.count)
            for item in try list.array() { contracts.append(try ContractAddress(json: item)) }
        }
        if let list = try p.optional("contracts_storage_keys") {
            for item in try list.array() {
                let keys = try item.member("storage_keys")
                try add(max(1, keys.count))
                var storageKeys: [StorageKey] = []
                for key in try keys.array() { storageKeys.append(try StorageKey(json: key)) }
                storage.append((try ContractAddress(json: try item.member("contract_address")), storageKeys))
            }
        }
    }
}
