"""Faults that are planted into the consensus algorithm, the nodes around it and their simulations: rules broken as an
implementation could break them. The shipped sources know nothing of them; each is a passage and what takes its place. `FAULT` asks whether the fault
is on."""

from dataclasses import dataclass

CORE = "Sources/Consensus/Tendermint/"
SIMULATION = "Sources/Consensus/ConsensusSimulation/"
ENGINE = "Sources/Consensus/ConsensusEngine/"
SIGNING = "Sources/Consensus/ValidatorSigning/"
PRODUCTION = "Sources/Node/BlockProduction/"
POOL = "Sources/Node/TransactionPool/"


@dataclass(frozen=True)
class Fault:
    name: str
    what: str
    path: str
    passage: str
    replacement: str


FAULTS = [
    Fault(
        "forgetsLock", "a precommit does not lock",
        CORE + "TendermintMachine+Rules.swift",
        "locked = Polka(block: block, round: round)",
        "if !FAULT { locked = Polka(block: block, round: round) }"),
    Fault(
        "unlocksOnNewRound", "a lock does not survive the change of round",
        CORE + "TendermintMachine+Rules.swift",
        "hasAskedForBuild = false\n        effects.append(.start(Timeout(kind: .propose",
        "hasAskedForBuild = false\n        if FAULT { locked = nil }\n"
        "        effects.append(.start(Timeout(kind: .propose"),
    Fault(
        "halfIsQuorum", "half of the weight passes for a quorum",
        CORE + "TendermintMachine+Rules.swift",
        "validators.isQuorum(weight)",
        "(FAULT ? weight * 2 >= validators.totalWeight : validators.isQuorum(weight))"),
    Fault(
        "trustsValidRound", "a re-proposed block is accepted without its quorum of prevotes",
        CORE + "TendermintMachine+Rules.swift",
        "guard hasPolka else",
        "guard hasPolka || FAULT else"),
    Fault(
        "decidesOnPrevotes", "a quorum of prevotes decides",
        CORE + "TendermintMachine+Inputs.swift",
        "if vote.kind == .precommit, outcome != .known { noteDecidable(vote.round) }",
        "if vote.kind == .precommit, outcome != .known { noteDecidable(vote.round) }\n"
        "        if FAULT, outcome != .known, let block = polkaBlock(vote.round) {\n"
        "            decidable.append(Polka(block: block, round: vote.round))\n        }"),
    Fault(
        "skipsValidation", "blocks are accepted without waiting for the check",
        CORE + "TendermintMachine+Rules.swift",
        "func isKnownValid(_ block: BlockID) -> Bool { validBlocks.contains(block) }",
        "func isKnownValid(_ block: BlockID) -> Bool { FAULT || validBlocks.contains(block) }"),
    Fault(
        "losesLog", "a restarted node forgets what it signed",
        SIMULATION + "Simulation+Nodes.swift",
        "nodes[node].log.removeLast(nodes[node].log.count - kept)",
        "nodes[node].log.removeLast(nodes[node].log.count - (FAULT ? 0 : kept))"),
    # What nodes got wrong once, found by the simulation of whole nodes.
    Fault(
        "acceptsEmptyJournal", "a journal without its first record is taken for an empty one",
        SIGNING + "SigningJournal.swift",
        "guard let last else { throw .journalCorrupt(name) }",
        "guard let last = last ?? (FAULT ? (.last(in: 0), [UInt8](repeating: 0, count: 32)) : nil) else {\n"
        "            throw .journalCorrupt(name)\n        }"),
    Fault(
        "votesWithoutItsLog", "a validator whose log lost what its journal proves goes on voting",
        ENGINE + "EngineLoop+Restore.swift",
        "isAbstaining = !isKnown && signer",
        "isAbstaining = !FAULT && !isKnown && signer"),
    Fault(
        "forgetsItsSilence", "a validator that abstains for its lost log does so only until it is started anew",
        ENGINE + "EngineLoop+Restore.swift",
        "do { try signer.forgo(height) }",
        "do { if !FAULT { try signer.forgo(height) } }"),
    Fault(
        "signsBeforeSync", "the log is not on the disk before a signature",
        ENGINE + "EngineLoop+Effects.swift",
        "try log.sync()",
        "if !FAULT { try log.sync() }"),
    Fault(
        "signsBesideItself", "a node that sees its own key elsewhere goes on signing",
        ENGINE + "EngineLoop+Effects.swift",
        "guard let signer, !isAbstaining, !isKeyElsewhere else",
        "guard let signer, !isAbstaining, !isKeyElsewhere || FAULT else"),
    Fault(
        "judgesDecidedByClock", "a decided block is judged by the local clock",
        ENGINE + "ApplicationJob.swift",
        "        case .adopt(let certificate, let content, let peer):\n",
        "        case .adopt(let certificate, let content, let peer):\n"
        "            if FAULT, let reason = application.untimeliness(of: content) {\n"
        "                return .adoptionFailed(certificate.height, from: peer, reason: reason)\n            }\n"),
    Fault(
        "judgesCommitsByClock", "a block that was decided here is judged by the local clock before it is stored",
        ENGINE + "ApplicationJob.swift",
        "            // Consensus: what is stored is the block that was decided, whatever happened on the way here.\n",
        "            if FAULT, let reason = application.untimeliness(of: content) {\n"
        "                return .commitFailed(certificate.height, reason: reason)\n            }\n"),
    Fault(
        "trustsProposersClock", "a proposal's time is not judged at all",
        PRODUCTION + "BlockProducer+Building.swift",
        "guard context.timestamp > now, context",
        "guard !FAULT, context.timestamp > now, context"),
    Fault(
        "keepsFarVotes", "votes of rounds far ahead are kept, each of them",
        CORE + "TendermintMachine+News.swift",
        "return vote.round.value / 2 > latest",
        "return FAULT || vote.round.value / 2 > latest"),
    Fault(
        "asksForABlockOnce", "a missed block is asked for once, of one peer",
        ENGINE + "EngineLoop+Peers.swift",
        "guard !isCommitting, syncDeadline.map({ now >= $0 }) ?? true else { return }",
        "guard !isCommitting, syncDeadline.map({ now >= $0 && !FAULT }) ?? true else { return }"),
    Fault(
        "forgetsShelvedChecks", "a check that nobody wants any more is forgotten, and its block comes to matter after all",
        ENGINE + "EngineLoop+Work.swift",
        "guard isWanted, let content = contents[offer] else { continue }",
        "guard isWanted, !FAULT || checks[index].offer.place.round >= machine.place.round,\n"
        "                    let content = contents[offer]\n                else { continue }"),
    Fault(
        "buildsWithoutEnd", "a block takes transactions for as long as there are some",
        PRODUCTION + "BuildBudget.swift",
        "return now < start + millis ? start + millis : nil",
        "return FAULT ? now + 100 * full : now < start + millis ? start + millis : nil"),
    Fault(
        "keepsTheLog", "a log is not cut back when its height is over",
        ENGINE + "EngineLoop+Effects.swift",
        "try log.compact(to:",
        "if FAULT { return }\n        try log.compact(to:"),
    Fault(
        "skipsChecksums", "records are taken without their checksum",
        "Sources/Consensus/WriteAheadLog/RecordLog.swift",
        "return sum == word(offset + 4) ? payload : nil",
        "return sum == word(offset + 4) || FAULT ? payload : nil"),
    Fault(
        "forgetsThePool", "a node that starts does not read its pool's journal",
        POOL + "PoolJournal.swift",
        "log.withLock { $0?.takeRecovered() ?? [] }",
        "log.withLock { FAULT ? [] : $0?.takeRecovered() ?? [] }"),
    Fault(
        "passesOnOnce", "a transaction is passed on once, however long it waits",
        POOL + "TransactionPool+Repeats.swift",
        "$0.turn.block <= state.blocks",
        "!FAULT && $0.turn.block <= state.blocks"),
    Fault(
        "dropsSilently", "the pool forgets why it dropped a transaction",
        POOL + "TransactionPool+Removal.swift",
        "if let reason { state.dropped",
        "if !FAULT, let reason { state.dropped"),
    Fault(
        "offersTheSlowForEver", "a transaction that is too slow for some is offered for ever",
        PRODUCTION + "SlowTransactions.swift",
        "if strikes[hash] == Self.strikesMax {",
        "if !FAULT, strikes[hash] == Self.strikesMax {"),
    Fault(
        "keepsRoundsShort", "the times of rounds do not grow",
        "Sources/Consensus/ConsensusAlgorithms/RoundTimes.swift",
        "let (growth, overflow) = delta",
        "if FAULT { return base }\n        let (growth, overflow) = delta"),
    Fault(
        "givesUpWhenNodesAreAway", "a prover gives a block up when its node is away",
        "Sources/Proving/ProofWatching/ProverProgress+Failures.swift",
        "guard isTemporary || attempts",
        "guard isTemporary && !FAULT || attempts"),
]


def plant(root_text: dict[str, str], first: int) -> tuple[dict[str, str], dict[str, int]]:
    """The changed files and each fault's number, from `first` on. Every passage must be there exactly once."""
    numbers = {}
    for fault in FAULTS:
        text = root_text[fault.path]
        if text.count(fault.passage) != 1:
            raise ValueError(f"{fault.name}: its passage is {text.count(fault.passage)} times in {fault.path}")
        number = first + len(numbers)
        numbers[fault.name] = number
        root_text[fault.path] = text.replace(fault.passage, fault.replacement.replace("FAULT", f"mutant_is({number})"))
    return root_text, numbers
