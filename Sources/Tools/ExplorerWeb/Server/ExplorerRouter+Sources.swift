import FiniteFields
import JSONCoding
import SQLiteStorage
import SierraModel

/// What a class is made of, asked of the node each time: sources are long, and seldom read.
extension ExplorerRouter {
    func sourcePage(_ text: String, _ kindName: String, from: Int) throws(SQLiteError) -> ExplorerResponse {
        guard let hash = Felt252(hex: text)?.hex, let kind = SourcePage.Kind(rawValue: kindName) else {
            return notFound("There is no such source of a class.")
        }
        let source: Source
        switch try self.source(of: hash, kind) {
        case .found(let found): source = found
        case .absent: return notFound("There is no such class.")
        case .silent: return unavailable()
        }
        let first = max(0, min(from, max(0, source.count - 1)))
        let range = first..<min(source.count, first + SourcePage.linesMax)
        return page(
            SourcePage.render(
                frame: frame, hash: hash, kind: kind, lines: source.lines(range), first: first, count: source.count))
    }

    private struct Source: Sendable {
        var count: Int
        var lines: @Sendable (Range<Int>) -> [String]
    }

    private func source(of hash: String, _ kind: SourcePage.Kind) throws(SQLiteError) -> Lookup<Source> {
        switch kind {
        case .abi:
            switch try indexedClass(hash) {
            case .found(let item):
                let lines = IndentedJSON.lines(item.abiText)
                return .found(Source(count: lines.count) { Array(lines[$0]) })
            case .absent: return .absent
            case .silent: return .silent
            }
        case .sierra:
            return answer("starknet_getClass", ExplorerRouter.latest(hash, "class_hash"), ExplorerRouter.sierra)
        case .casm: return answer("starknet_getCompiledCasm", #"{"class_hash":"\#(hash)"}"#, ExplorerRouter.casm)
        }
    }

    private func answer(
        _ method: String, _ parameters: String, _ read: (JSONValue) throws(JSONError) -> Source?
    ) -> Lookup<Source> {
        switch node.ask(method, parameters) {
        case .result(let answer):
            guard let source = try? read(answer) else { return .absent }
            return .found(source)
        case .absent, .refused: return .absent
        case .silent: return .silent
        }
    }

    private static func sierra(_ json: JSONValue) throws(JSONError) -> Source? {
        let felts = try felts(try json.member("sierra_program"))
        guard let program = try? SierraProgram.decode(felts).program else { return nil }
        let listing = SierraListing(program)
        return Source(count: listing.count) { listing.lines($0) }
    }

    private static func casm(_ json: JSONValue) throws(JSONError) -> Source? {
        var names: [Int: String] = [:]
        for (type, points) in try json.member("entry_points_by_type").object() {
            for point in try points.array() {
                let selector = try point.member("selector").felt().hex
                let name = SelectorNames.name(of: selector) ?? selector
                names[try point.member("offset").integer(Int.self)] = "entry point (\(type)): \(name)"
            }
        }
        let lines = CasmListing(try felts(try json.member("bytecode")), entryPoints: names).lines
        return Source(count: lines.count) { range in lines[range].map { "\($0.offset): \($0.text)" } }
    }

    private static func felts(_ list: JSONValue) throws(JSONError) -> [Felt252] {
        var felts: [Felt252] = []
        for item in try list.array() { felts.append(try item.felt()) }
        return felts
    }
}
