"""Finds the checks of a Swift file: what can be switched off, one at a time, and how its text changes."""

import re
from dataclasses import dataclass, field

from .blocks import function_name, owners
from .tokens import CLOSING, OPENING, Token, closing, tokens

WEAKER = {"guard": {"<": "<=", ">": ">="}, "if": {"<=": "<", ">=": ">"}}
BINDING = {"let", "var", "case", "#available", "#unavailable"}


@dataclass
class Site:
    """`key` names it: file, function, kind and text, numbered where several are alike. `SWITCH` in an edit's text is the
    question whether this site is switched off. `edits` is empty for what cannot be dropped."""

    path: str
    function: str
    kind: str
    text: str
    edits: list[tuple[int, int, str]] = field(default_factory=list)
    line: int = 0
    key: str = ""
    number: int = -1


class Finder:
    def __init__(self, path: str, source: str):
        self.path, self.source = path, source
        self.tokens = tokens(source)
        self.owners = owners(self.tokens)
        self.sites: list[Site] = []

    def find(self) -> list[Site]:
        for index, token in enumerate(self.tokens):
            if token.kind != "word" or (index and self.tokens[index - 1].text in (".", "#")):
                continue
            if self.tokens[index + 1].text == ":":  # an argument's label
                continue
            if token.text == "guard":
                self.guard(index)
            elif token.text == "if":
                self.condition(index)
            elif token.text == "for":
                self.loop(index)
            elif token.text == "try":
                self.call(index)
        seen: dict[str, int] = {}
        for site in self.sites:
            key = f"{site.path}: {site.function}: {site.kind} {site.text}"
            seen[key] = seen.get(key, 0) + 1
            site.key = key if seen[key] == 1 else f"{key} #{seen[key]}"
        return self.sites

    # Text

    def text(self, first: int, last: int) -> str:
        """The source from one token to another, both included."""
        return self.source[self.tokens[first].start : self.tokens[last].end]

    def add(self, index: int, kind: str, text: str, edits: list[tuple[int, int, str]]) -> None:
        self.sites.append(
            Site(
                self.path, function_name(self.owners[index]), kind, re.sub(r"\s+", " ", text), edits,
                self.source.count("\n", 0, self.tokens[index].start) + 1))

    def parts(self, start: int, stops) -> tuple[list[tuple[int, int]], int]:
        """The conditions from `start` on, as first and last token, and where the list stops."""
        found, first, depth = [], start, 0
        for index in range(start, len(self.tokens)):
            token = self.tokens[index]
            if depth == 0 and stops(token):
                found.append((first, index - 1))
                return found, index
            if token.kind == "bracket":
                depth += 1 if token.text in OPENING else -1
            elif depth == 0 and token.text == ",":
                found.append((first, index - 1))
                first = index + 1
        raise ValueError(f"{self.path}: a list of conditions does not end")

    def refuses(self, brace: int, returning: bool) -> bool:
        """Whether a block ends in a throw, or with `returning` in nil or false."""
        end = closing(self.tokens, brace)
        inside = self.tokens[brace + 1 : end]
        depth = 0
        for token in inside:
            if token.kind == "bracket":
                depth += 1 if token.text in OPENING else -1
            elif depth == 0 and token.text == "throw":
                return True
        words = [token.text for token in inside]
        return returning and words in (["return", "nil"], ["return", "false"])

    # Checks

    def guard(self, index: int) -> None:
        parts, stop = self.parts(index + 1, lambda token: token.text == "else")
        if self.tokens[stop + 1].text != "{" or not self.refuses(stop + 1, returning=True):
            return
        for first, last in parts:
            text = self.text(first, last)
            if self.tokens[first].text in BINDING:
                self.add(index, "guard", text, [])
                continue
            start, end = self.tokens[first].start, self.tokens[last].end
            self.add(index, "guard", text, [(start, start, "(("), (end, end, ") ? true : SWITCH)")])
            self.weaken(index, "guard", first, last)

    def condition(self, index: int) -> None:
        parts, stop = self.parts(index + 1, lambda token: token.text == "{")
        if not self.refuses(stop, returning=False) or self.tokens[stop + 1].text != "throw":
            return
        end = self.tokens[stop - 1].end
        self.add(index, "if", self.text(index + 1, stop - 1), [(end, end, ", !SWITCH")])
        if len(parts) == 1:
            self.weaken(index, "if", *parts[0])

    def loop(self, index: int) -> None:
        _, stop = self.parts(index + 1, lambda token: token.text in ("{", "where"))
        if self.tokens[stop].text != "where":
            return
        first = stop + 1
        _, brace = self.parts(first, lambda token: token.text == "{")
        if self.tokens[brace + 1].text != "throw":
            return
        start, end = self.tokens[first].start, self.tokens[brace - 1].end
        self.add(
            index, "for", self.text(first, brace - 1), [(start, start, "(("), (end, end, ") ? !SWITCH : false)")])
        self.weaken(index, "if", first, brace - 1)

    def weaken(self, index: int, kind: str, first: int, last: int) -> None:
        """A condition that is a single comparison also comes with a looser one."""
        place, depth = None, 0
        for at in range(first, last + 1):
            token = self.tokens[at]
            if token.kind == "bracket":
                depth += 1 if token.text in OPENING else -1
            elif token.text in ("&&", "||", "?", "try", "??"):
                return
            elif depth == 0 and token.text in ("<", ">", "<=", ">=", "==", "!="):
                if place is not None:
                    return
                place = at
        if place is None or self.tokens[place].text not in WEAKER[kind]:
            return
        weaker = WEAKER[kind][self.tokens[place].text]
        left, right = self.text(first, place - 1), self.text(place + 1, last)
        start = self.tokens[first].start
        loose = f"{left} {weaker} {right}"
        end = self.tokens[last].end
        self.add(
            index, "weaker", f"{loose} for {self.tokens[place].text}",
            [(start, start, f"(SWITCH ? {loose} : "), (end, end, ")")])

    def call(self, index: int) -> None:
        """A statement that is only a call whose result nobody uses."""
        first = index
        before = self.tokens[index - 1] if index else None
        if before and before.text == "=" and index >= 2 and self.tokens[index - 2].text == "_":
            first = index - 2
            before = self.tokens[first - 1] if first else None
        if before is None or self.tokens[index + 1].text in ("?", "!"):
            return
        starts = before.text in ("{", "}") or self.follows_case(first) or (
            self.tokens[first].newline and before.text not in ("=", ",", "(", "[", "return", ":", "in")
            and before.kind != "operator")
        if before.text == "in" and self.owners[index] and self.owners[index][-1].kind == "closure":
            starts = False
        if not starts:
            return
        last = self.statement_end(index)
        # Without the initializer that it hands on to, an initializer makes nothing.
        if self.text(index + 1, last).startswith(("self.init(", "super.init(")):
            return
        texts = [token.text for token in self.tokens[index + 1 : last + 1]]
        if "=" in texts and not self.only_inside(index, last, "="):
            return
        block = self.owners[index][-1] if self.owners[index] else None
        alone = block and block.opens == first - 1 and self.tokens[last + 1].text == "}"
        if block is None or block.kind == "type" or (alone and block.kind in ("value", "closure")):
            return
        start, end = self.tokens[first].start, self.tokens[last].end
        self.add(index, "call", self.text(first, last), [(start, start, "if !SWITCH { "), (end, end, " }")])

    def follows_case(self, first: int) -> bool:
        """Whether a token comes right behind the `case …:` of a switch that is a statement."""
        around = self.owners[first]
        if self.tokens[first - 1].text != ":" or not around or around[-1].kind != "control":
            return False
        if len(around) > 1 and around[-2].kind in ("value", "closure"):
            if self.tokens[around[-2].opens + 1].text == "switch":
                return False
        depth, at = 0, first - 1
        while at > around[-1].opens:
            token = self.tokens[at]
            depth += (token.text in CLOSING) - (token.text in OPENING) if token.kind == "bracket" else 0
            if depth < 0:
                return False
            if token.newline:
                return token.text in ("case", "default")
            at -= 1
        return False

    def only_inside(self, first: int, last: int, text: str) -> bool:
        depth = 0
        for token in self.tokens[first : last + 1]:
            if token.kind == "bracket":
                depth += 1 if token.text in OPENING else -1
            elif depth == 0 and token.text == text:
                return False
        return True

    def statement_end(self, index: int) -> int:
        depth = 0
        for at in range(index, len(self.tokens)):
            token = self.tokens[at]
            if depth == 0 and at > index:
                previous = self.tokens[at - 1]
                if token.text in ("}", ";"):
                    return at - 1
                if token.newline and token.kind != "operator" and previous.kind != "operator" and token.text not in CLOSING:
                    return at - 1
            if token.kind == "bracket":
                depth += 1 if token.text in OPENING else -1
        return len(self.tokens) - 1


def find(path: str, source: str) -> list[Site]:
    return Finder(path, source).find()


def rewrite(source: str, sites: list[Site]) -> str:
    """The source with every numbered site switchable."""
    edits = []
    for order, site in enumerate(sites):
        if site.number >= 0:
            switch = f"mutant_is({site.number})"
            for start, end, text in site.edits:
                edits.append((start, end, text.replace("SWITCH", switch), order))
    # At one place: what closes comes before what opens, the inner one (found later) closing first and opening last.
    closes = lambda text: text.startswith((")", " }", ", !"))
    edits.sort(key=lambda edit: (edit[0], not closes(edit[2]), -edit[3] if closes(edit[2]) else edit[3]))
    result, at = [], 0
    for start, end, text, _ in edits:
        result += [source[at:start], text]
        at = end
    return "".join(result) + source[at:]
