#!/usr/bin/env python3
"""Damages Sierra classes at random and compiles them with starling and with the Cairo project's compiler: both must give the
same code, or both must refuse.

    Tools/sierra-cases.py --compiler starknet-sierra-compile [--starling .build/release/starling] [--count 300] CLASS...

The compiler is part of the Python package cairo-lang (2.12.0-dev.0 in 0.14.0.1), or built from the Cairo repository. Classes that
damage made to be different are written to --keep. Exit status 1 when there are any.
"""
import argparse
import collections
import json
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.dont_write_bytecode = True
from sierra.program import FALLTHROUGH, PRIME, Program, compress, decompress  # noqa: E402


def damage_argument(program, argument):
    if argument[0] == 1:
        argument[1] = random.randrange(len(program.types))
    elif argument[0] == 3:
        argument[1] = random.randrange(len(program.functions))
    elif argument[0] in (2, 5):
        near = max(0, argument[1] + random.choice([-1, 1, 2, -argument[1]]))
        argument[:] = [random.choice([2, 2, 2, 5]), random.choice([near, 2 ** random.randrange(251), 2**128 - 1, PRIME - 1])]


def damage(program):
    """One change that often leaves a program which means something."""
    kind = random.randrange(9)
    if kind == 0:
        damaged = random.choice(program.types)
        if damaged[2]:
            damaged[1] = 0
            damage_argument(program, random.choice(damaged[2]))
    elif kind in (1, 2):
        damaged = random.choice(program.libfuncs)
        if damaged[1]:
            damage_argument(program, random.choice(damaged[1]))
    elif kind == 3:
        random.choice(program.libfuncs)[0] = random.choice(program.libfuncs)[0]
    elif kind == 4:
        random.choice(program.functions)[3] = random.randrange(len(program.statements))
    else:
        index = random.randrange(len(program.statements))
        statement = program.statements[index]
        if statement[0] is None or kind == 5:
            random.shuffle(statement[1])
        elif kind == 6:
            same = [s for s in program.statements if s[0] is not None and len(s[1]) == len(statement[1])]
            statement[0] = random.choice(same)[0]
        elif kind == 7:
            other = random.randrange(len(program.statements))
            program.statements[index], program.statements[other] = program.statements[other], statement
        else:
            branch = random.choice(statement[2])
            if branch[0] != FALLTHROUGH:
                branch[0] = max(0, branch[0] + random.choice([-1, 1, 5]))
            elif branch[1]:
                branch[1][random.randrange(len(branch[1]))] = random.randrange(40)


def same_hints(a, b):
    """From compiler 2.13 on one comparison is the other way round."""
    text = [json.dumps(hints).replace("TestLessThanOrEqual", "TestLessThan") for hints in (a, b)]
    if text[0] == text[1]:
        return True
    return [(place, [next(iter(h)) if isinstance(h, dict) else h for h in hints]) for place, hints in json.loads(text[0])] == [
        (place, [next(iter(h)) if isinstance(h, dict) else h for h in hints]) for place, hints in json.loads(text[1])
    ]


def compiled(command, output):
    if os.path.exists(output):
        os.remove(output)
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 1, 101):
        return None, f"exit status {run.returncode}: {run.stderr.strip()[-200:]}"
    reason = run.stderr.strip().replace("\n", " ")[-160:]
    return (json.load(open(output)) if run.returncode == 0 else None), reason


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--compiler", required=True)
    parser.add_argument("--starling", default=".build/release/starling")
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default="sierra-cases")
    parser.add_argument("classes", nargs="+")
    options = parser.parse_args()
    counts, found = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("class.json", "theirs.json", "ours.json")]
        for case in range(options.count):
            random.seed(options.seed * 1_000_003 + case)
            sierra = json.load(open(random.choice(options.classes)))
            felts = [int(felt, 16) for felt in sierra["sierra_program"]]
            program = Program(decompress(felts[6:]))
            if case:  # The first stays as it is.
                for _ in range(random.choice([1, 1, 2])):
                    damage(program)
            sierra["sierra_program"] = [hex(felt) for felt in felts[:6] + compress(program.encoded())]
            sierra.pop("sierra_program_debug_info", None)
            json.dump(sierra, open(paths[0], "w"))
            theirs, their_reason = compiled([options.compiler, paths[0], paths[1]], paths[1])
            ours, our_reason = compiled([options.starling, "compile", paths[0], "--output", paths[2]], paths[2])
            parts = ["bytecode", "bytecode_segment_lengths", "entry_points_by_type"]
            if theirs is None or ours is None:
                is_same = theirs is ours and "exit status" not in our_reason
            else:
                is_same = all(theirs.get(part) == ours.get(part) for part in parts)
                is_same = is_same and same_hints(theirs["hints"], ours["hints"])
            counts["refused" if theirs is None else "compiled", "same" if is_same else "different"] += 1
            if not is_same:
                found += 1
                os.makedirs(options.keep, exist_ok=True)
                os.replace(paths[0], os.path.join(options.keep, f"{options.seed}-{case}.sierra.json"))
                print(f"case {case}: theirs {their_reason or 'compiled'} | ours {our_reason or 'compiled'}", flush=True)
    for (what, verdict), count in sorted(counts.items()):
        print(f"{what} by the compiler, {verdict} here: {count}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
