import QuorumCertificates

extension TendermintMachine {
    /// Restores the state of the current height from its logged inputs, and returns the effects that the log does
    /// not show as done: votes and proposals that were never signed, checks and builds without an answer, timers
    /// that still matter, and the decision.
    public mutating func replay(_ inputs: [Input]) -> [Effect] {
        var effects: [Effect] = []
        for input in inputs { effects += step(input) }
        let done = Set(inputs)
        return effects.filter { effect in
            switch effect {
            case .build(let height, let round):
                height == self.height && round == self.round && hasAskedForBuild
            case .propose(let proposal, _):
                !done.contains { input in
                    if case .proposal(let known) = input { known.proposal == proposal } else { false }
                }
            case .validate(let proposal):
                !done.contains { input in
                    if case .verdict(proposal.height, proposal.round, proposal.block, _) = input { true } else { false }
                }
            case .cast(let vote):
                !done.contains { input in if case .vote(let known) = input { known.vote == vote } else { false } }
            case .schedule(let timeout):
                timeout.height == height && timeout.round == round && !done.contains(.timeout(timeout))
            case .decide: true
            case .evidence: false
            }
        }
    }
}
