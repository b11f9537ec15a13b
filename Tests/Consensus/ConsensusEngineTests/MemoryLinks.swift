import ConsensusEngine
import Foundation
import QuorumCertificates
import Synchronization

/// Links in memory: one queue and one delivering thread per node, frames as on a socket.
final class MemoryNetwork: Sendable {
    /// A connection's sender: the node, and which of its lives.
    private struct Sender: Hashable {
        let node: Int
        let life: Int
    }

    private struct State {
        var receivers: [Int: @Sendable ([[UInt8]], Sender) -> Void] = [:]
        var lives: [Int: Int] = [:]
    }

    private let state = Mutex(State())
    /// Frames that a node refused, with the reason.
    let refusals = Mutex<[String]>([])

    /// Connects a node, which made its links before; its frames go through one serial queue.
    func connect(_ node: Int, _ engine: any RunningEngine) {
        let queue = DispatchQueue(label: "node \(node)")
        nonisolated(unsafe) var inboxes: [Sender: any PeerInbox] = [:]
        let receive: @Sendable ([[UInt8]], Sender) -> Void = { [self] frames, sender in
            queue.async { [self] in
                let inbox = inboxes[sender] ?? engine.makeInbox(for: ValidatorIndex(sender.node))
                do {
                    if inboxes.updateValue(inbox, forKey: sender) == nil { try inbox.receive(engine.helloFrame) }
                    for frame in frames { try inbox.receive(frame) }
                } catch {
                    refusals.withLock { $0.append("node \(node) refuses node \(sender.node): \(error)") }
                }
            }
        }
        state.withLock { $0.receivers[node] = receive }
    }

    func disconnect(_ node: Int) { state.withLock { $0.receivers[node] = nil } }

    private func deliver(_ frames: [[UInt8]], from sender: Sender, to receiver: Int) {
        // What a node says after its end goes nowhere.
        let receive = state.withLock { state in
            state.lives[sender.node] == sender.life && state.receivers[sender.node] != nil
                ? state.receivers[receiver] : nil
        }
        receive?(frames, sender)
    }

    /// Links for a new life of a node.
    func links(of node: Int, count: Int) -> any PeerLinks {
        let life = state.withLock { state in
            state.lives[node, default: 0] += 1
            return state.lives[node, default: 0]
        }
        return Links(network: self, sender: Sender(node: node, life: life), count: count)
    }

    private struct Links: PeerLinks {
        let network: MemoryNetwork
        let sender: Sender
        let count: Int

        func broadcast(_ frames: [[UInt8]]) {
            for peer in 0..<count where peer != sender.node { network.deliver(frames, from: sender, to: peer) }
        }
        func send(_ frames: [[UInt8]], to peer: ValidatorIndex) {
            network.deliver(frames, from: sender, to: peer.value)
        }
    }
}
