"""The instrumented copy: every check switchable by the number in STARLING_MUTANT, built once."""

import os
import subprocess
from pathlib import Path

from . import faults, plan
from .sites import Site, find, rewrite

# Sites that fire are noted in a file, so that a mutant is only run against suites that can tell it from the original.
HEADER = """#pragma once
#include <stdbool.h>
extern int mutant_chosen;
extern unsigned char mutant_seen[1 << 16];
static inline bool mutant_is(int number) {
  if (!mutant_seen[number]) mutant_seen[number] = 1;
  return mutant_chosen == number;
}
"""
SOURCE = """#include "MutationSwitch.h"
#include <stdio.h>
#include <stdlib.h>
int mutant_chosen = -1;
unsigned char mutant_seen[1 << 16];
static void write_seen(void) {
  const char *path = getenv("STARLING_MUTANT_SEEN");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  for (int i = 0; i < 1 << 16; i++) if (mutant_seen[i]) fprintf(file, "%d\\n", i);
  fclose(file);
}
__attribute__((constructor)) static void choose(void) {
  const char *text = getenv("STARLING_MUTANT");
  if (text) mutant_chosen = atoi(text);
  atexit(write_seen);
}
"""
MANIFEST = """
// The instrumented copy's switch, for every module that has one.
let instrumented: Set<String> = [%s]
for target in package.targets where instrumented.contains(target.name) { target.dependencies.append("MutationSwitch") }
package.targets.append(.target(name: "MutationSwitch", path: "Sources/Basics/MutationSwitch"))
"""


class Tree:
    def __init__(self, root: Path, copy: Path):
        self.root, self.copy = root, copy

    def files(self) -> list[str]:
        """What git knows or would add."""
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=self.root, check=True,
            capture_output=True, text=True).stdout
        return sorted(path for path in listed.split("\0") if path and (self.root / path).is_file())

    def checked(self) -> list[str]:
        found: set[str] = set()
        for pattern in plan.CHECKED:
            for path in (self.root / "Sources").glob(pattern):
                found.update(
                    str(file.relative_to(self.root)) for file in ([path] if path.is_file() else path.rglob("*.swift")))
        return sorted(found)

    def sites(self) -> list[Site]:
        """All checks in a fixed order; those that can be switched off are numbered."""
        found = [site for path in self.checked() for site in find(path, (self.root / path).read_text())]
        number = 0
        for site in found:
            if site.edits:
                site.number, number = number, number + 1
        return found

    def mutants(self) -> dict[str, int]:
        """Every mutant's name and number: checks, then planted faults."""
        found = {site.key: site.number for site in self.sites() if site.number >= 0}
        return found | {f"planted: {fault.name}": len(found) + index for index, fault in enumerate(faults.FAULTS)}

    def make(self) -> None:
        """Writes the copy; files whose text did not change keep their time, so that a build goes on where it was."""
        sites = self.sites()
        texts: dict[str, str] = {}
        for path in self.checked():
            own = [site for site in sites if site.path == path and site.number >= 0]
            if own:
                texts[path] = rewrite((self.root / path).read_text(), own)
        for fault in faults.FAULTS:
            texts.setdefault(fault.path, (self.root / fault.path).read_text())
        texts, _ = faults.plant(texts, sum(site.number >= 0 for site in sites))
        for path in texts:
            access = "public " if "@inlinable" in texts[path] else ""
            texts[path] = access + "import MutationSwitch\n" + texts[path]
        modules = sorted({path.split("/")[2] for path in texts})
        names = ", ".join(f'"{module}"' for module in modules)
        texts["Package.swift"] = (self.root / "Package.swift").read_text() + MANIFEST % names
        texts["Sources/Basics/MutationSwitch/include/MutationSwitch.h"] = HEADER
        texts["Sources/Basics/MutationSwitch/switch.c"] = SOURCE
        kept = set(self.files()) | set(texts)
        for path in kept:
            self.write(path, texts[path].encode() if path in texts else (self.root / path).read_bytes())
        self.remove_others(kept)

    def write(self, path: str, content: bytes) -> None:
        target = self.copy / path
        if target.is_file() and target.read_bytes() == content:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        if (self.root / path).is_file():
            target.chmod((self.root / path).stat().st_mode)

    def remove_others(self, kept: set[str]) -> None:
        for folder, folders, names in os.walk(self.copy):
            folders[:] = [name for name in folders if name != ".build"]
            for name in names:
                path = Path(folder) / name
                if str(path.relative_to(self.copy)) not in kept:
                    path.unlink()

    def build(self, targets: list[str] = plan.TESTS) -> None:
        march = subprocess.run(["Tools/march.sh"], cwd=self.root, capture_output=True, text=True).stdout.strip()
        tuned = ["-Xswiftc", "-Xcc", "-Xswiftc", f"-march={march}", "-Xcc", f"-march={march}"] if march else []
        subprocess.run(
            ["nice", "swift", "build", "--build-tests", "-c", "release", "-Xswiftc", "-enable-testing", *tuned],
            cwd=self.copy, check=True,
            env={**os.environ, "STARLING_TESTS": ",".join(targets)})
