import Foundation
import Observability
import Testing

@testable import ExplorerWeb

@Suite struct ExplorerRouterTests {
    func site(bundles: [UInt64: [UInt8]] = [:], verifier: LoadedVerifier? = nil) throws -> ExplorerRouter {
        var answers = ["starknet_blockNumber": "2"]
        for number in 0...2 as ClosedRange<UInt64> {
            answers[#"starknet_getBlockWithReceipts {"block_id":{"block_number":\#(number)}}"#] = RecordedNode.block(
                number)
        }
        answers["starknet_getClassHashAt"] = "\"0x77\""
        answers["starknet_traceTransaction"] = """
            {"execute_invocation":{"contract_address":"0x99","entry_point_selector":"0x5","calldata":["0x1"],"class_hash":"0x77",
            "result":["0x2"],"calls":[],"is_reverted":false}}
            """
        answers["starknet_getClass"] = """
            {"sierra_program":["0x1","0x2"],"entry_points_by_type":{"EXTERNAL":[{}],"L1_HANDLER":[],"CONSTRUCTOR":[]},
            "abi":"[{\\"type\\":\\"function\\",\\"name\\":\\"<script>x</script>\\",\\"inputs\\":[],\\"outputs\\":[]}]"}
            """
        let node = RecordedNode(answers: answers, proofs: [1: .stored(lagSeconds: 9, bytes: 4096)], bundles: bundles)
        let index = try ExplorerIndex(path: ":memory:")
        let follower = ChainFollower(index: index, node: node, proofs: node, log: Logger(part: "test", level: .error))
        #expect(follower.step() == false)
        return ExplorerRouter(index: index, node: node, bundles: node, verifier: verifier, chainID: "SN_TEST")
    }

    @Test(arguments: ["/", "/blocks", "/transactions", "/block/1", "/tx/0xc1", "/contract/0x64", "/class/0x77"])
    func `pages answer, and hostile text in them stays text`(path: String) throws {
        let answer = try site().respond(path: path, query: [:])
        let text = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == 200)
        #expect(answer.contentType.hasPrefix("text/html"))
        #expect(!text.contains("<script>"))
        #expect(!text.contains("<img"))
        #expect(
            answer.headers.contains { $0.name == "Content-Security-Policy" && $0.value.contains("default-src 'none'") })
    }

    @Test func `the transaction page shows the revert reason as text`() throws {
        let text = String(decoding: try site().respond(path: "/tx/0xc1", query: [:]).body, as: UTF8.self)
        #expect(text.contains("&lt;script&gt;window.hacked=1&lt;/script&gt;"))
    }

    @Test(arguments: [
        ("1", "/block/1"), ("0xb2", "/block/2"), ("0xc0", "/tx/0xc0"), ("0x64", "/contract/0x64"),
        ("0x0064", "/contract/0x64"),
    ])
    func `search finds blocks, transactions and contracts`(query: String, path: String) throws {
        let answer = try site().respond(path: "/search", query: ["q": query])
        #expect(answer.status == 303)
        #expect(answer.headers.contains { $0.name == "Location" && $0.value == path })
    }

    @Test(arguments: [
        "/block/9", "/block/-1", "/block/99999999999999999999999", "/tx/0xzz", "/tx/0xdead", "/contract/hello",
        "/nothing/here",
        "/assets/../../etc/passwd", "/class/",
    ])
    func `what does not exist is a page with status 404`(path: String) throws {
        #expect(try site().respond(path: path, query: [:]).status == 404)
    }

    @Test func `the proof state of a block comes from the prover`() throws {
        let text = String(decoding: try site().respond(path: "/block/1", query: [:]).body, as: UTF8.self)
        #expect(text.contains("proof stored"))
        #expect(text.contains("9 s after the block, 4 KiB"))
    }

    @Test func `without the switch there is neither bundle nor verifier`() throws {
        let off = try site(bundles: [1: [1, 2, 3]])
        #expect(off.respond(path: "/bundle/1", query: [:]).status == 404)
        let verifier = LoadedVerifier(module: [0], sha256: String(repeating: "ab", count: 32), configuration: [7])
        let on = try site(bundles: [1: [1, 2, 3]], verifier: verifier)
        #expect(on.respond(path: "/bundle/1", query: [:]).body == [1, 2, 3])
        #expect(on.respond(path: "/bundle/2", query: [:]).status == 404)
        let text = String(decoding: on.respond(path: "/block/1", query: [:]).body, as: UTF8.self)
        #expect(text.contains("data-module-sha256=\"\(verifier.sha256)\""))
    }
}
