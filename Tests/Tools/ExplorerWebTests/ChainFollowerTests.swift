import Testing

@testable import ExplorerWeb

/// The index holds one chain: it is tied to its genesis and follows parent hashes.
@Suite struct ChainFollowerTests {
    @Test func `an index of another chain is emptied and read again, also where the name and the heights are the same`()
        throws
    {
        let index = try ExplorerIndex(path: ":memory:")
        try TestSite(RecordedNode(answers: RecordedNode.chain([1, 1, 1], chain: 1)), index: index).follow()
        #expect(try index.block(number: 2)?.hash == RecordedNode.hash(2, 1))
        let site = try TestSite(RecordedNode(answers: RecordedNode.chain([1, 1, 1], chain: 2)), index: index)
        site.follow()
        site.follow()
        #expect(try index.fact("genesis") == RecordedNode.hash(0, 2))
        for number in 0...2 as ClosedRange<UInt64> {
            #expect(try index.block(number: number)?.hash == RecordedNode.hash(Int(number), 2))
        }
        #expect(try index.transaction(hash: RecordedNode.transactionHash(1, 0, 1)) == nil)
    }

    @Test func `a longer chain of another genesis is found by its parent hashes`() throws {
        let index = try ExplorerIndex(path: ":memory:")
        try TestSite(RecordedNode(answers: RecordedNode.chain([1, 1], chain: 1)), index: index).follow()
        let site = try TestSite(RecordedNode(answers: RecordedNode.chain([1, 1, 1, 1], chain: 2)), index: index)
        site.follow()
        site.follow()
        #expect(try index.block(number: 1)?.hash == RecordedNode.hash(1, 2))
        #expect(try index.block(number: 3)?.hash == RecordedNode.hash(3, 2))
    }

    @Test func `a block that does not stand on the one before is not stored, and every page says so`() throws {
        var answers = RecordedNode.chain([1, 1, 1])
        let place = #"starknet_getBlockWithReceipts {"block_id":{"block_number":2}}"#
        answers[place] = answers[place]?.replacing(RecordedNode.hash(1), with: "0xdead")
        let site = try TestSite(RecordedNode(answers: answers))
        site.follow()
        #expect(try site.index.block(number: 2) == nil)
        #expect(site.get("/").text.contains("does not stand on block 1"))
        #expect(site.get("/ready").status == 503)
    }

    @Test func `a history that was rewritten is said and not shown`() throws {
        let site = try TestSite.example()
        site.node.change { $0.answers["starknet_blockHashAndNumber"] = #"{"block_hash":"0xdead","block_number":2}"# }
        site.follow()
        #expect(site.get("/blocks").text.contains("rewritten its history"))
    }

    @Test func `contracts are known from the state updates, before anybody looked at them`() throws {
        let site = try TestSite.example()
        #expect(site.get("/class/0x77").text.contains("/contract/0x99"))
    }

    @Test func `a node with another genesis than the configuration pins is not followed, and every page says so`()
        throws
    {
        let node = RecordedNode(answers: RecordedNode.chain([1, 1, 1], chain: 2))
        let site = try TestSite(node, pinnedGenesis: RecordedNode.hash(0, 1))
        site.follow()
        #expect(try site.index.latestBlock() == nil)
        for path in ["/", "/blocks", "/transactions", "/api"] {
            #expect(site.get(path).text.contains("on another chain than this explorer&#39;s configuration"))
        }
        #expect(site.get("/ready").status == 503)
        // The right one is followed, though nothing was restarted.
        node.change { $0.answers = RecordedNode.chain([1, 1, 1], chain: 1) }
        site.follow()
        #expect(try site.index.latestBlock()?.hash == RecordedNode.hash(2, 1))
        #expect(!site.get("/").text.contains("another chain"))
    }

    @Test func `what the index has of the pinned chain stays, while the node is on another one`() throws {
        let node = RecordedNode(answers: RecordedNode.chain([1, 1, 1], chain: 1))
        let site = try TestSite(node, pinnedGenesis: RecordedNode.hash(0, 1))
        site.follow()
        node.change { $0.answers = RecordedNode.chain([1, 1, 1, 1], chain: 2) }
        site.follow()
        site.follow()
        #expect(try site.index.latestBlock()?.hash == RecordedNode.hash(2, 1))
        #expect(site.get("/block/1").text.contains("on another chain than this explorer&#39;s configuration"))
    }
}
