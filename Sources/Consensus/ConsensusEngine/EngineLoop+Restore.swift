import ConsensusCore
import ConsensusWire
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
        if let block = EngineLoop.blockWithContent(input), !content.isEmpty {
            contents[block] = content
            loggedContents.insert(block)
        }
        switch input {
        case .built(_, _, let block), .verdict(_, _, let block, isValid: true): accepted.insert(block)
        default: break
        }
    }
}
