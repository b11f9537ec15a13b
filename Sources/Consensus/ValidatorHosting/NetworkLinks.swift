import ConsensusEngine
import PeerNetworking
import QuorumCertificates
import Synchronization

/// The engine's links over a `PeerNetwork`, which is made after the engine.
final class NetworkLinks: PeerLinks {
    private let count: Int
    private let me: Int
    private let network = Mutex<PeerNetwork?>(nil)

    init(count: Int, me: Int) {
        self.count = count
        self.me = me
    }

    func connect(_ network: PeerNetwork?) { self.network.withLock { $0 = network } }

    func broadcast(_ frames: [[UInt8]]) {
        guard let network = network.withLock({ $0 }) else { return }
        for peer in 0..<count where peer != me { network.send(frames, to: peer) }
    }

    func send(_ frames: [[UInt8]], to peer: ValidatorIndex) {
        _ = network.withLock { $0 }?.send(frames, to: peer.value)
    }
}
