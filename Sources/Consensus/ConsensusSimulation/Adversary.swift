public import ConsensusAlgorithms

/// The validator that breaks the rules, for one algorithm: its type says which algorithm a simulation runs.
public protocol Adversary: Sendable {
    associatedtype Algorithm: ConsensusAlgorithm

    /// An adversary at the start of a simulation.
    init()

    /// Takes the place of signing and sending an honest statement: other messages to other peers. The node's own machine
    /// is told with `feed` what it is to believe.
    static func contradict(
        _ statement: Algorithm.Statement, in simulation: inout Simulation<Self>, at node: Int)
}
