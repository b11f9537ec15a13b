import ByteCoding
import FiniteFields
import HTMLBuilding
import JSONCoding
import Observability
import ProofStorage
import SHA2
import SQLiteStorage
import Threading

/// Turns a path into a page. Blocking: it reads the index, and for traces, contracts and classes the node.
public final class ExplorerRouter: Sendable {
    let index: ExplorerIndex
    let node: WatchedNode
    let bundles: any BundleSource
    /// Is told of the blocks that readers look at.
    let proofs: ProofFollower
    /// The verifier's module, when block verification is switched on.
    let verifier: LoadedVerifier?
    let health: SourceHealth
    let chainID: String
    let now: @Sendable () -> UInt64
    let abis = KnownABIs()
    private let log: Logger
    private let indexTrouble = LastingTrouble()

    init(
        index: ExplorerIndex, node: WatchedNode, bundles: any BundleSource, proofs: ProofFollower,
        verifier: LoadedVerifier?, health: SourceHealth, chainID: String, log: Logger,
        now: @escaping @Sendable () -> UInt64
    ) {
        self.index = index
        self.node = node
        self.bundles = bundles
        self.proofs = proofs
        self.verifier = verifier
        self.health = health
        self.chainID = chainID
        self.log = log
        self.now = now
    }

    /// The query items that any page reads; others are ignored.
    static let queryNames =
        ["q", "before", "after", "limit", "function", "key", "blocks", "from"]
        + (0..<ViewCall.argumentsMax).map { "arg\($0)" }

    /// - Parameters:
    ///   - path: the decoded path, beginning with a slash.
    ///   - query: decoded query items.
    public func respond(path: String, query: [String: String]) -> ExplorerResponse {
        do {
            let response = try route(path.split(separator: "/").map(String.init), query)
            log.trouble("the index does not answer", indexTrouble.passed(now: MonotonicClock.nowSeconds))
            return response
        } catch {
            log.trouble(
                "the index does not answer", indexTrouble.met("\(error)", now: MonotonicClock.nowSeconds))
            return message(500, "The index did not answer", "Try again in a moment.")
        }
    }

    private func route(_ parts: [String], _ query: [String: String]) throws(SQLiteError) -> ExplorerResponse {
        switch (parts.first, parts.count) {
        case (nil, _): return try home()
        case ("blocks", 1): return try blockList(before: query["before"].flatMap { UInt64($0) })
        case ("transactions", 1): return try transactionList(before: query["before"])
        case ("block", 2): return try block(parts[1])
        case ("tx", 2): return try transaction(parts[1])
        case ("contract", 2): return try contract(parts[1], query)
        case ("class", 3): return try sourcePage(parts[1], parts[2], from: query["from"].flatMap { Int($0) } ?? 0)
        case ("class", 2): return try classPage(parts[1], after: query["after"] ?? "")
        case ("receipt", 1): return page(ReceiptPage.render(frame: frame, verifier?.asset))
        case ("search", 1): return try search(query["q"] ?? "")
        case ("api", 1...): return try api(Array(parts.dropFirst()), query)
        case ("assets", 2), ("assets", 3): return asset(Array(parts.dropFirst()))
        case ("favicon.ico", 1): return asset([ExplorerAssets.version, "icon.svg"])
        case ("bundle", 2): return try bundle(parts[1])
        case ("sierra", 2): return sierra(parts[1])
        case ("health", 1): return try healthAnswer()
        case ("ready", 1): return try healthAnswer(asReadiness: true)
        default: return notFound()
        }
    }

    /// Whether the answer to a path may have to wait for the node.
    static func asksNode(_ parts: [String]) -> Bool {
        let page = parts.first == "api" ? parts.dropFirst().first : parts.first
        return ["contract", "class", "classes", "tx", "search", "bundle", "sierra"].contains(page)
            || parts.first == "api" && parts.count == 3
    }

    var frame: SiteFrame { SiteFrame(chainID: chainID, notices: health.notices) }

    func page(_ html: HTML, status: Int = 200) -> ExplorerResponse {
        ExplorerResponse(status: status, contentType: "text/html; charset=utf-8", body: html.document)
    }

    func message(_ status: Int, _ title: String, _ text: String) -> ExplorerResponse {
        page(MessagePage.render(title: title, text: text, frame: frame), status: status)
    }

    func notFound(_ what: String = "This page does not exist.") -> ExplorerResponse { message(404, "Not found", what) }

    /// Something is not in the index. While the node is silent nobody knows whether it is on the chain: then it is not
    /// "not found".
    func missing(_ what: String) -> ExplorerResponse { health.isDown(.node) ? unavailable() : notFound(what) }

    /// The page needs the node, and the node is silent.
    func unavailable() -> ExplorerResponse {
        message(503, health.nodeNotice, "What you asked for can only be told by the node. Try again in a moment.")
    }

    private func asset(_ parts: [String]) -> ExplorerResponse {
        if let verifier, parts == [verifier.moduleName] {
            return ExplorerResponse(contentType: "application/wasm", body: verifier.module, keeping: .always)
        }
        if let verifier, parts == [verifier.configurationName] {
            return ExplorerResponse(
                contentType: "application/octet-stream", body: verifier.configuration, keeping: .always)
        }
        // Another version's file is not this one: an old page must not run half of a new site.
        guard parts.count == 2, parts[0] == ExplorerAssets.version, let found = ExplorerAssets.find(parts[1]) else {
            return ExplorerResponse(status: 404, text: "not found\n")
        }
        return ExplorerResponse(contentType: found.contentType, body: found.bytes, keeping: .always)
    }

    /// A block's bundle. Without one, the text says why, in words that the page's script knows: 404 with the stage of the
    /// proof, 503 with a sentence.
    private func bundle(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        guard verifier != nil, let number = UInt64(text) else { return ExplorerResponse(status: 404, text: "unknown") }
        if number == 0 {
            return ExplorerResponse(
                status: 503, text: "Block 0 is the genesis: nobody signed it, and there is nothing to check it against."
            )
        }
        switch bundles.bundle(of: number) {
        case .bundle(let bytes):
            let tag = "\"\(HexBytes.encode(SHA256.hash(bytes).prefix(16)))\""
            return ExplorerResponse(contentType: "application/octet-stream", body: bytes, keeping: .tagged(tag))
        case .notStored: return ExplorerResponse(status: 404, text: try stage(of: number))
        case .unavailable(let reason): return ExplorerResponse(status: 503, text: reason)
        }
    }

    private func stage(of number: UInt64) throws(SQLiteError) -> String {
        guard let proof = try index.block(number: number)?.proof else { return "unknown" }
        switch proof.stage {
        case .failed: return "failed: " + HostileText.visible(proof.reason ?? "without a reason", limit: 200)
        case .waiting, .proving: return health.isDown(.prover) ? "unknown" : proof.stage.rawValue
        case .stored, .empty: return proof.stage.rawValue
        }
    }

    /// Parameters of a read of the latest state: `{"block_id":"latest","<key>":"<hex>"}`.
    static func latest(_ hex: String, _ key: String) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.field("block_id", string: "latest")
            writer.field(key, string: hex)
        }
        return writer.text
    }
}
