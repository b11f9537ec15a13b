import FiniteFields
import JSONCoding
public import StarknetJSON
public import StarknetModel
public import StateTries

extension RPCClient {
    /// What opens a storage cell in the state after a block, as the node gives it: nothing of it is checked here. Nil when the
    /// node keeps the tries of later blocks only.
    public func storageOpening(
        of cell: StorageCell, _ block: BlockReference
    ) throws(ClientError) -> StateOpening? {
        let json: JSONValue
        do {
            json = try call("starknet_getStorageProof") { w in
                w.key("block_id")
                block.write(to: &w)
                w.field("contract_addresses", felts: [cell.address.felt])
                w.key("contracts_storage_keys")
                w.array([cell]) { w, cell in
                    w.object { w in
                        w.field("contract_address", felt: cell.address.felt)
                        w.field("storage_keys", felts: [cell.key.felt])
                    }
                }
            }
        } catch .rpc(code: RPCErrorCode.storageProofNotSupported.rawValue, _, _) {
            return nil
        }
        return try reading { () throws(JSONError) in
            let roots = try json.member("global_roots"), contracts = try json.member("contracts_proof")
            var nodes = try Self.nodes(try contracts.member("nodes"))
            for proof in try json.member("contracts_storage_proofs").array() { nodes += try Self.nodes(proof) }
            let leaves = try contracts.member("contract_leaves_data").array().map { (leaf) throws(JSONError) in
                ContractLeaf(
                    classHash: ClassHash(try leaf.member("class_hash").felt()),
                    storageRoot: try leaf.member("storage_root").felt(), nonce: try leaf.member("nonce").felt())
            }
            return StateOpening(
                roots: StateRoots(
                    contracts: try roots.member("contracts_tree_root").felt(),
                    classes: try roots.member("classes_tree_root").felt()),
                pedersenNodes: nodes, contracts: leaves.map { StateDiff.Entry(address: cell.address, value: $0) })
        }
    }

    private static func nodes(_ json: JSONValue) throws(JSONError) -> [TrieNode] {
        try json.array().map { (entry) throws(JSONError) in
            let node = try entry.member("node")
            guard let child = try node.optional("child") else {
                return .binary(left: try node.member("left").felt(), right: try node.member("right").felt())
            }
            let length = try node.member("length").integer(Int.self)
            guard let path = TriePath(value: try node.member("path").felt(), length: length) else {
                throw node.mismatch("an edge of a trie")
            }
            return .edge(path: path, child: try child.felt())
        }
    }
}
