import JSONCoding
import SQLiteStorage

/// What supervisors and scripts ask: whether the process lives, and whether what it shows is of now.
extension ExplorerRouter {
    /// `/health` is 200 while the process answers, `/ready` only while node and prover answer too and the index follows.
    /// Both say the same.
    func healthAnswer(asReadiness: Bool = false) throws(SQLiteError) -> ExplorerResponse {
        let isReady = health.isReady, latest = try index.latestBlock()?.number
        var json = JSONWriter()
        json.object { json in
            json.field("status", string: isReady ? "ok" : "degraded")
            for (name, source) in [("node", SourceHealth.Source.node), ("prover", .prover)] {
                json.field(name, string: health.word(source))
                json.key("\(name)_answered")
                if let time = health.lastAnswer(source) { json.integer(time) } else { json.null() }
            }
            json.key("index_halted")
            if let reason = health.haltReason { json.string(reason) } else { json.null() }
            json.key("latest_block")
            if let latest { json.integer(latest) } else { json.null() }
        }
        return ExplorerResponse(
            status: asReadiness && !isReady ? 503 : 200, contentType: "application/json", body: json.bytes)
    }
}
