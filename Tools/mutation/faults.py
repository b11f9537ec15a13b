"""Faults that are planted into the consensus algorithm and its simulation: rules broken as an implementation could break
them. The shipped sources know nothing of them; each is a passage and what takes its place. `FAULT` asks whether the fault
is on."""

from dataclasses import dataclass

CORE = "Sources/Consensus/Tendermint/"
SIMULATION = "Sources/Consensus/ConsensusSimulation/"


@dataclass(frozen=True)
class Fault:
    name: str
    path: str
    passage: str
    replacement: str


FAULTS = [
    # A precommit does not lock.
    Fault(
        "forgetsLock", CORE + "TendermintMachine+Rules.swift",
        "locked = Polka(block: block, round: round)",
        "if !FAULT { locked = Polka(block: block, round: round) }"),
    # A lock does not survive the change of round.
    Fault(
        "unlocksOnNewRound", CORE + "TendermintMachine+Rules.swift",
        "hasAskedForBuild = false\n        effects.append(.start(Timeout(kind: .propose",
        "hasAskedForBuild = false\n        if FAULT { locked = nil }\n"
        "        effects.append(.start(Timeout(kind: .propose"),
    # Half of the weight passes for a quorum.
    Fault(
        "halfIsQuorum", CORE + "TendermintMachine+Rules.swift",
        "validators.isQuorum(weight)",
        "(FAULT ? weight * 2 >= validators.totalWeight : validators.isQuorum(weight))"),
    # A re-proposed block is accepted without its quorum of prevotes.
    Fault(
        "trustsValidRound", CORE + "TendermintMachine+Rules.swift",
        "guard hasPolka else",
        "guard hasPolka || FAULT else"),
    # A quorum of prevotes decides.
    Fault(
        "decidesOnPrevotes", CORE + "TendermintMachine+Inputs.swift",
        "if vote.kind == .precommit, outcome != .known { noteDecidable(vote.round) }",
        "if vote.kind == .precommit, outcome != .known { noteDecidable(vote.round) }\n"
        "        if FAULT, outcome != .known, let block = polkaBlock(vote.round) {\n"
        "            decidable.append(Polka(block: block, round: vote.round))\n        }"),
    # Blocks are accepted without waiting for the check.
    Fault(
        "skipsValidation", CORE + "TendermintMachine+Rules.swift",
        "func isKnownValid(_ block: BlockID) -> Bool { validBlocks.contains(block) }",
        "func isKnownValid(_ block: BlockID) -> Bool { FAULT || validBlocks.contains(block) }"),
    # A restarted node forgets what it signed.
    Fault(
        "losesLog", SIMULATION + "Simulation+Nodes.swift",
        "nodes[node].log.removeLast(nodes[node].log.count - kept)",
        "nodes[node].log.removeLast(nodes[node].log.count - (FAULT ? 0 : kept))"),
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
