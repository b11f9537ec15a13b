import ConsensusCore
import ConsensusWire
import QuorumCertificates
import ValidatorSigning
import WriteAheadLog

/// From inputs to effects, with the log and the signer in between.
extension EngineLoop {
    /// Logs an input of the current height and gives it to the core.
    func feed(_ input: Input, content: [UInt8] = []) {
        guard isRunning, machine.isNews(input) else { return }
        if TendermintMachine.height(of: input) == machine.height, !record(input, content) { return }
        let before = machine.step
        let effects = machine.step(input)
        if before == .newHeight, machine.step != .newHeight { heightBeganAt = EngineThread.nowMillis }
        perform(effects)
    }

    /// Appends to the log. Not synced: that happens before anything is signed. The content of a proposal is left out
    /// when it is in the log already, because its block was accepted.
    private func record(_ input: Input, _ content: [UInt8]) -> Bool {
        var logged = content
        if case .proposal(let signed) = input, accepted[signed.proposal.block] != nil { logged = [] }
        do {
            try log.append(LoggedInput.input(input, content: logged).bytes)
            return true
        } catch {
            fail("write-ahead log: \(error)")
            return false
        }
    }

    /// Performs effects in order, unless one of them ended the engine or the height.
    func perform(_ effects: [Effect]) {
        let height = machine.height
        for effect in effects where isRunning && machine.height == height { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .build(let height, let round):
            notify(.roundStarted(height, round))
            worker.add(.build(height, round))
        case .validate(let proposal):
            if accepted[proposal.block] != nil {
                receiveVerdict(proposal, nil)
            } else if let content = contents[OfferedBlock(round: proposal.round, block: proposal.block)] {
                worker.add(.validate(proposal, content: content))
            }
        case .schedule(let timeout):
            timers.append((EngineThread.nowMillis + settings.millis(timeout), timeout))
        case .propose(let proposal, let polka): propose(proposal, polka)
        case .cast(let vote): cast(vote)
        case .decide(let certificate): commit(certificate)
        case .evidence(let first, _):
            notify(.evidence(first.vote.validator, first.vote.height, first.vote.round))
        }
    }

    /// Makes what led here durable. Consensus: before every signature.
    private func syncLog() -> Bool {
        do {
            try log.sync()
            return true
        } catch {
            fail("write-ahead log: \(error)")
            return false
        }
    }

    private func cast(_ vote: Vote) {
        guard let signer, syncLog() else { return }
        do {
            let signed = try signer.sign(vote)
            links.broadcast([PeerMessage.vote(signed).wireBytes])
            feed(.vote(signed))
        } catch {
            refused(error)
        }
    }

    private func propose(_ proposal: Proposal, _ polka: [SignedVote]) {
        guard let signer, let content = accepted[proposal.block], syncLog() else { return }
        do {
            let signed = try signer.sign(proposal, polka: polka, content: content)
            links.broadcast(frames(of: signed, content))
            notify(.proposed(proposal.height, proposal.round, proposal.block, byteCount: content.count))
            feed(.proposal(signed), content: content)
        } catch {
            refused(error)
        }
    }

    /// A refused signature costs this step. A journal that cannot be written ends the engine.
    private func refused(_ error: SigningError) {
        notify(.signatureRefused(reason: "\(error)"))
        if case .log = error { fail("signing journal: \(error)") }
    }

    func frames(of proposal: SignedProposal, _ content: [UInt8]) -> [[UInt8]] {
        streamNumber += 1
        return StreamMessage.pieces(of: proposal, content: content, streamNumber: streamNumber)
            .map { PeerMessage.proposal($0).wireBytes }
    }

    func commit(_ certificate: QuorumCertificate) {
        guard !isCommitting else {
            decision = certificate
            return
        }
        guard let content = accepted[certificate.block] else {
            return fail("the content of decided block \(certificate.block) is gone")
        }
        isCommitting = true
        worker.add(.commit(certificate, content: content))
    }

    /// Goes on after a block was stored.
    func advance(_ height: Height, _ certificate: QuorumCertificate, _ isSynced: Bool) {
        guard height == machine.height else { return }
        isCommitting = false
        decision = nil
        contents = earlyContents
        earlyContents = [:]
        accepted = [:]
        timers = []
        repeats = [:]
        syncDeadline = nil
        if machine.step == .newHeight { heightBeganAt = EngineThread.nowMillis }
        let early = machine.advance(to: height.next, validators: engine.committee.validators)
        do {
            try log.compact(to: [LoggedInput.height(height.next).bytes])
        } catch {
            return fail("write-ahead log: \(error)")
        }
        notify(.committed(height, certificate.round, certificate.block, isSynced: isSynced))
        broadcast(.summary(machine.summary))
        for input in early where machine.height == height.next {
            var content: [UInt8] = []
            if case .proposal(let signed) = input {
                let key = OfferedBlock(round: signed.proposal.round, block: signed.proposal.block)
                // Without its content a proposal is worth nothing: gossip will bring both.
                guard let kept = contents[key] else { continue }
                content = kept
            }
            feed(input, content: content)
        }
    }
}
