import ConsensusEngine
import ConsensusSimulation
import Tendermint

/// What happens in a simulated chain. Nodes are named by machine; a life is that of a process.
enum ChainEvent {
    case start(Int)
    case wake(Int, life: Int, number: Int)
    case frames([[UInt8]], link: Int, epoch: Int, to: Int)
    case connect(Int)
    case jobDone(Int, life: Int, number: Int)
    case answer(Int, life: Int, EngineEvent<TendermintMachine>)
    case admission(Int, life: Int)
    case client(Int)
    case prover
    case proof(UInt64)
    case flood
    case network(NetworkFault)
    case kill(Int)
    case powerCut(Int)
    case damage(Int)
    case damageAtSignature(Int, DiskDamage, life: Int)
    /// Every machine is off for a while.
    case outage(isPowerCut: Bool)
    case fullDisk(Int)
    case emptyDisk(Int)
    /// A machine's links break.
    case reconnect(Int)
    case faultsEnd

    /// A number for the digest of a run.
    var mark: UInt64 {
        switch self {
        case .start(let node): 1_000 + UInt64(node)
        case .wake(let node, _, _): 2_000 + UInt64(node)
        case .frames(let frames, let link, _, let to): 3_000 + UInt64(link * 64 + to) + UInt64(frames.count) << 32
        case .connect(let link): 4_000 + UInt64(link)
        case .jobDone(let node, _, _): 5_000 + UInt64(node)
        case .answer(let node, _, _): 6_000 + UInt64(node)
        case .admission(let node, _): 7_000 + UInt64(node)
        case .client(let client): 8_000 + UInt64(client)
        case .prover: 9_000
        case .proof(let block): 10_000 + block << 32
        case .flood: 11_000
        case .network: 12_000
        case .kill(let node): 13_000 + UInt64(node)
        case .powerCut(let node): 14_000 + UInt64(node)
        case .damage(let node): 15_000 + UInt64(node)
        case .fullDisk(let node): 16_000 + UInt64(node)
        case .emptyDisk(let node): 17_000 + UInt64(node)
        case .reconnect(let node): 18_000 + UInt64(node)
        case .faultsEnd: 19_000
        case .damageAtSignature(let node, _, _): 20_000 + UInt64(node)
        case .outage: 21_000
        }
    }
}
