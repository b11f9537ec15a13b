import FiniteFields
import HTMLBuilding
import JSONCoding
import SQLiteStorage

/// The search: numbers, `latest`, names, hashes and addresses, and the beginnings of both.
extension ExplorerRouter {
    static let searchCharactersMax = 80
    private static let hitsPerKind = 8
    /// Fewer digits would match nearly everything.
    private static let prefixDigitsMin = 3

    private static func cleaned(_ text: String) -> String {
        text.prefix(searchCharactersMax).split(separator: " ").joined(separator: " ")
    }

    func search(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        let wanted = ExplorerRouter.cleaned(text)
        if wanted.lowercased() == "latest", let latest = try index.latestBlock() {
            return .redirect(to: "/block/\(latest.number)")
        }
        if let number = UInt64(wanted) {
            return try index.block(number: number) == nil
                ? missing("There is no block \(number) yet.") : .redirect(to: "/block/\(number)")
        }
        if let exact = try exactHit(wanted) { return .redirect(to: exact) }
        let hits = try hits(wanted)
        if hits.count == 1 { return .redirect(to: hits[0].path) }
        if hits.isEmpty {
            if Felt252(hex: wanted) != nil {
                return missing("Nothing on this chain has the hash or address \(wanted).")
            }
            return notFound("Search for a block number, “latest”, a name, or the beginning of a hash or address (0x…).")
        }
        return page(SearchPage.render(frame: frame, text: wanted, hits: hits))
    }

    /// Where something with exactly this hash or address is shown.
    private func exactHit(_ text: String) throws(SQLiteError) -> String? {
        guard let hex = Felt252(hex: text)?.hex else { return nil }
        if let found = try index.block(hash: hex) { return "/block/\(found.number)" }
        if try index.transaction(hash: hex) != nil { return "/tx/\(hex)" }
        if try index.classHash(ofContract: hex) != nil { return "/contract/\(hex)" }
        if case .result = node.ask("starknet_getClassHashAt", ExplorerRouter.latest(hex, "contract_address")) {
            return "/contract/\(hex)"
        }
        if case .found = try indexedClass(hex) { return "/class/\(hex)" }
        return nil
    }

    /// Everything that a text may mean, without asking the node: suggestions while typing use it too.
    private func hits(_ text: String) throws(SQLiteError) -> [SearchHit] {
        var hits = KnownContracts.search(text).map {
            SearchHit(kind: .contract, label: $0.name, path: "/contract/\($0.address)")
        }
        let lower = text.lowercased()
        if "latest".hasPrefix(lower), lower.count >= 2, let latest = try index.latestBlock() {
            hits.append(SearchHit(kind: .block, label: "latest", path: "/block/\(latest.number)"))
        }
        if let number = UInt64(text), try index.block(number: number) != nil {
            hits.append(SearchHit(kind: .block, label: "\(number)", path: "/block/\(number)"))
        }
        if let prefix = ExplorerRouter.hexPrefix(lower) {
            hits += try index.things(prefix: prefix, limit: ExplorerRouter.hitsPerKind)
        }
        return hits
    }

    /// The beginning of a hash as the index writes hashes: minimal lower-case hex. Nil for anything else.
    private static func hexPrefix(_ text: String) -> String? {
        guard text.hasPrefix("0x"), text.count <= 66, text.dropFirst(2).allSatisfy(\.isHexDigit),
            text.utf8.allSatisfy({ $0 < 0x80 })
        else { return nil }
        let digits = text.dropFirst(2).drop { $0 == "0" }
        return digits.count >= prefixDigitsMin ? "0x" + digits : nil
    }

    /// `/api/search?q=…`: suggestions for the search field.
    func suggestions(_ text: String) throws(SQLiteError) -> ExplorerResponse {
        let hits = try hits(ExplorerRouter.cleaned(text))
        var json = JSONWriter()
        json.array(hits) { json, hit in
            json.object { json in
                for (name, value) in [("kind", hit.kind.rawValue), ("label", hit.label), ("path", hit.path)] {
                    json.field(name, string: value)
                }
            }
        }
        return ExplorerResponse(contentType: "application/json", body: json.bytes)
    }
}
