"""Which block of a file belongs to what: functions by name, and whether a block's only expression is its value."""

from dataclasses import dataclass

from .tokens import CLOSING, OPENING, Token

CONTROL = {"if", "else", "for", "while", "repeat", "do", "catch", "guard", "switch", "defer"}
TYPES = {"struct", "enum", "class", "extension", "protocol", "actor"}
ACCESSORS = {"get", "set", "willSet", "didSet", "_read", "_modify"}


@dataclass
class Block:
    """`kind`: function, value (its only expression is its value), control, type or closure."""

    kind: str
    name: str | None
    opens: int


def owners(found: list[Token]) -> list[list[Block]]:
    """For every token the blocks around it, outermost first."""
    result: list[list[Block]] = []
    stack: list[Block] = []
    depth = 0
    # A declaration or keyword waits for its brace, which stands at the same depth of brackets.
    waiting: tuple[str, str | None, int] | None = None
    for index, token in enumerate(found):
        before = found[index - 1] if index else None
        if token.kind == "word" and not (before and before.text == "."):
            following = found[index + 1] if index + 1 < len(found) else None
            if token.text == "func" and following:
                waiting = ("function", following.text, depth)
            elif token.text in ("init", "deinit", "subscript") and following and following.text[0] in "(<?{":
                waiting = ("value" if token.text == "subscript" else "function", token.text, depth)
            elif token.text == "var" and following:
                waiting = ("value", following.text, depth)
            elif token.text in TYPES:
                waiting = ("type", None, depth)
            elif token.text in ACCESSORS and following and following.text == "{":
                waiting = ("value", None, depth)
            elif token.text in CONTROL and not (waiting and waiting[0] == "type"):
                waiting = ("control", None, depth)
        elif token.text == "->" and waiting and waiting[0] == "function" and waiting[2] == depth:
            waiting = ("value", waiting[1], depth)
        elif token.text == "=" and waiting and waiting[0] == "value" and waiting[2] == depth:
            waiting = None
        result.append(list(stack))
        if token.kind != "bracket":
            continue
        if token.text == "{":
            if waiting and waiting[2] == depth:
                stack.append(Block(waiting[0], waiting[1], index))
                waiting = None
            else:
                stack.append(Block("closure", None, index))
        elif token.text == "}" and stack:
            stack.pop()
        depth += 1 if token.text in OPENING else -1 if token.text in CLOSING else 0
    return result


def function_name(around: list[Block]) -> str:
    """The innermost named block, or the file itself."""
    names = [block.name for block in around if block.name]
    return names[-1] if names else "-"
