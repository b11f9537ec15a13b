public import FiniteFields
import Foundation
import JSONCoding
public import StarknetJSON
public import StarknetModel

/// A block as a node shows it. The hash is the node's word: compare it with that of the header.
public struct FetchedBlock: Sendable {
    public var hash: Felt252
    public var header: BlockHeader
    public var transactions: [Transaction]
    public var receipts: [TransactionReceipt]
}

extension RPCClient {
    /// A finished block with transactions and receipts; nil when the node has no such block.
    public func block(_ id: BlockReference) throws(ClientError) -> FetchedBlock? {
        let json: JSONValue
        do {
            json = try call("starknet_getBlockWithReceipts") { w in
                w.key("block_id")
                id.write(to: &w)
            }
        } catch .rpc(code: RPCErrorCode.blockNotFound.rawValue, _, _) {
            return nil
        }
        return try reading { () throws(JSONError) in
            var transactions: [Transaction] = []
            var receipts: [TransactionReceipt] = []
            for entry in try json.member("transactions").array() {
                transactions.append(try Transaction(json: try entry.member("transaction")))
                receipts.append(try TransactionReceipt(json: try entry.member("receipt")))
            }
            return FetchedBlock(
                hash: try json.member("block_hash").felt(), header: try BlockHeader(json: json),
                transactions: transactions, receipts: receipts)
        }
    }

    /// The state diff of a block, with the roots before and after it.
    public func stateUpdate(
        _ id: BlockReference
    ) throws(ClientError) -> (diff: StateDiff, oldRoot: Felt252, newRoot: Felt252) {
        let json = try call("starknet_getStateUpdate") { w in
            w.key("block_id")
            id.write(to: &w)
        }
        return try reading { () throws(JSONError) in
            (
                try StateDiff(json: try json.member("state_diff")), try json.member("old_root").felt(),
                try json.member("new_root").felt()
            )
        }
    }

    /// The recording of a block's execution with its openings, as the node stored it; nil when it keeps none.
    public func blockExecution(_ id: BlockReference) throws(ClientError) -> [UInt8]? {
        try document("starling_getBlockExecution", "recording", id)
    }

    /// The quorum certificate of a block, as the node stored it; nil for genesis and on a chain of one node.
    public func quorumCertificate(_ id: BlockReference) throws(ClientError) -> [UInt8]? {
        try document("starling_getQuorumCertificate", "certificate", id)
    }

    private func document(_ method: String, _ name: String, _ id: BlockReference) throws(ClientError) -> [UInt8]? {
        let json = try call(method) { w in
            w.key("block_id")
            id.write(to: &w)
        }
        return try reading { () throws(JSONError) in
            let value = try json.member(name)
            if value.isNull { return nil }
            guard let data = Data(base64Encoded: try value.string()) else { throw value.mismatch("base64") }
            return Array(data)
        }
    }
}
