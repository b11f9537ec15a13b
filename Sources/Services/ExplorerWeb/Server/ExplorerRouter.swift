import FiniteFields
import HTMLBuilding
import JSONCoding
import SQLiteStorage

/// Turns a path into a page. Blocking: it reads the index, and for traces and classes the node.
public final class ExplorerRouter: Sendable {
    let index: ExplorerIndex
    let node: any ExplorerNode
    let bundles: any BundleSource
    /// The verifier's module, when block verification is switched on.
    let verifier: LoadedVerifier?
    let chainID: String

    init(
        index: ExplorerIndex, node: any ExplorerNode, bundles: any BundleSource, verifier: LoadedVerifier?,
        chainID: String
    ) {
        self.index = index
        self.node = node
        self.bundles = bundles
        self.verifier = verifier
        self.chainID = chainID
    }

    /// - Parameters:
    ///   - path: the decoded path, beginning with a slash.
    ///   - query: decoded query items.
    public func respond(path: String, query: [String: String]) -> ExplorerResponse {
        do {
            return try route(path.split(separator: "/").map(String.init), query)
        } catch {
            return message(500, "The index did not answer", "Try again in a moment.")
        }
    }

    private func route(_ parts: [String], _ query: [String: String]) throws(SQLiteError) -> ExplorerResponse {
        switch (parts.first, parts.count) {
        case (nil, _): return try home()
        case ("blocks", 1): return try blockList(before: query["before"].flatMap { UInt64($0) })
        case ("transactions", 1): return try transactionList(before: query["before"].flatMap { UInt64($0) })
        case ("block", 2): return try block(parts[1])
        case ("tx", 2): return try transaction(parts[1])
        case ("contract", 2): return try contract(parts[1])
        case ("class", 2): return try classPage(parts[1])
        case ("search", 1): return try search(query["q"] ?? "")
        case ("api", 2) where parts[1] == "home": return try homeData()
        case ("assets", 2): return asset(parts[1])
        case ("bundle", 2): return bundle(parts[1])
        case ("health", 1): return ExplorerResponse(contentType: "application/json", body: Array(#"{"status":"ok"}"#.utf8))
        default: return notFound()
        }
    }

    func page(_ html: HTML, status: Int = 200) -> ExplorerResponse {
        ExplorerResponse(status: status, contentType: "text/html; charset=utf-8", body: html.document)
    }

    func message(_ status: Int, _ title: String, _ text: String) -> ExplorerResponse {
        page(MessagePage.render(title: title, text: text, chainID: chainID), status: status)
    }

    func notFound(_ what: String = "This page does not exist.") -> ExplorerResponse { message(404, "Not found", what) }

    private func asset(_ name: String) -> ExplorerResponse {
        if let verifier, name == verifier.moduleName {
            return ExplorerResponse(contentType: "application/wasm", body: verifier.module, cacheSeconds: 3600)
        }
        if let verifier, name == LoadedVerifier.configurationName {
            return ExplorerResponse(contentType: "application/octet-stream", body: verifier.configuration)
        }
        guard let found = ExplorerAssets.find(name) else { return notFound() }
        return ExplorerResponse(contentType: found.contentType, body: found.bytes, cacheSeconds: 60)
    }

    private func bundle(_ text: String) -> ExplorerResponse {
        guard verifier != nil, let number = UInt64(text), let bytes = bundles.bundle(of: number) else {
            return ExplorerResponse(status: 404, contentType: "text/plain", body: Array("no bundle".utf8))
        }
        return ExplorerResponse(contentType: "application/octet-stream", body: bytes)
    }

    /// A block number, a hash of a block or transaction, or the address of a contract or class.
    private func search(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        let wanted = String(text.drop { $0 == " " }.prefix(80))
        if let number = UInt64(wanted) {
            return try index.block(number: number) == nil
                ? notFound("There is no block \(number) yet.") : .redirect(to: "/block/\(number)")
        }
        guard let hex = Felt252(hex: wanted.split(separator: " ").first.map(String.init) ?? "")?.hex else {
            return notFound("Search for a block number, or for a hash or address that begins with 0x.")
        }
        if let found = try index.block(hash: hex) { return .redirect(to: "/block/\(found.number)") }
        if try index.transaction(hash: hex) != nil { return .redirect(to: "/tx/\(hex)") }
        if node.result(method: "starknet_getClassHashAt", params: ExplorerRouter.latest(hex, "contract_address")) != nil {
            return .redirect(to: "/contract/\(hex)")
        }
        if try indexedClass(hex) != nil { return .redirect(to: "/class/\(hex)") }
        return notFound("Nothing on this chain has the hash or address \(hex).")
    }

    /// Parameters of a read of the latest state: `{"block_id":"latest","<key>":"<hex>"}`.
    static func latest(_ hex: String, _ key: String) -> String {
        var writer = JSONWriter()
        writer.object { writer in
            writer.key("block_id")
            writer.string("latest")
            writer.key(key)
            writer.string(hex)
        }
        return writer.text
    }
}

/// The verifier's module in memory, with the hash the page pins and the chain configuration the verdict is about.
public struct LoadedVerifier: Sendable {
    let module: [UInt8]
    let sha256: String
    let configuration: [UInt8]
    static let configurationName = "verifier-configuration.bin"

    public init(module: [UInt8], sha256: String, configuration: [UInt8]) {
        self.module = module
        self.sha256 = sha256
        self.configuration = configuration
    }

    /// The name contains the hash, so that a cached older module is never taken for this one.
    var moduleName: String { "verifier-\(sha256.prefix(16)).wasm" }

    var asset: VerifierAsset {
        VerifierAsset(
            path: "/assets/\(moduleName)", sha256: sha256, configurationPath: "/assets/\(LoadedVerifier.configurationName)")
    }
}
