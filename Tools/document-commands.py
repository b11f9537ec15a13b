#!/usr/bin/env python3
"""Runs the commands of the documents, so that none can become false.

A fenced block whose language is `sh run` is run line by line from the checkout's root, in the order of the documents; each line
must end with status 0, or with the status that a comment `# exit status N` at its end names. `make stop` is run last, wherever
it stands. A block whose language is `sh ci` is what `.ci/run` runs. A document that looks like it has commands (a line that begins with `make`, `starling` or `.build/release/starling`)
in a block that is not run must be listed here with the reason.

    Tools/document-commands.py [--list] [DOCUMENT ...]
"""
import argparse
import pathlib
import re
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
DOCUMENTS = ["README.md", "Docs/Proving.md"]
NOT_RUN = {
    "CONTRIBUTING.md": "a list of make targets: hours in all",
    "Docs/Operating.md": "installs a package and starts services; Tools/docker-check.sh --package does the same in containers",
    "Docs/Internals/mutants.md": "hours",
}
COMMAND = re.compile(r"(make|starling|\.build/release/starling|Tools/\S+) \S")
SECONDS = 3000


def blocks(path):
    """The fenced blocks of a document: their language and their lines."""
    language, lines = None, []
    for line in (ROOT / path).read_text().split("\n"):
        if line.startswith("```"):
            if language is None:
                language, lines = line[3:].strip(), []
            else:
                yield language, lines
                language = None
        elif language is not None:
            lines.append(line)


def commands(path):
    for language, lines in blocks(path):
        if language != "sh run":
            continue
        for line in lines:
            command, _, comment = line.partition(" #")
            if command.strip():
                expected = re.search(r"exit status (\d+)$", comment)
                yield command.strip(), int(expected.group(1)) if expected else 0


def unmarked():
    """Documents with commands that nothing runs and nothing excuses."""
    found = []
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("Docs/**/*.md")]):
        name = str(path.relative_to(ROOT))
        if name in NOT_RUN:
            continue
        for language, lines in blocks(name):
            if language not in ("sh run", "sh ci") and any(COMMAND.match(line) for line in lines):
                found.append(name)
    return sorted(set(found))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--list", action="store_true", help="prints the commands instead of running them")
    parser.add_argument("documents", nargs="*", default=DOCUMENTS)
    arguments = parser.parse_args()
    if names := unmarked():
        sys.exit(f"documents with commands in blocks that are not marked `sh run`: {', '.join(names)}")
    work = [(path, *command) for path in arguments.documents for command in commands(path)]
    work.sort(key=lambda item: item[1] == "make stop")
    if not work:
        sys.exit("no marked command found")
    failed = 0
    for path, command, expected in work:
        if arguments.list:
            print(f"{path}: {command}")
            continue
        began = time.monotonic()
        result = subprocess.run(
            ["bash", "-c", command], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, timeout=SECONDS)
        good = result.returncode == expected
        failed += not good
        print(f"{'ok    ' if good else 'FAILED'} {time.monotonic() - began:7.1f} s  {path}: {command}", flush=True)
        if not good:
            print(f"exit status {result.returncode} instead of {expected}\n" + result.stdout.decode(errors="replace"))
    if not arguments.list:
        print(f"{len(work) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
