import BlockProduction
import ByteCoding
import Foundation
import JSONCoding
import NodeService
import StarknetJSON
import StarknetRPC
import Testing

/// `starling_getEvidence`.
@Suite struct EvidenceRPCTests {
    @Test func `shows who signed what, and what is signed with it`() throws {
        let fixture = try NodeFixture(), producer = fixture.node.producer
        let digest = [UInt8](repeating: 0xab, count: 32)
        let service = RPCService(
            chain: producer.chain, store: producer.store, pool: producer.pool,
            execution: NodeExecution(producer: producer),
            evidence: {
                [
                    RPCEvidence(
                        validator: 2, height: 70_000_000_000, round: 3,
                        messages: [
                            .init(bytes: [1, 2, 3], contentDigest: digest), .init(bytes: [], contentDigest: []),
                        ])
                ]
            })
        let request = #"{"jsonrpc":"2.0","id":1,"method":"starling_getEvidence"}"#
        let answer = try #require(service.read(Array(request.utf8)).answer())
        let list = try Array(JSONDocument(answer, limits: .localFile).root.member("result").array())
        #expect(list.count == 1)
        #expect(try list[0].member("validator").integer(Int.self) == 2)
        #expect(try list[0].member("height").integer(Int.self) == 70_000_000_000)
        #expect(try list[0].member("round").integer(Int.self) == 3)
        let messages = try Array(list[0].member("messages").array())
        #expect(try messages.map { try $0.member("bytes").string() } == ["AQID", ""])
        #expect(try messages[0].member("content_sha256").string() == HexBytes.encode(digest))
        #expect(try messages[1].optional("content_sha256") == nil)
        // A node alone has nobody to accuse.
        #expect(try String(decoding: fixture.post(request), as: UTF8.self).contains(#""result":[]"#))
    }
}
