import StarknetClient
import StarknetJSON
import Testing

/// A prover follows several nodes: one that is away is passed over.
@Suite struct SeveralNodesTests {
    @Test func `the next one is asked when one does not answer, and stays the one that is asked`() throws {
        let node = try LyingNode()
        // Nobody listens on port 1.
        let client = RPCClient(["http://127.0.0.1:1", node.client.address])
        #expect(try client.blockNumber() == 0)
        #expect(client.address == node.client.address)
        #expect(try client.blockNumber() == 0)
        let alone = RPCClient(["http://127.0.0.1:1", "http://127.0.0.1:1"])
        #expect(throws: ClientError.self) { try alone.blockNumber() }
    }

    @Test func `what a node answers with an error is not asked of the next`() throws {
        let node = try LyingNode()
        let client = RPCClient([node.client.address, "http://127.0.0.1:1"])
        #expect(try client.block(.number(1_000)) == nil)
        #expect(client.address == node.client.address)
    }
}
