import DevnetService
import FlowReplaying
import Foundation
import JSONCoding
import Synchronization
import Testing

/// What subscribers of a development network hear, whatever else wakes the one who tells them.
@Suite struct DevnetNewsTests {
    /// The texts at these members of each message, in the order in which they came.
    private func said(_ listener: Listener, _ count: Int, _ path: [String]) throws -> [String] {
        var list: [String] = []
        for _ in 0..<count {
            var value = try JSONDocument(try #require(listener.next(seconds: 20))).root
            for member in path { value = try value.member(member) }
            list.append(try value.string())
        }
        return list
    }

    @Test func `of a transaction whose block is made at once only the block is told`() throws {
        let fixture = try DevnetFixture()
        let socket = try #require(FlowSocket(port: fixture.devnet.rpcPort))
        socket.send(
            Array(
                #"{"jsonrpc":"2.0","id":1,"method":"starknet_subscribeNewTransactions","params":{"finality_status":["PRE_CONFIRMED","ACCEPTED_ON_L2"]}}"#
                    .utf8))
        _ = try #require(socket.next(seconds: 20))
        let listener = Listener(socket)
        // Each subscription has the subscribers told of what is new.
        let ends = Atomic(false)
        let other = try #require(FlowSocket(port: fixture.devnet.rpcPort))
        let group = DispatchGroup()
        nonisolated(unsafe) let waking = other
        DispatchQueue.global().async(group: group) {
            while !ends.load(ordering: .relaxed) {
                usleep(2_000)
                waking.send(Array(#"{"jsonrpc":"2.0","id":1,"method":"starknet_subscribeNewHeads"}"#.utf8))
                guard let answer = waking.next(seconds: 20), let root = try? JSONDocument(answer).root,
                    let id = (try? root.optional("result"))?.stringIfAny
                else { continue }
                waking.send(
                    Array(
                        #"{"jsonrpc":"2.0","id":2,"method":"starknet_unsubscribe","params":{"subscription_id":"\#(id)"}}"#
                            .utf8))
            }
        }
        var finalities: [String] = []
        for _ in 0..<6 {
            _ = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":1}"#)
            finalities += try said(listener, 1, ["params", "result", "finality_status"])
        }
        ends.store(true, ordering: .relaxed)
        group.wait()
        #expect(finalities == [String](repeating: "ACCEPTED_ON_L2", count: 6))
    }

    @Test func `on demand, a transaction is told of before its block, and with it`() throws {
        let fixture = try DevnetFixture { $0.blocks = .demand }
        let socket = try #require(FlowSocket(port: fixture.devnet.rpcPort))
        socket.send(
            Array(
                #"{"jsonrpc":"2.0","id":1,"method":"starknet_subscribeNewTransactions","params":{"finality_status":["PRE_CONFIRMED","ACCEPTED_ON_L2"]}}"#
                    .utf8))
        _ = try #require(socket.next(seconds: 20))
        let listener = Listener(socket)
        _ = try fixture.call("devnet_mint", #"{"address":"0x12345","amount":1}"#)
        #expect(try said(listener, 1, ["params", "result", "finality_status"]) == ["PRE_CONFIRMED"])
        _ = try fixture.call("devnet_createBlock")
        #expect(try said(listener, 1, ["params", "result", "finality_status"]) == ["ACCEPTED_ON_L2"])
    }
}

/// Reads a socket all the time, so that pings are answered while a test is busy with a slow call: a socket that is silent for
/// long is cut off. Ends with the socket.
private final class Listener: Sendable {
    private let messages = Mutex<[[UInt8]]>([])
    private let arrived = DispatchSemaphore(value: 0)

    init(_ socket: FlowSocket) {
        nonisolated(unsafe) let read = socket
        Thread.detachNewThread { [self] in
            while let message = read.next(seconds: 600) {
                messages.withLock { $0.append(message) }
                arrived.signal()
            }
        }
    }

    /// The next message; nil when none comes within `seconds`.
    func next(seconds: Double) -> [UInt8]? {
        guard arrived.wait(timeout: .now() + seconds) == .success else { return nil }
        return messages.withLock { $0.removeFirst() }
    }
}

extension JSONValue {
    /// The text, of a value that is one.
    fileprivate var stringIfAny: String? { kind == .string ? try? string() : nil }
}
