"""Reads Sierra as text, the form of the Cairo project's test data, into a program."""
import re

from .keccak import starknet_keccak
from .program import FALLTHROUGH, Program

FLAGS = [("storable", 1), ("drop", 2), ("dup", 4), ("zero_sized", 8)]


def short_name(name):
    """A generic name as classes carry it."""
    text = name.encode()
    return int.from_bytes(text, "big") if len(text) <= 31 else starknet_keccak(text)


def split(text):
    """The parts between commas outside of brackets."""
    parts, depth, part = [], 0, ""
    for previous, character in zip(" " + text, text):
        if character in "<([{":
            depth += 1
        elif character in ")]}" or character == ">" and previous != "-":
            depth -= 1
        if character == "," and depth == 0:
            parts.append(part.strip())
            part = ""
        else:
            part += character
    return parts + [part.strip()] if part.strip() else parts


def generic(text):
    """Name and arguments of `name<a, b>`."""
    name, bracket, rest = text.partition("<")
    return name, split(rest[:-1]) if bracket else []


def variables(text):
    return [int(part[1:-1]) for part in split(text)]


class Reader:
    """One program; names are resolved when all are known, because types may be used before they are declared."""

    def __init__(self, text):
        self.types, self.libfuncs, self.functions, self.labels = {}, {}, {}, {}
        lines = [re.sub(r"\s*//.*", "", line).strip() for line in text.splitlines()]
        declarations, statements, functions, ended = [], [], [], False
        for line in filter(None, lines):
            if line.startswith("type "):
                name, _, made = line[5:-1].partition(" = ")
                self.types[name] = len(self.types)
                declarations.append(made)
            elif line.startswith("libfunc "):
                name, _, made = line[8:-1].partition(" = ")
                self.libfuncs[name] = (len(self.libfuncs), made)
            elif re.fullmatch(r"\w+:", line):
                self.labels[line[:-1]] = len(statements)
            elif match := re.fullmatch(r"(.*)@(\w+)\((.*)\) -> \((.*)\);", line):
                self.functions[match[1]] = len(functions)
                functions.append(match)
            else:
                statements.append(line)
        self.program = Program()
        self.program.types = [self.declared(made) for made in declarations]
        self.program.libfuncs = [
            [short_name(generic(made)[0]), self.arguments(generic(made)[1])] for _, made in self.libfuncs.values()
        ]
        self.program.statements = [self.statement(line) for line in statements]
        self.program.functions = [self.function(match) for match in functions]

    def declared(self, text):
        match = re.fullmatch(r"(.*?)(?: \[(.*)\])?", text)
        name, arguments = generic(match[1])
        flags = 0
        if match[2]:
            stated = dict(part.split(": ") for part in match[2].split(", "))
            flags = 2**63 + sum(bit for key, bit in FLAGS if stated[key] == "true")
        return [short_name(name), flags, self.arguments(arguments)]

    def arguments(self, parts):
        return [self.argument(part) for part in parts]

    def argument(self, part):
        if part.startswith("ut@"):
            return [0, starknet_keccak(part[3:].encode())]
        if part.startswith("user@"):
            return [3, self.functions[part[5:]]]
        if part.startswith("lib@"):
            return [4, self.libfuncs[part[4:]][0]]
        if re.fullmatch(r"-?\d+", part):
            return [2, int(part)] if int(part) >= 0 else [5, -int(part)]
        return [1, self.types[part]]

    def place(self, label):
        return self.labels[label] if label in self.labels else int(label)

    def statement(self, line):
        if match := re.fullmatch(r"return\((.*)\);", line):
            return [None, variables(match[1])]
        if match := re.fullmatch(r"(.*)\(([^()]*)\) -> \(([^()]*)\);", line):
            branches = [[FALLTHROUGH, variables(match[3])]]
        else:
            match = re.fullmatch(r"(.*)\(([^()]*)\) \{ ?(.*?) ?\};", line)
            branches = [
                [FALLTHROUGH if label == "fallthrough" else self.place(label), variables(results)]
                for label, results in re.findall(r"(\w+)\(([^()]*)\)", match[3])
            ]
        return [self.libfuncs[match[1]][0], variables(match[2]), branches]

    def function(self, match):
        parameters = [part.partition(": ") for part in split(match[3])]
        return [
            [self.types[type] for _, _, type in parameters],
            [self.types[part] for part in split(match[4])],
            [int(variable[1:-1]) for variable, _, _ in parameters],
            self.place(match[2]),
        ]
