#!/usr/bin/env python3
"""Compiles Cairo programs made at random with starling and with the Cairo project's compiler 2.12, compares, and times both.

    Tools/sierra-random.py --cairo FOLDER [--starling .build/release/starling] [--work .build/sierra-random] [--count 300] [--seed 1]

FOLDER is a copy of the repository starkware-libs/cairo with the tag v2.12.0-dev.0, for the core library. The compilers are programs
of the Python package cairo-lang 0.14.0.1, which is installed into --work when it is not there (from PyPI; needs libgmp-dev).

Equal must be code, segment lengths, entry points and hints, felt for felt, with one named difference: from 2.13 on a comparison is
the other way round (TestLessThan became TestLessThanOrEqual in some places) with other operands. A class on which they disagree stays in --work. The
time is the better of three runs of each compiler on a class, process and JSON included. Exit status 1 when anything differs.
"""
import argparse
import collections
import json
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True
from sierra.random_cairo import Contract  # noqa: E402

PACKAGE, TAG = "cairo-lang==0.14.0.1", "v2.12.0-dev.0"
PARTS = ["bytecode", "bytecode_segment_lengths", "entry_points_by_type"]


def compilers(work, cairo):
    """A folder with the package's programs beside the core library of their version."""
    tools = work / "compilers"
    if (tools / "corelib").exists():
        return tools / "bin"
    if not (work / "venv").exists():
        venv.create(work / "venv", with_pip=True)
    subprocess.run([work / "venv/bin/pip", "install", "-q", PACKAGE], check=True)
    found = next((work / "venv").glob("lib/*/site-packages/starkware/**/sierra-compiler-major-1/bin"))
    shutil.copytree(found, tools / "bin", dirs_exist_ok=True)
    for program in (tools / "bin").iterdir():
        program.chmod(0o755)
    archive = subprocess.run(["git", "-C", cairo, "archive", TAG, "corelib"], check=True, capture_output=True).stdout
    subprocess.run(["tar", "x", "-C", tools], input=archive, check=True)
    return tools / "bin"


def timed(command, repeats=3):
    """Result and seconds of the best run."""
    best = None
    for _ in range(repeats):
        start = time.monotonic()
        run = subprocess.run(command, capture_output=True, text=True)
        seconds = time.monotonic() - start
        best = seconds if best is None else min(best, seconds)
    return run, best


def hint_difference(ours, theirs):
    """None when equal, or the named reason, or what else differs."""
    if ours == theirs:
        return None
    if [place for place, _ in ours] != [place for place, _ in theirs]:
        return "hints at other places"
    for (place, mine), (_, other) in zip(ours, theirs):
        for hint, expected in zip(mine, other):
            if hint != expected and not ("TestLessThanOrEqual" in hint and "TestLessThan" in expected):
                return f"another hint at {place}"
    return "comparison"


def compare(bin, starling, sierra, base):
    """Verdict and seconds of both: `equal`, `comparison`, or why not."""
    paths = [base.with_suffix(suffix) for suffix in (".theirs.json", ".ours.json")]
    theirs, their_time = timed([bin / "starknet-sierra-compile", sierra, paths[0]])
    ours, our_time = timed([starling, "compile", sierra, "--output", paths[1]])
    if theirs.returncode or ours.returncode:
        both = theirs.returncode and ours.returncode == 1
        return "refused by both" if both else f"refused by one: {theirs.stderr[-200:]} | {ours.stderr[-200:]}", 0, 0
    made, expected = [json.loads(path.read_text()) for path in reversed(paths)]
    other = [part for part in PARTS if made.get(part) != expected.get(part)]
    if other:
        return f"other {', '.join(other)}", our_time, their_time
    return hint_difference(made["hints"], expected["hints"]) or "equal", our_time, their_time


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cairo", required=True)
    parser.add_argument("--starling", default=".build/release/starling")
    parser.add_argument("--work", type=Path, default=Path(".build/sierra-random"))
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    bin = compilers(options.work, options.cairo)
    verdicts, ratios, failures, seed = collections.Counter(), [], 0, options.seed * 1_000_000
    while sum(verdicts.values()) < options.count:
        base = options.work / f"program_{seed}"
        cairo, sierra = base.with_suffix(".cairo"), base.with_suffix(".sierra.json")
        cairo.write_text(Contract(seed).source)
        front = subprocess.run(
            [bin / "starknet-compile", "--single-file", "--allow-warnings", cairo, sierra], capture_output=True, text=True)
        seed += 1
        if front.returncode:
            # Not a program after all: constants that overflow, for instance, are found by the front end.
            failures += 1
            if failures > 20 + options.count:
                sys.exit(f"too few programs compile: {front.stderr}")
            cairo.unlink()
            continue
        verdict, ours, theirs = compare(bin, options.starling, sierra, base)
        verdicts[verdict] += 1
        if verdict in ("equal", "comparison", "refused by both"):
            size = sierra.stat().st_size
            if ours:
                ratios.append(ours / theirs)
                print(f"{base.name}: {size} bytes, {ours * 1000:.1f} ms to {theirs * 1000:.1f} ms, ratio {ours / theirs:.2f}",
                      flush=True)
            for path in options.work.glob(base.name + ".*"):
                path.unlink()
        else:
            print(f"{base.name}: {verdict}", flush=True)
    for verdict, count in sorted(verdicts.items()):
        named = {"comparison": "equal, but for the comparison that 2.13 turned round"}.get(verdict, verdict)
        print(f"{count} {named}")
    ratios.sort()
    if ratios:
        print(f"time as a ratio to {PACKAGE}: median {ratios[len(ratios) // 2]:.2f}, most {ratios[-1]:.2f}")
    print(f"{failures} sources were no programs")
    wrong = set(verdicts) - {"equal", "comparison", "refused by both"}
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
