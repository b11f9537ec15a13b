import FiniteFields
import StarknetModel
import Testing

@testable import ExplorerWeb

/// What the reader's browser gets to compile a class again, and where it is asked for.
@Suite struct RecompilationRouteTests {
    private let sierra = SierraClass(
        program: [1, 7, 0], external: [SierraClass.EntryPoint(selector: 5, functionIndex: 2)], l1Handler: [],
        constructor: [], abi: Array("[]".utf8))
    private let answer = """
        {"sierra_program":["0x1","0x7","0x0"],"contract_class_version":"0.1.0","abi":"[]",
        "entry_points_by_type":{"EXTERNAL":[{"selector":"0x5","function_idx":2}],"L1_HANDLER":[],"CONSTRUCTOR":[]}}
        """

    private func site(isOn: Bool = true) throws -> TestSite {
        try TestSite.example(
            verifier: isOn ? TestSite.verifier : nil,
            more: ["starknet_getClass \(ExplorerRouter.latest("0x88", "class_hash"))": answer])
    }

    @Test func `a class's Sierra is served by its hash, in its own encoding`() throws {
        let answer = try site().router.respond(path: "/sierra/0x0088", query: [:])
        #expect(answer.status == 200 && answer.contentType == "application/octet-stream")
        #expect(answer.body == sierra.encoded && answer.keeping == .tagged("\"0x88\""))
        #expect(try SierraClass(decoding: answer.body) == sierra)
        #expect(ExplorerRouter.asksNode(["sierra", "0x88"]))
    }

    @Test func `without it a sentence says why`() throws {
        let site = try site()
        #expect(site.get("/sierra/0x99") == (404, "The node has no such class."))
        // What the recorded node has there is no Sierra class.
        #expect(site.get("/sierra/0x77") == (503, "What the node has as this class is no Sierra class."))
        for text in ["hello", "0x", "-1", "0x1/2"] { #expect(site.get("/sierra/\(text)").status == 404) }
        site.node.change { $0.isDown = true }
        #expect(site.get("/sierra/0x88") == (503, "The node does not answer."))
        #expect(try self.site(isOn: false).get("/sierra/0x88").status == 404)
    }

    @Test func `a block's page offers it once there is a verdict`() throws {
        let text = try site().get("/block/1").text
        #expect(text.contains("id=\"recompile-offer\" class=\"walk\" hidden"))
        #expect(text.contains("Compile its classes again from their Sierra"))
        #expect(text.contains("starling verify --block 1 --recompile"))
        #expect(try site(isOn: false).get("/block/1").text.contains("recompile") == false)
    }
}
