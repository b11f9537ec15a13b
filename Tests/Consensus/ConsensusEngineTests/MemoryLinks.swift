import ConsensusCore
import ConsensusEngine
import Foundation
import Synchronization

/// Links in memory: one queue and one delivering thread per node, frames as on a socket.
final class MemoryNetwork: Sendable {
    private let receivers = Mutex<[Int: @Sendable ([UInt8], Int) -> Void]>([:])
    private let cut = Mutex<Set<Int>>([])

    /// Connects a node; its frames go through one serial queue.
    func connect(_ node: Int, _ engine: ValidatorEngine, count: Int) {
        let queue = DispatchQueue(label: "node \(node)")
        nonisolated(unsafe) var inboxes: [Int: PeerInbox] = [:]
        let receive: @Sendable ([UInt8], Int) -> Void = { frame, sender in
            queue.async {
                let inbox = inboxes[sender] ?? engine.makeInbox(for: ValidatorIndex(sender))
                if inboxes[sender] == nil {
                    inboxes[sender] = inbox
                    try? inbox.receive(engine.helloFrame)
                }
                do { try inbox.receive(frame) } catch { fatalError("node \(node) refuses node \(sender): \(error)") }
            }
        }
        receivers.withLock { $0[node] = receive }
    }

    func disconnect(_ node: Int) { receivers.withLock { $0[node] = nil } }

    func deliver(_ frame: [UInt8], from sender: Int, to receiver: Int) {
        receivers.withLock { $0[sender] == nil ? nil : $0[receiver] }?(frame, sender)
    }

    func links(of node: Int, count: Int) -> any PeerLinks { Links(network: self, node: node, count: count) }

    private struct Links: PeerLinks {
        let network: MemoryNetwork
        let node: Int
        let count: Int

        func broadcast(_ frame: [UInt8]) {
            for peer in 0..<count where peer != node { network.deliver(frame, from: node, to: peer) }
        }
        func send(_ frame: [UInt8], to peer: ValidatorIndex) { network.deliver(frame, from: node, to: peer.value) }
    }
}
