import ConsensusCore
import ConsensusWire
import QuorumCertificates
import WriteAheadLog

extension EngineLoop {
    /// Brings the core back to where the log says it was, and does what was left undone.
    func restore() throws(LogError) {
        var inputs: [Input] = []
        var isCurrent = false
        for record in log.recovered {
            // A record with a good checksum that does not decode was written by another version.
            guard let entry = try? LoggedInput(bytes: record) else { throw .foreign }
            switch entry {
            case .height(let height): isCurrent = height == machine.height
            case .input(let input, let content):
                guard isCurrent, TendermintMachine.height(of: input) == machine.height else { continue }
                inputs.append(input)
                remember(input, content)
            }
        }
        guard isCurrent else {
            // The log belongs to a height that is stored already, or the storage lost blocks that peers will send.
            try log.compact(to: [LoggedInput.height(machine.height).bytes])
            notify(.started(machine.height, replayed: 0))
            return
        }
        let effects = machine.replay(inputs)
        notify(.started(machine.height, replayed: inputs.count))
        perform(effects)
    }

    private func remember(_ input: Input, _ content: [UInt8]) {
        switch input {
        case .proposal(let signed):
            let key = OfferedBlock(round: signed.proposal.round, block: signed.proposal.block)
            if !content.isEmpty, contents[key] == nil { contents[key] = content }
        case .built(_, _, let block): accepted[block] = content
        case .verdict(_, let round, let block, let isValid):
            let checked = contents.removeValue(forKey: OfferedBlock(round: round, block: block))
            if isValid, accepted[block] == nil, let checked { accepted[block] = checked }
        default: break
        }
    }
}
