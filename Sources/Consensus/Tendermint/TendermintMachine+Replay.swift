public import ConsensusAlgorithms
import QuorumCertificates

extension TendermintMachine {
    public func outstanding(_ effects: [Effect], after inputs: [Input]) -> [Effect] {
        let done = Done(inputs)
        return effects.filter { effect in
            switch effect {
            case .build(let place): place == self.place && hasAskedForBuild
            case .sign(.proposal(let proposal, _)): !done.proposals.contains(proposal)
            case .sign(.vote(let vote)): !done.votes.contains(vote)
            case .check(let offer, _): !done.checks.contains(offer)
            case .start(let timeout):
                timeout.height == height && timeout.round == round && !done.timers.contains(timeout)
            case .decide: true
            case .evidence: false
            }
        }
    }

    /// What a log shows as done.
    private struct Done {
        var proposals: Set<Proposal> = []
        var votes: Set<Vote> = []
        var checks: Set<BlockOffer> = []
        var timers: Set<Timeout> = []

        init(_ inputs: [Input]) {
            for input in inputs {
                switch input {
                case .message(.proposal(let signed)): proposals.insert(signed.proposal)
                case .message(.vote(let signed)): votes.insert(signed.vote)
                case .verdict(let offer, _): checks.insert(offer)
                case .timer(let timeout): timers.insert(timeout)
                case .begin, .built: break
                }
            }
        }
    }
}
