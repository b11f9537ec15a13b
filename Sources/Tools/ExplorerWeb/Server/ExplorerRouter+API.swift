import FiniteFields
import HTMLBuilding
import JSONCoding
import ProofStorage
import SQLiteStorage

/// Data for programs: `APIEndpoint.all` describes it.
extension ExplorerRouter {
    func api(_ parts: [String], _ query: [String: String]) throws(SQLiteError) -> ExplorerResponse {
        switch (parts.first, parts.count) {
        case (nil, 0): return page(APIPage.render(frame: frame))
        case ("openapi.json", 1): return json(OpenAPIDocument.bytes(chainID: chainID))
        case ("home", 1): return try homeData()
        case ("proofs", 1): return try proofData(query["blocks"] ?? "")
        case ("status", 1): return try healthAnswer()
        case ("search", 1): return try suggestions(query["q"] ?? "")
        case ("blocks", 1), ("blocks.csv", 1):
            let blocks = try index.blocks(before: query["before"].flatMap { UInt64($0) }, limit: limit(query))
            return rows(blocks.map(APIRow.block), isCSV: parts[0] != "blocks", columns: APIRow.block(.none).map(\.name))
        case ("transactions", 1), ("transactions.csv", 1):
            let list = try index.transactions(
                before: query["before"].flatMap(TransactionPlace.init(text:)), limit: limit(query))
            return rows(
                list.map(APIRow.transaction), isCSV: parts[0] != "transactions",
                columns: APIRow.transaction(.none).map(\.name))
        case ("blocks", 2): return try apiBlock(parts[1])
        case ("transactions", 2): return try apiTransaction(parts[1])
        case ("classes", 3) where parts[2] == "contracts": return try apiContracts(parts[1], query)
        default: return apiMissing("no such address: see /api/openapi.json")
        }
    }

    private static let rowsMax = 100

    private func limit(_ query: [String: String]) -> Int {
        min(max(query["limit"].flatMap { Int($0) } ?? 25, 1), ExplorerRouter.rowsMax)
    }

    func json(_ bytes: [UInt8], status: Int = 200) -> ExplorerResponse {
        ExplorerResponse(status: status, contentType: "application/json", body: bytes)
    }

    /// What is not in the index is only "not found" while the node answers.
    private func apiMissing(_ text: String) -> ExplorerResponse {
        var json = JSONWriter()
        json.object { json in
            json.field("error", string: health.isDown(.node) ? health.nodeNotice : text)
        }
        return self.json(json.bytes, status: health.isDown(.node) ? 503 : 404)
    }

    private func rows(_ rows: [[(name: String, value: APIRow.Value)]], isCSV: Bool, columns: [String])
        -> ExplorerResponse
    {
        if isCSV {
            return ExplorerResponse(contentType: "text/csv; charset=utf-8", body: APIRow.csv(rows, columns: columns))
        }
        var json = JSONWriter()
        json.array(rows) { json, row in json.object { json in APIRow.write(row, to: &json) } }
        return self.json(json.bytes)
    }

    private func apiBlock(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard let block = try foundBlock(text) else { return apiMissing("there is no such block") }
        let transactions = try index.transactions(ofBlock: block.number)
        var json = JSONWriter()
        json.object { json in
            APIRow.write(APIRow.block(block), to: &json)
            json.key("proof_status")
            json.object { json in block.proof.writeMembers(to: &json) }
            json.key("transaction_list")
            json.array(transactions) { json, row in
                json.object { json in APIRow.write(APIRow.transaction(row), to: &json) }
            }
        }
        return self.json(json.bytes)
    }

    private func apiTransaction(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard let hash = Felt252(hex: text)?.hex, let found = try index.transaction(hash: hash) else {
            return apiMissing("there is no such transaction")
        }
        return json(Array(found.raw.utf8))
    }

    private func apiContracts(_ text: String, _ query: [String: String]) throws(SQLiteError) -> ExplorerResponse {
        guard let hash = Felt252(hex: text)?.hex else { return apiMissing("that is no class hash") }
        let after = Felt252(hex: query["after"] ?? "")?.hex ?? ""
        let contracts = try index.contracts(ofClass: hash, after: after, limit: limit(query))
        var json = JSONWriter()
        json.array(contracts) { json, address in json.string(address) }
        return self.json(json.bytes)
    }
}

extension BlockSummary {
    /// An empty row: its columns' names stand at the head of a table.
    static let none = BlockSummary(
        number: 0, hash: "", parentHash: "", newRoot: "", sequencer: "", version: "", timestamp: 0, transactionCount: 0,
        eventCount: 0, proof: ProofStatus(.empty))
}

extension TransactionSummary {
    /// An empty row: its columns' names stand at the head of a table.
    static let none = TransactionSummary(
        hash: "", block: 0, index: 0, type: "", sender: "", nonce: "", executionStatus: "", timestamp: 0)
}
