import ConsensusEngine
import ConsensusSimulation
import ConsensusWire
import Determinism
import QuorumCertificates
import StarknetModel
import Tendermint
import TransactionPool
import ValidatorSigning

/// A connection between two machines, as TLS gives it: in order, until it breaks.
struct SimulatedLink {
    let low: Int
    let high: Int
    /// Counts connections; what was on its way when one broke is lost.
    var epoch = 0
    var isUp = false
    /// An attempt to connect is planned.
    var isPlanned = true
    /// When the last frames arrive, to the lower and to the higher one.
    var arrivals = (low: 0, high: 0)

    init(_ low: Int, _ high: Int) {
        self.low = low
        self.high = high
    }

    func joins(_ node: Int) -> Bool { low == node || high == node }

    func other(than node: Int) -> Int { low == node ? high : low }
}

extension ChainSimulation {
    private static var retryMillis: Int { 200 }

    func cutLink(_ link: Int) {
        if links[link].isUp { trace(nil, "link between \(links[link].low) and \(links[link].high) lost") }
        links[link].isUp = false
        links[link].epoch += 1
        for node in [links[link].low, links[link].high] {
            machines[node].process?.inboxes[links[link].other(than: node)] = nil
        }
        guard !links[link].isPlanned else { return }
        links[link].isPlanned = true
        queue.add(.connect(link), at: now + Self.retryMillis)
    }

    func connect(_ link: Int) {
        links[link].isPlanned = false
        let low = machines[links[link].low], high = machines[links[link].high]
        guard !links[link].isUp, let one = low.process, let other = high.process, let committee,
            low.validator != high.validator
        else { return }
        // A machine keeps one connection to each validator, whichever machine it found.
        guard network.connects(low.index, high.index), !hasLink(low, to: high.validator),
            !hasLink(high, to: low.validator)
        else {
            links[link].isPlanned = true
            return queue.add(.connect(link), at: now + Self.retryMillis + random.number(in: 0...50))
        }
        links[link].isUp = true
        links[link].arrivals = (now, now)
        for (process, node, peer) in [(one, low, high), (other, high, low)] {
            let outbox = process.outbox
            process.inboxes[peer.index] = CheckingInbox(
                committee: committee, application: process.chain, peer: peer.validator
            ) { outbox.events.append($0) }
            let hello = Frame.hello(version: Frame.version, domain: committee.signingDomain).wireBytes
            transmit([hello], link, from: node.index)
        }
        for (process, node) in [(one, low), (other, high)] {
            // A peer that was away is given what waits.
            for transaction in process.chain.pool.waiting(bytesMax: 4 << 20) {
                transmit([Frame.transaction(transaction.encoded).wireBytes], link, from: node.index)
            }
            step(node)
        }
    }

    private func hasLink(_ machine: SimulatedMachine, to validator: ValidatorIndex) -> Bool {
        links.contains {
            $0.isUp && $0.joins(machine.index) && machines[$0.other(than: machine.index)].validator == validator
        }
    }

    /// Puts frames on the links of a machine: all that are up, or the one to a peer.
    func send(_ frames: [[UInt8]], from machine: SimulatedMachine, to receiver: ValidatorIndex?) {
        for link in links.indices where links[link].isUp && links[link].joins(machine.index) {
            let peer = links[link].other(than: machine.index)
            guard receiver.map({ $0 == machines[peer].validator }) ?? true else { continue }
            // All or none, as a queue that is full drops them.
            guard network.carries(from: machine.index, to: peer), !network.delays(using: &random).isEmpty else {
                continue
            }
            transmit(frames, link, from: machine.index)
        }
    }

    private func transmit(_ frames: [[UInt8]], _ link: Int, from sender: Int) {
        let delay = network.isFaulty ? random.number(in: scenario.network.delayMillis) : random.number(in: 1...20)
        let isToLow = links[link].low != sender
        let earliest = isToLow ? links[link].arrivals.low : links[link].arrivals.high
        let time = max(earliest, now + delay)
        if isToLow { links[link].arrivals.low = time } else { links[link].arrivals.high = time }
        queue.add(
            .frames(frames, link: link, epoch: links[link].epoch, to: links[link].other(than: sender)), at: time)
    }

    func deliver(_ frames: [[UInt8]], _ link: Int, _ epoch: Int, _ receiver: Int) {
        guard links[link].isUp, links[link].epoch == epoch, let process = machines[receiver].process,
            let inbox = process.inboxes[links[link].other(than: receiver)]
        else { return }
        do {
            for frame in frames { try inbox.receive(frame) }
        } catch {
            report(.refused(node: receiver, peer: links[link].other(than: receiver), "\(error)"))
            return cutLink(link)
        }
        step(machines[receiver])
    }

    /// A weak validator's votes of rounds far ahead, to everyone.
    func flood() {
        queue.add(.flood, at: now + 100)
        guard network.isFaulty, let weak = scenario.weak.min(), let committee else { return }
        let machine = machines[weak]
        let height = machines.compactMap { $0.process?.engine.height }.max() ?? Height(1)
        var frames: [[UInt8]] = []
        // Most while heights last, when what nodes keep of it would add up.
        for _ in 0..<(network.isWhole ? 20 : 300) {
            let vote = Vote(
                kind: .precommit, height: height, round: Round(UInt32(random.number(in: 20...2_000_000_000))),
                block: nil, validator: machine.validator)
            let bytes = SigningBytes.of(vote, domain: committee.signingDomain)
            let signature = SimulatedVerification.signature(weak, bytes)
            frames.append(Frame.message(.vote(SignedVote(vote: vote, signature: signature))).wireBytes)
        }
        send(frames, from: machine, to: nil)
    }
}
