#!/usr/bin/env python3
"""Compiles the test data of the Cairo project with starling and compares with what stands there, word for word.

    Tools/sierra-corpus.py --cairo FOLDER [--starling .build/release/starling] [--tag v2.19.4] [--verbose]

FOLDER is a copy of the repository starkware-libs/cairo, bare or not, which has the tag. Compared are

- every case of tests/e2e_test_data (one library function each, most of them): words, hints and their places, function costs,
- every pair in tests/test_data,
- every class of crates/cairo-lang-starknet/test_data that stands beside its CASM.

The text of a hint is compared without knowing it: Tools/sierra/hints.py. Nothing of the copy is kept. What is skipped is counted
with its reason. Exit status 1 when anything differs.
"""
import argparse
import collections
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True
from sierra import casm, hints, text  # noqa: E402
from sierra.program import PRIME, contract_class  # noqa: E402

CASES, PAIRS, CLASSES = "tests/e2e_test_data", "tests/test_data", "crates/cairo-lang-starknet/test_data"
# Sierra of the compiler at the tag, and one from before code was cut into the segments of its functions.
CURRENT, UNSEGMENTED = [1, 9, 3, 2, 19, 4], [1, 4, 0, 2, 3, 1]
COSTS = {"Const": "gas", "Pedersen": "pedersen", "Poseidon": "poseidon", "Bitwise": "bitwise", "EcOp": "ecOp",
         "AddMod": "addMod", "MulMod": "mulMod", "Blake": "blake"}


class Copy:
    def __init__(self, folder, tag):
        self.folder, self.tag = folder, tag

    def git(self, *arguments):
        return subprocess.run(
            ["git", "-C", self.folder, *arguments], check=True, capture_output=True, text=True).stdout

    def files(self, folder):
        return self.git("ls-tree", "-r", "--name-only", self.tag, folder).split("\n")[:-1]

    def read(self, path):
        return self.git("show", f"{self.tag}:{path}")


def cases(source):
    """The cases of a test file: dictionaries of sections."""
    for case in re.split(r"^//! > =+\n", source, flags=re.M):
        parts = re.split(r"^//! > (.*)\n", case, flags=re.M)
        sections = {name.strip(): body.strip("\n") for name, body in zip(parts[1::2], parts[2::2])}
        if "sierra_code" in sections:
            yield parts[1].strip(), sections


def felts(value):
    """JSON with its numbers as elements of the field: a negative one may be written either way."""
    if isinstance(value, dict):
        return {key: felts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [felts(item) for item in value]
    if isinstance(value, str) and re.fullmatch(r"-?0x[0-9a-f]+", value):
        return int(value, 16) % PRIME
    return value


class Comparison:
    def __init__(self, starling, copy, verbose):
        self.starling, self.copy, self.verbose = starling, copy, verbose
        self.folder = tempfile.TemporaryDirectory()
        self.learned = hints.Learned()
        self.counts, self.skipped, self.different = collections.Counter(), collections.Counter(), []

    def compiled(self, sierra, *options):
        """CASM and what is printed, or None and the reason."""
        paths = [os.path.join(self.folder.name, name) for name in ("class.json", "casm.json")]
        Path(paths[0]).write_text(json.dumps(sierra))
        run = subprocess.run(
            [self.starling, "compile", paths[0], "--output", paths[1], *options], capture_output=True, text=True)
        if run.returncode:
            return None, run.stderr.strip()
        return json.loads(Path(paths[1]).read_text()), json.loads(run.stdout)

    def verdict(self, kind, name, reason):
        self.counts[kind, "equal" if reason is None else "different"] += 1
        if reason is not None:
            self.different.append(f"{kind} {name}: {reason}")

    def skip(self, kind, name, reason):
        self.counts[kind, "skipped"] += 1
        self.skipped[f"{kind}: {reason}"] += 1
        if self.verbose:
            print(f"skipped {name}: {reason}")

    def case(self, name, sections):
        """A program as text with its CASM as text."""
        kind = "cases" if "test_runner_name" in sections else "programs"
        if "enforced_costs" in sections:
            return self.skip(kind, name, "costs are set for functions that are no entry points, which no class can do")
        reader = text.Reader(sections["sierra_code"])
        ours, printed = self.compiled(contract_class(CURRENT, reader.program), "--function-costs")
        if ours is None and "segmentation" in printed:
            ours, printed = self.compiled(contract_class(UNSEGMENTED, reader.program), "--function-costs")
        if ours is None:
            if match := re.search(r"libfunc not allowed: (\d+)", printed):
                libfunc = text.generic(list(reader.libfuncs.values())[int(match[1])][1])[0]
                return self.skip(kind, name, f"{libfunc} is not a library function that classes may use")
            if sections["casm"].startswith("failing with"):
                return self.verdict(kind, name, None)
            if printed.endswith("cost cycle"):
                return self.skip(kind, name, "a recursion withdraws no gas, so that it has no costs; a class must have them")
            return self.verdict(kind, name, printed)
        if sections["casm"].startswith("failing with"):
            return self.verdict(kind, name, f"compiled, but the other: {sections['casm']}")
        self.verdict(kind, name, self.difference(sections, reader, ours, printed["function_costs"]))

    def difference(self, sections, reader, ours, costs):
        words, texts = casm.assemble(sections["casm"])
        mine = [int(word, 16) for word in ours["bytecode"]]
        if mine != words:
            place = next((i for i, (x, y) in enumerate(zip(mine, words)) if x != y), min(len(mine), len(words)))
            return f"{len(mine)} words for {len(words)}, from {place} on"
        flat = [(place, hint) for place, listed in ours["hints"] for hint in listed]
        if [place for place, _ in flat] != [place for place, _ in texts]:
            return "hints at other places"
        for (_, hint), (_, shown) in zip(flat, texts):
            hint = hint if isinstance(hint, dict) else {hint: {}}
            if reason := self.learned.differs(shown, hint):
                return f"hint: {reason}"
        for line in filter(None, sections.get("function_costs", "").splitlines()):
            name, _, amounts = line.partition(": SmallOrderedMap")
            stated = {COSTS[key]: int(amount) for key, amount in re.findall(r"(\w+): (-?\d+)", amounts)}
            made = {key: value for key, value in costs[reader.functions[name]].items() if value}
            if {key: value for key, value in stated.items() if value} != made:
                return f"{name} costs {made}, not {stated}"
        return None

    def pair(self, path):
        """A class beside its CASM."""
        sierra = json.loads(self.copy.read(path + ".contract_class.json"))
        theirs = json.loads(self.copy.read(path + ".compiled_contract_class.json"))
        name, compiler = path.rpartition("/")[2], theirs["compiler_version"]
        if f"v{compiler}" != self.copy.tag:
            return self.skip("class pairs", name, f"compiled by {compiler}, whose code differs")
        sierra["abi"] = sierra.get("abi") or []
        ours, printed = self.compiled(sierra)
        if ours is None:
            return self.verdict("class pairs", name, printed)
        parts = ["bytecode", "bytecode_segment_lengths", "entry_points_by_type"]
        other = [part for part in parts if ours.get(part) != theirs.get(part)]
        if felts(ours["hints"]) != felts(theirs["hints"]):
            other.append("hints")
        self.verdict("class pairs", name, f"other {', '.join(other)}" if other else None)

    def run(self):
        for path in self.copy.files(CASES):
            for name, sections in cases(self.copy.read(path)):
                self.case(f"{path[len(CASES) + 1:]}: {name}", sections)
        for path in self.copy.files(PAIRS):
            if path.endswith(".sierra"):
                sections = {
                    "sierra_code": self.copy.read(path), "casm": self.copy.read(path.removesuffix("sierra") + "casm")}
                self.case(path[len(PAIRS) + 1 :], sections)
        files = set(self.copy.files(CLASSES))
        for path in sorted(files):
            if path.endswith(".contract_class.json"):
                base = path.removesuffix(".contract_class.json")
                if base + ".compiled_contract_class.json" in files:
                    self.pair(base)
                else:
                    self.skip("class pairs", base, "a class without its CASM")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cairo", required=True)
    parser.add_argument("--starling", default=".build/release/starling")
    parser.add_argument("--tag", default="v2.19.4")
    parser.add_argument("--verbose", action="store_true", help="names each case that is skipped")
    options = parser.parse_args()
    comparison = Comparison(options.starling, Copy(options.cairo, options.tag), options.verbose)
    comparison.run()
    for line in comparison.different:
        print(f"different: {line}")
    for reason, count in sorted(comparison.skipped.items()):
        print(f"skipped {count} {reason}")
    for (kind, verdict), count in sorted(comparison.counts.items()):
        print(f"{kind} {verdict}: {count}")
    return 1 if comparison.different else 0


if __name__ == "__main__":
    sys.exit(main())
