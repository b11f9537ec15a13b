"""Runs the tests of the instrumented copy, mutant by mutant, and keeps what came of each, so that a run can go on."""

import json
import os
import re
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Suite:
    name: str
    seconds: float
    seen: set[int]


class Runner:
    def __init__(self, root: Path, copy: Path):
        self.copy = copy
        self.results_path = copy.parent / "results.json"
        self.results: dict[str, dict] = {}
        if self.results_path.is_file():
            self.results = json.loads(self.results_path.read_text())
        self.planted_path = copy.parent / "planted.json"
        self.planted: dict[str, list[str] | None] = {}
        if self.planted_path.is_file():
            self.planted = json.loads(self.planted_path.read_text())
        self.environment = dict(os.environ)
        vectors = root.parent / "shared/vectors"
        if "STARLING_VECTORS" not in os.environ and vectors.is_dir():
            self.environment["STARLING_VECTORS"] = str(vectors)

    def run(self, suite: str, timeout: float, **variables: str) -> tuple[int | None, str]:
        """The exit status, None after the timeout, and the output."""
        binary = self.copy / ".build/release/StarlingPackageTests.xctest"
        command = ["nice", str(binary), "--testing-library", "swift-testing"]
        command += ["--list-tests"] if suite == "" else ["--filter", "^" + re.escape(suite) + r"[/.(]"]
        try:
            done = subprocess.run(
                command, cwd=self.copy, env={**self.environment, **variables}, timeout=timeout, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT)
            return done.returncode, done.stdout.decode(errors="replace")
        except subprocess.TimeoutExpired as error:
            return None, (error.stdout or b"").decode(errors="replace")

    def keep_planted(self, key: str, found: tuple[str, str, str] | None) -> None:
        """Keeps which simulation found a planted fault with which seed."""
        self.planted[key] = list(found) if found else None
        self.planted_path.write_text(json.dumps(self.planted, indent=1, sort_keys=True))

    def suites(self, wanted: re.Pattern) -> list[Suite]:
        """Every suite with its time and the checks that fire or are asked in it. All must pass without a mutant."""
        listed = self.run("", 300)[1]
        names = sorted({line.split("/")[0].strip() for line in listed.splitlines() if "/" in line and "." in line})
        found = []
        seen_path = self.copy.parent / "seen"
        for name in names:
            if not wanted.search(name):
                continue
            seen_path.unlink(missing_ok=True)
            start = time.monotonic()
            status, output = self.run(name, 3600, STARLING_MUTANT_SEEN=str(seen_path))
            if status != 0:
                raise SystemExit(f"{name} fails without a mutant:\n{output[-4000:]}")
            seen = {int(line) for line in seen_path.read_text().split()} if seen_path.is_file() else set()
            found.append(Suite(name, time.monotonic() - start, seen))
        return sorted(found, key=lambda suite: suite.seconds)

    def try_mutant(self, key: str, number: int, suites: list[Suite]) -> dict:
        """Runs the suites that can tell, quickest first, until one fails."""
        able = [suite for suite in suites if number in suite.seen]
        result = {"caught": False, "by": "", "suites": [suite.name for suite in able]}
        for suite in able:
            # A planted fault has a number of seeds to show itself in, far more than the suite runs without one.
            seeds = {"STARLING_SEEDS": "10000"} if key.startswith("planted") and "ChainSimulation" in suite.name else {}
            timeout = 3600 if seeds else 10 * suite.seconds + 60
            status, output = self.run(suite.name, timeout, STARLING_MUTANT=str(number), **seeds)
            if status != 0:
                result.update(caught=True, by=reason(suite.name, status, output))
                break
        self.results[key] = result
        self.results_path.write_text(json.dumps(self.results, indent=1, sort_keys=True))
        return result


def reason(suite: str, status: int | None, output: str) -> str:
    """Which test failed first, and the seed where it says one."""
    if status is None:
        return f"{suite}: no end"
    failed = re.search(r"Test (.+?) recorded an issue|Test (.+?) failed", output)
    if not failed:
        return f"{suite}: trap (status {status})"
    name = failed.group(1) or failed.group(2)
    name = re.sub(r" with \d+ argument.*", "", name)
    seed = re.search(r"recorded an issue.*?(seed \d+)", output, re.S)
    return f"{suite}: {name[:120]}" + (f", {seed.group(1)}" if seed and "imulat" in suite else "")
