import ConsensusAlgorithms
import ConsensusWire
import QuorumCertificates
import ValidatorSigning
import WriteAheadLog

extension EngineLoop {
    /// Brings the machine back to where the log says it was, and does what was left undone.
    func restore() throws(LogError) {
        if log.droppedByteCount > 0 { notify(.logShortened(byteCount: log.droppedByteCount)) }
        var inputs: [Algorithm.Input] = []
        var isCurrent = false, hasSnapshot = false
        for record in log.takeRecovered() {
            // A record with a good checksum that does not decode was written by another version.
            guard let entry = try? LoggedInput<Algorithm>(bytes: record) else { throw .foreign }
            switch entry {
            case .snapshot(let snapshot):
                // One behind the stored height comes of a crash between storing a block and beginning its successor.
                hasSnapshot = snapshot.height <= height
                isCurrent = snapshot.height == height
                guard isCurrent else { continue }
                machine = Algorithm(validators: machine.validators, me: me, snapshot: snapshot)
            case .input(let input, let content):
                guard isCurrent, machine.isLogged(input) else { continue }
                inputs.append(input)
                remember(input, content)
            }
        }
        let isBegun = height.value > 1 || (signer.map { $0.lastPosition.major > 0 } ?? false)
        if isBegun, !hasSnapshot { notify(.logLost(height)) }
        guard isCurrent else {
            // The log belongs to a height that is stored already, or the storage lost blocks that peers will send.
            try beginLog()
            abstainIfNeeded(statements: [])
            return notify(.started(height, replayed: 0))
        }
        let replayed = machine.replay(inputs)
        abstainIfNeeded(statements: replayed.statements)
        notify(.started(height, replayed: inputs.count))
        perform(replayed.outstanding)
    }

    /// Consensus: the inputs that led to a signature were on the disk before it. When the log leads to other statements than
    /// the journal's last one, it has lost some of them, and with them perhaps a lock: the machine that comes out of it must
    /// not speak at this height. What the log lost behind the last signature was never spoken from.
    func abstainIfNeeded(statements: [Algorithm.Statement]) {
        guard let signer else { return }
        let isKnown = statements.contains { statement in
            let content = statement.offer.flatMap { accepted[$0.block]?.bytes } ?? []
            return (try? signer.hasSignedLast(statement, content: content)) == true
        }
        isAbstaining = !isKnown && signer.lastPosition >= machine.firstPosition
        guard isAbstaining else { return }
        notify(.abstaining(height))
        // For this height it stays so, in later processes too: a log that is written anew may come to the last statement without
        // the lock that an earlier one took.
        do { try signer.forgo(height) } catch { fail("\(error)") }
    }

    private func remember(_ input: Algorithm.Input, _ content: [UInt8]) {
        switch input {
        case .message(let message):
            guard let offer = message.offer, !content.isEmpty else { return }
            noteDigest(offer, content)
            if contents[offer] == nil { contents[offer] = content }
        case .built(let offer):
            accepted[offer.block] = AcceptedContent(height: offer.place.height, bytes: content)
        case .verdict(let offer, let verdict):
            guard let checked = contents.removeValue(forKey: offer), verdict != .invalid, accepted[offer.block] == nil
            else {
                return
            }
            accepted[offer.block] = AcceptedContent(height: offer.place.height, bytes: checked)
        case .begin, .timer: break
        }
    }
}
