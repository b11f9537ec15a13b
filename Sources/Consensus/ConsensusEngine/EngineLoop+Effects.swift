import ConsensusAlgorithms
import ConsensusWire
import QuorumCertificates
import ValidatorSigning
import WriteAheadLog

/// From inputs to effects, with the log and the signer in between.
extension EngineLoop {
    /// Logs an input and gives it to the algorithm.
    func feed(_ input: Algorithm.Input, content: [UInt8] = []) {
        guard isRunning, machine.isNews(input) else { return }
        if machine.isLogged(input), !record(input, content) { return }
        let wasWaiting = machine.isWaitingToBegin, before = machine.place
        let effects = machine.step(input)
        if machine.place != before || wasWaiting != machine.isWaitingToBegin {
            notify(.roundStarted(machine.place.height, machine.place.round))
        }
        if wasWaiting, !machine.isWaitingToBegin { heightBeganAt = now }
        perform(effects)
    }

    /// Appends to the log. Not synced: that happens before anything is signed. The content of an offer is left out when it
    /// is in the log already, because its block was accepted.
    private func record(_ input: Algorithm.Input, _ content: [UInt8]) -> Bool {
        var logged = content
        if case .message(let message) = input, let offer = message.offer, accepted[offer.block] != nil { logged = [] }
        do {
            try log.append(LoggedInput.input(input, content: logged).bytes)
            return true
        } catch {
            fail("write-ahead log: \(error)")
            return false
        }
    }

    /// Performs effects in order, unless one of them ended the engine or the height.
    func perform(_ effects: [Algorithm.Effect]) {
        let begun = height
        for effect in effects where isRunning && height == begun { perform(effect) }
    }

    private func perform(_ effect: Algorithm.Effect) {
        switch effect {
        case .build(let place): startBuild(place)
        case .check(let offer, let sender):
            if let known = accepted[offer.block] {
                let reason = application.untimeliness(of: known.bytes)
                receiveVerdict(offer, from: sender, reason == nil ? .valid : .untimely, reason)
            } else if contents[offer] != nil {
                checks.append(CheckUnderWay(offer: offer, sender: sender))
                reviewWork()
            }
        case .start(let timer):
            let deadline = now + Algorithm.millis(timer, in: settings.rounds)
            firstTimer = min(firstTimer, deadline)
            timers.append((deadline, timer))
        case .sign(let statement): sign(statement)
        case .decide(let certificate): commit(certificate)
        case .evidence(let first, let second): report(first, second)
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

    private func sign(_ statement: Algorithm.Statement) {
        guard let signer, !isAbstaining, !isKeyElsewhere else { return }
        var content: [UInt8] = []
        if let offer = statement.offer {
            guard let known = accepted[offer.block] else { return }
            content = known.bytes
            noteDigest(offer, content)
        }
        guard syncLog() else { return }
        do {
            let message = try signer.sign(statement, content: content)
            if let offer = message.offer {
                links.broadcast(frames(of: message, content))
                notify(.proposed(offer.place.height, offer.place.round, offer.block, byteCount: content.count))
            } else {
                broadcast(.message(message))
            }
            feed(.message(message), content: content)
        } catch {
            refused(error)
        }
    }

    /// A refused signature costs this step. A journal that cannot be written ends the engine.
    private func refused(_ error: SigningError) {
        notify(.signatureRefused(reason: "\(error)"))
        if case .log = error { fail("\(error)") }
    }

    func frames(of message: Algorithm.Message, _ content: [UInt8]) -> [[UInt8]] {
        streamNumber += 1
        return StreamMessage<Algorithm>.pieces(of: message, content: content, streamNumber: streamNumber)
            .map { Frame.stream($0).wireBytes }
    }

    func commit(_ certificate: Algorithm.Certificate) {
        guard !isCommitting else {
            decision = certificate
            return
        }
        guard let content = accepted[certificate.block] else {
            return fail("the content of decided block \(certificate.block) is gone")
        }
        committing = certificate.block
        startJob(.commit(certificate, content: content.bytes))
    }

    /// Goes on after a block was stored.
    func advance(past certificate: Algorithm.Certificate, _ isSynced: Bool) {
        let stored = certificate.height
        guard stored == height else { return }
        committing = nil
        dropWork(through: stored)
        decision = nil
        contents = contents.filter { $0.key.place.height > stored }
        digests = digests.filter { $0.key.place.height > stored }
        accepted = accepted.filter { $0.value.height > stored }
        timers = []
        firstTimer = .max
        repeats = [:]
        syncDeadline = nil
        askedForBlock = []
        if machine.isWaitingToBegin { heightBeganAt = now }
        let early = machine.advance(past: certificate, validators: committee.validators)
        do {
            try beginLog()
        } catch {
            return fail("write-ahead log: \(error)")
        }
        abstainIfNeeded(statements: [])
        notify(.committed(stored, certificate.round, certificate.block, isSynced: isSynced))
        broadcast(.summary(machine.summary))
        for input in early where height == stored.next {
            var content: [UInt8] = []
            if case .message(let message) = input, let offer = message.offer {
                // Without its content an offer is worth nothing: gossip will bring both.
                guard let kept = contents[offer] else { continue }
                content = kept
            }
            feed(input, content: content)
        }
    }

    /// Cuts the log back to the machine's snapshot.
    func beginLog() throws(LogError) {
        try log.compact(to: [LoggedInput<Algorithm>.snapshot(machine.snapshot).bytes])
    }
}
