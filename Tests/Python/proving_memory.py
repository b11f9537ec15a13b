#!/usr/bin/env python3
"""The memory of provers, against what they say of it before they begin.

    Tests/Python/proving_memory.py [--starling .build/release/starling] [FILE.json[:ARGUMENT,...]...]

Each program is proven by processes of their own: without a limit, and with half of the memory that this took, or what the
tables of constants alone need. Checked are

- the peak of each process: not above the estimate, nor below 0.7 of it less 150 MB,
- that all proofs of a program are the same bytes,
- that no process with a limit takes more than the limit,
- that a fifth of that is refused, in a sentence, before anything is proven.

Programs are those of the repository, and files that are named: executables with arguments, or Cairo 0 programs. Exit status 1
when something does not hold.
"""
import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Steps of the loop: a small run, and one whose tables are larger than those of constants.
PROGRAMS = [("Examples/fibonacci.executable.json", "10"), ("Examples/fibonacci.executable.json", "100000")]
BELOW, SLACK_GB = 0.7, 0.15
# With the smallest program.
LEAST_GB = 0.4


class Failed(Exception):
    pass


def prove(starling, program, arguments, folder, *options):
    """Exit status, bytes of the proof, estimate and peak in GB, and what was said."""
    proof = Path(folder) / "proof"
    proof.unlink(missing_ok=True)
    command = [starling, "prove", "--program", program, "--proof", str(proof), "--format", "json", *options]
    done = subprocess.run(command + (["--args", arguments] if arguments else []), capture_output=True, text=True)
    said = done.stdout + done.stderr
    estimate, peak = re.search(r"about ([\d.]+) GB of memory", said), re.search(r"peak memory ([\d.]+) GB", said)
    return (done.returncode, proof.read_bytes() if proof.exists() else None,
            float(estimate[1]) if estimate else None, float(peak[1]) if peak else None, said)


def expect(condition, text):
    if not condition:
        raise Failed(text)


def check(starling, program, arguments):
    name = f"{Path(program).stem} {arguments}".strip()
    with tempfile.TemporaryDirectory(dir=".") as folder:
        status, whole, estimate, peak, said = prove(starling, program, arguments, folder, "--memory-limit", "1T")
        expect(status == 0 and whole, f"{name}: not proven: {said}")
        print(f"{name}: {said.splitlines()[0]}\n  without a limit: about {estimate} GB, took {peak}", flush=True)
        expect(BELOW * estimate - SLACK_GB <= peak <= estimate, f"{name}: the estimate is {estimate} GB, the peak {peak}")
        limit = max(peak / 2, LEAST_GB)
        status, half, estimate, peak, said = prove(
            starling, program, arguments, folder, "--memory-limit", f"{int(limit * 1e6)}K")
        expect(status == 0, f"{name}: not proven within {limit:.2f} GB: {said}")
        print(f"  within {limit:.2f} GB: about {estimate} GB, took {peak}; {said.splitlines()[1]}", flush=True)
        expect(half == whole, f"{name}: another proof within {limit:.2f} GB")
        expect(peak <= limit * 1.03 and BELOW * estimate - SLACK_GB <= peak, f"{name}: {peak} GB, with a limit of {limit:.2f}")
        status, none, _, _, said = prove(
            starling, program, arguments, folder, "--memory-limit", f"{int(limit * 2e5)}K")
        expect(status == 1 and none is None and re.search(r"\d [GM]B", said) and "Fatal" not in said, f"{name}: not refused: {said}")
        print(f"  within {limit / 5:.2f} GB: {said.strip().splitlines()[-1]}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--starling", default=".build/release/starling")
    parser.add_argument("files", nargs="*")
    arguments = parser.parse_args()
    named = [tuple((f.split(":") + [""])[:2]) for f in arguments.files]
    programs = named or [(str(ROOT / path), values) for path, values in PROGRAMS]
    failures = 0
    for program, values in programs:
        try:
            check(arguments.starling, program, values)
        except Failed as failure:
            failures += 1
            print(f"FAILED: {failure}", flush=True)
    sys.exit(1 if failures else 0)


main()
