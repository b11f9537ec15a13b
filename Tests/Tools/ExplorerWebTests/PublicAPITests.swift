import HTTPServing
import JSONCoding
import Observability
import ProofStorage
import Testing

@testable import ExplorerWeb

@Suite struct PublicAPITests {
    @Test(arguments: APIEndpoint.all.map(\.path))
    func `every described address answers as described`(path: String) throws {
        let real = path.replacing("{block}", with: "1").replacing("classes/{hash}", with: "classes/0x77")
            .replacing("{hash}", with: RecordedNode.transactionHash(1, 0))
        let answer = try TestSite.example().router.respond(path: real, query: [:])
        let endpoint = try #require(APIEndpoint.all.first { $0.path == path })
        #expect(answer.status == 200)
        #expect(answer.contentType.hasPrefix(endpoint.contentType))
        if endpoint.contentType == "application/json" {
            #expect(PublicAPITests.has(try JSONDocument(answer.body).root, endpoint.schema))
        }
    }

    /// Whether a value has the described form, no member less and no member more.
    static func has(_ value: JSONValue, _ schema: APISchema) -> Bool {
        switch schema {
        case .text: (try? value.string()) != nil
        case .integer: (try? value.integer(Int64.self)) != nil
        case .optional(let schema): value.isNull || has(value, schema)
        case .array(let item): (try? value.array().allSatisfy { has($0, item) }) ?? false
        case .object(let members):
            value.kind == .object && value.count == members.count
                && members.allSatisfy { member in
                    (try? value.member(member.name)).map { has($0, member.schema) } ?? false
                }
        case .foreign: value.kind == .object
        }
    }

    @Test func `the description is OpenAPI and names every address`() throws {
        let root = try JSONDocument(TestSite.example().router.respond(path: "/api/openapi.json", query: [:]).body).root
        #expect(try root.member("openapi").string() == "3.1.0")
        for endpoint in APIEndpoint.all { _ = try root.member("paths").member(endpoint.path).member("get") }
    }

    @Test func `rows in CSV are quoted, and none is a formula`() {
        var block = BlockSummary.none
        block.version = "=1+\"2\",\r\n"
        let text = String(decoding: APIRow.csv([APIRow.block(block)], columns: ["x"]), as: UTF8.self)
        #expect(text.contains("\"'=1+\"\"2\"\",\r\n\""))
    }

    @Test func `with the node down what is not in the index is not said to be absent`() throws {
        let site = try TestSite.example()
        site.node.change { $0.isDown = true }
        site.follow()
        #expect(site.get("/api/blocks/77").status == 503)
        #expect(site.get("/api/blocks/1").status == 200)
    }

    func site() throws -> ExplorerSite {
        let node = RecordedNode(
            answers: RecordedNode.chain([1]), bundles: [1: .bundle(Array(repeating: 7, count: 5000))])
        return try ExplorerSite(
            indexPath: ":memory:", node: node, proofs: node, bundles: node,
            verifier: LoadedVerifier(module: Array(repeating: 1, count: 9000), configuration: [7]), chainID: "SN_TEST",
            pinnedGenesis: nil, log: Logger(part: "test", level: .error))
    }

    func get(_ site: ExplorerSite, _ path: String, _ headers: [(name: String, value: String)]) -> HTTPResponse {
        var reply = site.answer(HTTPRequest(method: "GET", target: path, headers: headers))
        if case .longWork(let work) = reply { reply = work() }
        guard case .response(let answer) = reply else { return HTTPResponse(status: 0, text: "") }
        return answer
    }

    @Test func `answers are compressed for who can read it, and only then`() throws {
        let site = try site()
        for path in ["/", "/bundle/1", "/assets/\(TestSite.verifier.moduleName)", ExplorerAssets.path("style.css")] {
            let path = path.contains("verifier-") ? site.router.verifier!.asset.path : path
            let plain = get(site, path, []), small = get(site, path, [("accept-encoding", "br, gzip;q=0.8")])
            #expect(plain.status == 200)
            #expect(!plain.headers.contains { $0.name == "Content-Encoding" })
            #expect(small.headers.contains { $0.name == "Content-Encoding" && $0.value == "gzip" })
            #expect(small.headers.contains { $0.name == "Vary" })
            #expect(small.body.count < plain.body.count)
            #expect(small.body.starts(with: [0x1f, 0x8b]))
            #expect(
                !get(site, path, [("accept-encoding", "gzip;q=0")]).headers.contains { $0.name == "Content-Encoding" })
        }
    }

    @Test func `what never changes is kept for ever, and a bundle is asked for by its tag`() throws {
        let site = try site()
        for path in [
            ExplorerAssets.path("explorer.js"), site.router.verifier!.asset.path,
            site.router.verifier!.asset.configurationPath,
        ] {
            #expect(
                get(site, path, []).headers.contains { $0.name == "Cache-Control" && $0.value.contains("immutable") })
        }
        #expect(get(site, "/", []).headers.contains { $0.name == "Cache-Control" && $0.value == "no-store" })
        let tag = try #require(get(site, "/bundle/1", []).headers.first { $0.name == "ETag" }?.value)
        let again = get(site, "/bundle/1", [("if-none-match", tag)])
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
    }

    @Test func `a proof's status survives its way from prover to page`() throws {
        for stage in ProofStatus.Stage.allCases {
            let status = ProofStatus(
                stage, attempts: 3, reason: stage == .failed ? "why" : nil, lagSeconds: 51, bytes: 7, frames: 9,
                provenFrames: 8)
            var json = JSONWriter()
            json.object { json in status.writeMembers(to: &json) }
            #expect(try ProofStatus(json: JSONDocument(json.bytes).root) == status)
        }
        let unknown = try JSONDocument(text: #"{"state":"done","lag_seconds":0,"bytes":0}"#).root
        #expect(throws: JSONError.self) { try ProofStatus(json: unknown) }
    }
}
