import HTTPServing
import NodeService
import StarknetRPC
import Testing
import TransactionPool

/// Web pages in a user's browser and the user's own node.
@Suite(.serialized) struct BrowserTests {
    private func status(_ fixture: NodeFixture, _ policy: BrowserPolicy, _ headers: [(String, String)]) -> Int {
        let server = RPCServer(
            service: fixture.node.rpcService, metricsText: { "" }, readiness: { .ready }, browsers: policy)
        let request = HTTPRequest(
            method: "POST", target: "/", headers: headers.map { (name: $0.0, value: $0.1) },
            body: Array(#"{"jsonrpc":"2.0","id":1,"method":"starknet_chainId"}"#.utf8))
        guard case .response(let response) = server.handle(request) else { return 0 }
        return response.status
    }

    @Test func `a page may use the node when its origin is on the list`() throws {
        let fixture = try NodeFixture()
        let page = [("host", "127.0.0.1:5050"), ("origin", "https://evil.example")]
        #expect(status(fixture, BrowserPolicy(), page) == 403)
        #expect(status(fixture, BrowserPolicy(), [("host", "127.0.0.1"), ("origin", "null")]) == 403)
        #expect(status(fixture, BrowserPolicy(origins: ["https://evil.example"]), page) == 200)
        #expect(status(fixture, BrowserPolicy(origins: ["*"]), page) == 200)
        #expect(status(fixture, BrowserPolicy(), [("host", "127.0.0.1:5050")]) == 200)
    }

    @Test func `a name that a page could have is none of the node's`() throws {
        let fixture = try NodeFixture()
        for host in ["localhost:5050", "10.1.2.3", "[::1]:5050", "node0:5050"] {
            #expect(status(fixture, BrowserPolicy(), [("host", host)]) == 200, "\(host)")
        }
        for host in ["evil.example", "evil.example:5050", "1.2.3.4.evil.example", "1.2.3.400"] {
            #expect(status(fixture, BrowserPolicy(), [("host", host)]) == 403, "\(host)")
        }
        #expect(status(fixture, BrowserPolicy(hosts: ["rpc.example.org"]), [("host", "rpc.example.org")]) == 200)
        #expect(status(fixture, BrowserPolicy(hosts: ["*"]), [("host", "evil.example")]) == 200)
    }
}
