"""Tokens of Swift source, as far as conditions and statements need them: words, operators, brackets, strings whole."""

from dataclasses import dataclass

OPENING, CLOSING = "([{", ")]}"
OPERATOR = set("=+-*/%<>!&|^~?.")


@dataclass(frozen=True)
class Token:
    """`kind` is word, number, string, operator, bracket, mark or comment; `newline`: the first one of its line."""

    kind: str
    text: str
    start: int
    end: int
    newline: bool


def string_end(source: str, start: int) -> int:
    """Where the string literal that begins at `start` ends: raw and multi-line ones and interpolations included."""
    hashes = 0
    while source[start + hashes] == "#":
        hashes += 1
    body = start + hashes
    quote = '"""' if source.startswith('"""', body) else '"'
    close, escape = quote + "#" * hashes, "\\" + "#" * hashes
    at = body + len(quote)
    while at < len(source):
        if source.startswith(close, at):
            return at + len(close)
        if source.startswith(escape, at):
            at += len(escape)
            if at < len(source) and source[at] == "(":
                at = interpolation_end(source, at)
            else:
                at += 1
        else:
            at += 1
    raise ValueError("a string does not end")


def interpolation_end(source: str, start: int) -> int:
    depth, at = 0, start
    while at < len(source):
        if source[at] in '"#' and is_string(source, at):
            at = string_end(source, at)
            continue
        depth += (source[at] == "(") - (source[at] == ")")
        at += 1
        if depth == 0:
            return at
    raise ValueError("an interpolation does not end")


def is_string(source: str, at: int) -> bool:
    while at < len(source) and source[at] == "#":
        at += 1
    return at < len(source) and source[at] == '"'


def comment_end(source: str, at: int) -> int:
    if source.startswith("//", at):
        end = source.find("\n", at)
        return len(source) if end < 0 else end
    depth = 0
    while at < len(source):
        if source.startswith("/*", at):
            depth, at = depth + 1, at + 2
        elif source.startswith("*/", at):
            depth, at = depth - 1, at + 2
            if depth == 0:
                return at
        else:
            at += 1
    raise ValueError("a comment does not end")


def tokens(source: str) -> list[Token]:
    """All tokens; comments are left out, and a token after one is still the first of its line where it is."""
    found: list[Token] = []
    at, newline = 0, True
    while at < len(source):
        char = source[at]
        if char.isspace():
            newline = newline or char == "\n"
            at += 1
            continue
        if source.startswith(("//", "/*"), at):
            at = comment_end(source, at)
            continue
        end = at + 1
        if char in '"#' and is_string(source, at):
            kind, end = "string", string_end(source, at)
        elif char.isalpha() or char in "_$@#`":
            kind = "word"
            while end < len(source) and (source[end].isalnum() or source[end] in "_`"):
                end += 1
        elif char.isdigit():
            kind = "number"
            while end < len(source) and (source[end].isalnum() or source[end] == "_"):
                end += 1
        elif char in OPENING + CLOSING:
            kind = "bracket"
        elif char in OPERATOR:
            kind = "operator"
            while end < len(source) and source[end] in OPERATOR and not source.startswith(("//", "/*"), end):
                end += 1
        else:
            kind = "mark"
        found.append(Token(kind, source[at:end], at, end, newline))
        at, newline = end, False
    return found


def closing(list_: list[Token], at: int) -> int:
    """The index of the bracket that closes the one at `at`."""
    depth = 0
    for index in range(at, len(list_)):
        if list_[index].kind == "bracket":
            depth += 1 if list_[index].text in OPENING else -1
            if depth == 0:
                return index
    raise ValueError("a bracket does not close")
