import BlockPrograms
import CasmModel
import FiniteFields
import Foundation
import VectorFiles

/// A golden block program: the recording in it, and what must come out.
struct GoldenBlock {
    let json: [String: Any]
    let recording: BlockRecording
    let bytecodes: [Felt252: [Felt252]]

    static let names = [
        "transfer", "transfer_asserted", "fib_and_store", "multicall", "reverted_transfer_from", "block_of_four",
        "dict_histogram",
    ]

    struct Malformed: Error { let what: String }

    init(_ name: String) throws {
        guard let json = try VectorFiles.json("blocks/\(name).json") as? [String: Any] else {
            throw Malformed(what: name)
        }
        self.json = json
        let block = json["block"] as! [String: Any], chain = block["chain"] as! [String: Any]
        let context = RecordedContext(
            blockNumber: (chain["block_number"] as! NSNumber).uint64Value,
            timestamp: (chain["timestamp"] as! NSNumber).uint64Value,
            sequencer: felt(chain["sequencer"]!))
        let frames = (json["frames"] as! [[String: Any]]).map(GoldenBlock.frame)
        let parents = (json["frames"] as! [[String: Any]]).map { ($0["parent"] as? NSNumber)?.intValue }
        var transactions: [TransactionRecording] = []
        var first = 0
        let all = block["transactions"] as! [[String: Any]]
        for (index, transaction) in all.enumerated() {
            // Roots name frames by their number in the file; parents and callees by their number in the transaction.
            let roots = (transaction["roots"] as! [[Any]]).map {
                ($0[0] as! String, ($0[1] as! NSNumber).intValue - first)
            }
            let end =
                index + 1 < all.count ? GoldenBlock.end(of: parents, from: first, roots: roots.count) : frames.count
            let own = Array(frames[first..<end])
            let bounds = transaction["bounds"] as! [String: [Any]]
            let resources = ["L1_GAS", "L2_GAS", "L1_DATA"].flatMap { name in
                [Felt252(shortString: name)!] + bounds[name]!.map(felt)
            }
            let kinds: [String: TransactionRecording.Root.Kind] = [
                "validate": .validate, "execute": .execute, "fee": .fee,
            ]
            transactions.append(
                TransactionRecording(
                    info: TransactionInfo(
                        version: 3, account: felt(transaction["sender"]!), signature: felts(transaction["signature"]!),
                        hash: felt(transaction["hash"]!), chainID: felt(chain["chain_id"]!),
                        nonce: felt(transaction["nonce"]!),
                        resourceBounds: resources, tip: felt(transaction["tip"]!)),
                    calldata: felts(transaction["calldata"]!),
                    roots: roots.map { .init(kind: kinds[$0.0]!, frame: $0.1) }, frames: own,
                    isReverted: !(transaction["reverted"] is NSNull)))
            first = end
        }
        recording = BlockRecording(context: context, transactions: transactions)
        var bytecodes: [Felt252: [Felt252]] = [:]
        for item in json["classes"] as! [[String: Any]] {
            let base = (item["base"] as! NSNumber).intValue, count = (item["bytecode_felts"] as! NSNumber).intValue
            let program = (json["program"] as! [String: Any])["felts"] as! [Any]
            bytecodes[felt(item["class_hash"]!)] = program[base..<base + count].map { felt($0) }
        }
        self.bytecodes = bytecodes
    }

    /// Roots have no parent; a transaction ends before the root after its last.
    static func end(of parents: [Int?], from first: Int, roots: Int) -> Int {
        var seen = 0
        for index in first..<parents.count where parents[index] == nil {
            seen += 1
            if seen > roots { return index }
        }
        return parents.count
    }
}

func felt(_ value: Any) -> Felt252 {
    if let text = value as? String { return Felt252(hex: text)! }
    return Felt252((value as! NSNumber).uint64Value)
}

func felts(_ value: Any) -> [Felt252] { (value as! [Any]).map(felt) }
