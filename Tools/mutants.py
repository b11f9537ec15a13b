#!/usr/bin/env python3
"""Deletes one check at a time and shows which test finds it.

    Tools/mutants.py list [PATTERN]      the checks of the verifier, and what cannot be dropped
    Tools/mutants.py build               the instrumented copy, .build/mutants/tree
    Tools/mutants.py run [PATTERN]       runs what has no result yet; PATTERN is matched against names
    Tools/mutants.py report              what was caught by which test, and survivors
    Tools/mutants.py planted [PATTERN]   the planted faults and the seeds that find them: Docs/Internals/planted-faults.md;
                                         goes on where it was, and runs those of PATTERN again
    Tools/mutants.py --self-test         tests of the rewriting

Survivors that are equivalent to the original stand with their reasons in Tools/mutants-equivalent.txt: a name in a line,
the reason indented below it. A run ends with 1 when there are others.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True
from mutation import planted, self_test  # noqa: E402
from mutation.runner import Runner  # noqa: E402
from mutation.tree import Tree  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
COPY = ROOT / ".build/mutants/tree"
EQUIVALENT = ROOT / "Tools/mutants-equivalent.txt"


def equivalents() -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in EQUIVALENT.read_text().splitlines() if EQUIVALENT.is_file() else []:
        if not line.strip() or line.startswith("#"):
            continue
        if line[0].isspace():
            found[name] = (found[name] + " " + line.strip()).strip()
        else:
            name = line.strip()
            found[name] = ""
    return found


def report(mutants: dict[str, int], results: dict[str, dict], wanted: re.Pattern) -> int:
    known = equivalents()
    caught, survivors, open_ = 0, [], 0
    print("| mutant | caught by |\n|---|---|")
    for name in mutants:
        if not wanted.search(name):
            continue
        result = results.get(name)
        if result is None:
            open_ += 1
        elif result["caught"]:
            caught += 1
            print(f"| `{name}` | {result['by']} |")
        else:
            survivors.append(name)
    print(f"\n{caught} caught, {len(survivors)} survive, {open_} not run")
    bad = [name for name in survivors if not known.get(name)]
    for name in survivors:
        reached = ", ".join(results[name]["suites"]) or "no test makes it refuse"
        print(f"  {'equivalent' if name not in bad else 'SURVIVOR'}: {name} ({known.get(name) or reached})")
    stale = [name for name in known if name not in mutants or results.get(name, {}).get("caught")]
    for name in stale:
        print(f"  stale in {EQUIVALENT.name}: {name}")
    return 1 if bad or stale else 0


def main(arguments: list[str]) -> int:
    if arguments == ["--self-test"]:
        return 0 if self_test.run() else 1
    if not arguments or arguments[0] not in ("list", "build", "run", "report", "planted") or len(arguments) > 2:
        print(__doc__)
        return 2
    wanted = re.compile(arguments[1] if len(arguments) == 2 else "")
    tree = Tree(ROOT, COPY)
    if arguments[0] == "list":
        sites = [site for site in tree.sites() if wanted.search(site.key)]
        for site in sites:
            print(f"{'' if site.edits else 'cannot be dropped: '}{site.key}")
        print(f"{sum(bool(site.edits) for site in sites)} checks, {sum(not site.edits for site in sites)} bindings")
        return 0
    mutants = tree.mutants()
    runner = Runner(ROOT, COPY)
    if arguments[0] == "planted":
        tree.make()
        tree.build(planted.TARGETS)
        again = wanted if len(arguments) == 2 else re.compile("^$")
        return planted.run(runner, mutants, ROOT / "Docs/Internals/planted-faults.md", again)
    if arguments[0] in ("build", "run"):
        tree.make()
        tree.build()
    if arguments[0] == "run":
        suites = runner.suites(re.compile(""))
        for suite in suites:
            print(f"{suite.seconds:7.1f} s {suite.name}: {len(suite.seen)} checks", flush=True)
        for name, number in mutants.items():
            if wanted.search(name) and name not in runner.results:
                result = runner.try_mutant(name, number, suites)
                print(f"{'caught' if result['caught'] else 'SURVIVES'}: {name}: {result['by']}", flush=True)
    return 0 if arguments[0] == "build" else report(mutants, runner.results, wanted)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
