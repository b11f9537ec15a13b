public import ConsensusAlgorithms
import Determinism
public import QuorumCertificates

/// The shell around each machine: log, signing, timers, commits, crashes.
extension Simulation {
    /// Logs an input of a node and does what its machine asks for.
    public mutating func feed(_ input: ConsensusInput<Algorithm>, to node: Int) {
        let height = nodes[node].machine.place.height
        nodes[node].log.append(input)
        let effects = nodes[node].machine.step(input)
        perform(effects, at: node, height: height)
    }

    /// Performs effects in order, and stops when the node crashed or moved on in between.
    mutating func perform(_ effects: [ConsensusEffect<Algorithm>], at node: Int, height: Height) {
        let life = nodes[node].life
        for effect in effects {
            guard nodes[node].isRunning, nodes[node].life == life, nodes[node].machine.place.height == height else {
                return
            }
            perform(effect, at: node)
        }
    }

    private mutating func perform(_ effect: ConsensusEffect<Algorithm>, at node: Int) {
        switch effect {
        case .build(let place):
            let isEvil = settings.equivocator?.value == node && random.chance(percent: 30)
            let block = makeBlock(height: place.height, by: node, isValid: !isEvil)
            later(.built(BlockOffer(place: place, block: block)), in: random.number(in: 1...40), at: node)
        case .check(let offer, _):
            // Clocks differ: what is of the future for one node need not be so for another.
            let isUntimely = network.isFaulty && random.chance(percent: settings.untimelyPercent)
            let verdict: OfferVerdict =
                !SimulatedBlocks.isValid(offer.block) ? .invalid : isUntimely ? .untimely : .valid
            later(.verdict(offer, verdict), in: random.number(in: 1...40), at: node)
        case .start(let timer):
            later(.timer(timer), in: Algorithm.millis(timer, in: Self.times), at: node)
        case .sign(let statement): sign(statement, at: node)
        case .decide(let certificate):
            if !holds(certificate) { violations.append(.badCertificate(certificate.height)) }
            commit(certificate, at: node)
        case .evidence(let first, _):
            // Only the equivocator may ever be accused.
            if first.sender != settings.equivocator {
                violations.append(.doubleSigned(first.sender, first.place.height, first.place.round))
            }
        }
    }

    private mutating func later(_ input: ConsensusInput<Algorithm>, in millis: Int, at node: Int) {
        queue.add(.input(input, node: node, life: nodes[node].life), at: now + millis)
    }

    /// Makes the log durable; the node may die just before or after.
    private mutating func survivesSync(_ node: Int) -> Bool {
        for isSynced in [false, true] {
            if isSynced { nodes[node].durableCount = nodes[node].log.count }
            if network.isFaulty, settings.equivocator?.value != node, random.chance(percent: settings.crashPointPercent)
            {
                crash(node)
                queue.add(.restart(node: node), at: now + random.number(in: 20...500))
                return false
            }
        }
        return true
    }

    private mutating func sign(_ statement: Algorithm.Statement, at node: Int) {
        guard survivesSync(node) else { return }
        if settings.equivocator?.value == node { return Foe.contradict(statement, in: &self, at: node) }
        guard noteSigned(statement, at: node) == 1 else {
            let place = statement.position
            violations.append(.doubleSigned(ValidatorIndex(node), Height(place.major), place.round))
            return
        }
        let message = statement.signed(Self.signature(of: node))
        broadcast(.message(message), from: node)
        feed(.message(message), to: node)
    }

    /// Records what a validator signed, and returns how many different statements it has signed at this position. A correct
    /// one signs one.
    @discardableResult
    public mutating func noteSigned(_ statement: Algorithm.Statement, at node: Int) -> Int {
        let bytes = statement.signingBytes(
            domain: Self.domain, contentDigest: statement.offer.map(\.block.bytes) ?? [])
        genuine[node, default: []].insert(bytes)
        signed[node, default: [:]][statement.position, default: []].insert(bytes)
        return signed[node]?[statement.position]?.count ?? 0
    }

    /// A new block.
    public mutating func makeBlock(height: Height, by node: Int, isValid: Bool) -> BlockID {
        nonce += 1
        return SimulatedBlocks.make(height: height, node: node, nonce: nonce, isValid: isValid)
    }

    mutating func commit(_ certificate: Algorithm.Certificate, at node: Int) {
        let height = certificate.height
        if settings.equivocator?.value != node {
            if !SimulatedBlocks.isValid(certificate.block) {
                violations.append(.decidedInvalid(height, certificate.block))
            }
            if let other = decided[height], other != certificate.block {
                violations.append(.forked(height, other, certificate.block))
            }
            decided[height] = certificate.block
        }
        roundMax = max(roundMax, certificate.round)
        nodes[node].decisions.append(certificate)
        nodes[node].log = []
        nodes[node].durableCount = 0
        let early = nodes[node].machine.advance(past: certificate, validators: nodes[node].machine.validators)
        nodes[node].snapshot = nodes[node].machine.snapshot
        let life = nodes[node].life
        later(.begin(height.next), in: 100, at: node)
        for input in early where nodes[node].life == life && nodes[node].machine.place.height == height.next {
            feed(input, to: node)
        }
    }

    mutating func crash(_ node: Int) {
        guard nodes[node].isRunning else { return }
        nodes[node].isRunning = false
        nodes[node].life += 1
        // What was not synced may be there in part.
        let kept = random.number(in: nodes[node].durableCount...nodes[node].log.count)
        nodes[node].log.removeLast(nodes[node].log.count - kept)
    }

    mutating func restart(_ node: Int) {
        guard !nodes[node].isRunning else { return }
        nodes[node].isRunning = true
        let height = Height(UInt64(nodes[node].decisions.count) + 1)
        var machine = Algorithm(
            validators: nodes[node].machine.validators, me: nodes[node].index, snapshot: nodes[node].snapshot)
        nodes[node].durableCount = nodes[node].log.count
        let effects = machine.replay(nodes[node].log).outstanding
        nodes[node].machine = machine
        later(.begin(height), in: 100, at: node)
        perform(effects, at: node, height: height)
    }
}
