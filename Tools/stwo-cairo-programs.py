#!/usr/bin/env python3
"""Runs, proves and verifies the test programs of stwo-cairo with starling.

    Tools/stwo-cairo-programs.py --stwo-cairo FOLDER [--starling .build/release/starling] [--memory-limit 8G] [NAME...]

FOLDER is a copy of the repository starkware-libs/stwo-cairo, bare or not; every `compiled.json` of its `test_data` is taken, or
those whose folder has one of the names. Each is run in proof mode, proven with 96 bits over the small preprocessed trace, and
its proof verified, by a process each. Nothing of the copy is kept. Prints a line a program; exit status 1 when one of them
fails, with what was said.
"""
import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

DATA = "test_data"


def programs(folder):
    """Name and text of every compiled program of the copy."""
    git = ["git", "-C", str(folder)]
    listed = subprocess.run(git + ["ls-tree", "-r", "--name-only", "HEAD", DATA], check=True, capture_output=True, text=True)
    for path in listed.stdout.split("\n"):
        if path.endswith("/compiled.json"):
            yield path.split("/")[-2], subprocess.run(git + ["show", f"HEAD:{path}"], check=True, capture_output=True).stdout


class Failed(Exception):
    pass


def step(command, name):
    start = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{name}: exit status {done.returncode}: {(done.stderr or done.stdout).strip()[-400:]}")
    return done.stdout, time.monotonic() - start


def handle(starling, limit, name, text, folder):
    """The cells of a program's line."""
    program, proof = folder / "compiled.json", folder / "proof.json"
    program.write_bytes(text)
    out, _ = step([starling, "run", str(program), "--json"], "run")
    steps = json.loads(out)["steps"]
    command = [starling, "prove", "--program", str(program), "--proof", str(proof), "--format", "json"]
    out, seconds = step(command + (["--memory-limit", limit] if limit else []), "prove")
    memory = re.search(r"peak memory ([\d.]+) GB, CPU time ([\d.]+) s", out)
    out, _ = step([starling, "verify", "--proof", str(proof)], "verify")
    return [name, f"{steps:,}", f"{seconds:.1f}", memory[2], memory[1], "verified"]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stwo-cairo", required=True, type=Path)
    parser.add_argument("--starling", default=".build/release/starling")
    parser.add_argument("--memory-limit")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    found = [(n, t) for n, t in programs(arguments.stwo_cairo) if not arguments.names or any(w in n for w in arguments.names)]
    if not found:
        sys.exit("no program found")
    widths, failures = [46, 10, 8, 8, 6, 10], 0

    def line(cells):
        print("  ".join(c.ljust(w) if i in (0, 5) else c.rjust(w) for i, (c, w) in enumerate(zip(cells, widths))), flush=True)
    line(["program", "steps", "prove s", "CPU s", "GB", ""])
    for name, text in found:
        with tempfile.TemporaryDirectory() as folder:
            try:
                line(handle(arguments.starling, arguments.memory_limit, name, text, Path(folder)))
            except Failed as failure:
                failures += 1
                line([name, "", "", "", "", f"FAILED: {failure}"])
    print(f"{len(found) - failures} of {len(found)} programs were run, proven and verified")
    sys.exit(1 if failures else 0)


main()
