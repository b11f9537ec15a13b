"""The planted faults and the seeds that find them: runs each against the simulations and writes the table."""

import os
import re
import time
from pathlib import Path

from .faults import FAULTS
from .runner import Runner

# Test targets and tests that simulate, the quicker one first.
TARGETS = ["ConsensusSimulationTests", "ChainSimulationTests"]
TESTS = [
    ("networks of the algorithm",
     "ConsensusSimulationTests.`Simulated networks`/`agree and make progress under faults, whatever the seed`",
     ["Consensus/Tendermint/", "ConsensusSimulation/"]),
    ("chains of whole nodes",
     "ChainSimulationTests.`Simulated chains of whole nodes`/`keep their promises, whatever the seed`", [""]),
]
SEEDS = 10_000
HEAD = """# Planted faults

Each line is a fault that is planted into the instrumented copy (`Tools/mutation/faults.py`), and the first seed of a
simulation that shows it: of networks of the algorithm alone (`ConsensusSimulationTests`), or of chains of whole nodes, where
`starling simulate --seed` would show the same. Without a fault these seeds break no promise (`make test-long`). Made by
`make planted-faults`, which fails when a fault is not found within %s seeds.

| fault | what is wrong | simulation | seed | what it shows |
|---|---|---|---|---|
""" % f"{SEEDS:,}"


def find(runner: Runner, number: int, path: str) -> tuple[str, str, str] | None:
    """Which simulation shows the fault, the seed, and what was seen."""
    for name, test, folders in TESTS:
        if not any(folder in path for folder in folders):
            continue
        status, output = runner.run(
            test, 7200, STARLING_MUTANT=str(number), STARLING_SEEDS=str(SEEDS), STARLING_LONG="1")
        output = re.sub(r"\x1b\[\d+m", "", output)
        shown = re.search(r"recorded an issue.*?seed (\d+): \[(.*?)\]\s*$", output, re.S | re.M)
        if status != 0 and shown:
            return name, shown.group(1), re.sub(r"\s+", " ", shown.group(2)).split('", "')[0].strip('"')
    return None


def run(runner: Runner, numbers: dict[str, int], page: Path, wanted: re.Pattern) -> int:
    """Runs the faults and keeps what was found; the page is written when every fault has a seed."""
    rows, missing = [], []
    for fault in FAULTS:
        key = f"planted: {fault.name}"
        if wanted.search(fault.name) or key not in runner.planted:
            start = time.monotonic()
            found = find(runner, numbers[key], fault.path)
            runner.keep_planted(key, found)
            print(f"{fault.name}: {found or 'NOT FOUND'} ({time.monotonic() - start:.0f} s)", flush=True)
        found = runner.planted[key]
        if found is None:
            missing.append(fault.name)
        else:
            rows.append(f"| `{fault.name}` | {fault.what} | {found[0]} | {found[1]} | {found[2].replace('|', '/')[:120]} |")
    if missing:
        print(f"not found within {SEEDS:,} seeds: {', '.join(missing)}")
        return 1
    page.write_text(HEAD + "\n".join(rows) + "\n")
    print(f"{len(rows)} planted faults found; {os.path.relpath(page)} is written")
    return 0
