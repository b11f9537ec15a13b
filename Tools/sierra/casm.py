"""Assembles CASM text, the form of the Cairo project's test data, into words and hints at positions."""
import re

from .program import PRIME

CELL = r"\[(ap|fp) \+ (-?\d+)\]"
NUMBER = r"-?\d+"
FLAGS = {name: 1 << bit for bit, name in enumerate(
    "dst_fp op0_fp op1_imm op1_fp op1_ap add mul jmp_abs jmp_rel jnz add_ap inc_ap call ret eq".split())}


def cell(match):
    return match[0], int(match[1])


class Word:
    def __init__(self):
        self.flags, self.offsets, self.immediate, self.extension = 0, [-1, -1, -1], None, 0

    def flag(self, *names):
        for name in names:
            self.flags |= FLAGS[name]

    def destination(self, register, offset):
        self.offsets[0] = offset
        self.flags |= FLAGS["dst_fp"] if register == "fp" else 0

    def operand0(self, register, offset):
        self.offsets[1] = offset
        self.flags |= FLAGS["op0_fp"] if register == "fp" else 0

    def operand1(self, register, offset):
        self.offsets[2] = offset
        self.flag("op1_fp" if register == "fp" else "op1_ap")

    def number(self, text):
        self.offsets[2], self.immediate = 1, int(text)
        self.flag("op1_imm")

    def result(self, text):
        """An expression of cells and numbers; an operand that is not used reads [fp - 1]."""
        if match := re.fullmatch(NUMBER, text):
            self.operand0("fp", -1)
            self.number(text)
        elif match := re.fullmatch(CELL, text):
            self.operand0("fp", -1)
            self.operand1(*cell(match.groups()))
        elif match := re.fullmatch(rf"\[{CELL} \+ ({NUMBER})\]", text):
            self.operand0(*cell(match.groups()))
            self.offsets[2] = int(match[3])
        elif match := re.fullmatch(rf"{CELL} ([+*]) (.*)", text):
            self.operand0(*cell(match.groups()))
            self.flag("add" if match[3] == "+" else "mul")
            if second := re.fullmatch(CELL, match[4]):
                self.operand1(*cell(second.groups()))
            else:
                self.number(match[4])
        else:
            raise ValueError(f"no expression: {text}")

    def words(self):
        word = self.extension << 63 | self.flags << 48
        for place, offset in enumerate(self.offsets):
            word |= offset + 2**15 << 16 * place
        return [word] if self.immediate is None else [word, self.immediate % PRIME]


def assemble_line(line):
    """The words of one instruction."""
    word = Word()
    body = line.rstrip(";")
    if body.endswith(", ap++"):
        body = body[: -len(", ap++")]
        word.flag("inc_ap")
    if match := re.fullmatch(r"dw (.*)", body):
        return [int(match[1]) % PRIME]
    if body == "ret":
        word.offsets = [-2, -1, -1]
        word.flag("dst_fp", "op0_fp", "op1_fp", "jmp_abs", "ret")
    elif match := re.fullmatch(r"ap \+= (.*)", body):
        word.flag("dst_fp", "add_ap")
        word.result(match[1])
    elif match := re.fullmatch(rf"call rel ({NUMBER})", body):
        word.offsets = [0, 1, 1]
        word.number(match[1])
        word.flag("jmp_rel", "call")
    elif match := re.fullmatch(rf"jmp rel (.*) if {CELL} != 0", body):
        word.result(match[1])
        word.destination(*cell(match.groups()[1:]))
        word.flag("jnz")
    elif match := re.fullmatch(r"jmp rel (.*)", body):
        word.flag("dst_fp", "jmp_rel")
        word.result(match[1])
    elif match := re.fullmatch(
            rf"blake2s\[state={CELL}, message={CELL}, byte_count={CELL}, finalize=(\w+)\] => \[ap \+ 0\]", body):
        word.operand0(match[1], int(match[2]))
        word.operand1(match[3], int(match[4]))
        word.destination(match[5], int(match[6]))
        word.extension = 2 if match[7] == "true" else 1
    elif match := re.fullmatch(rf"(\{{QM31\}} )?{CELL} = (.*)", body):
        word.result(match[4])
        word.destination(*cell(match.groups()[1:]))
        word.flag("eq")
        word.extension = 3 if match[1] else 0
    else:
        raise ValueError(f"no instruction: {line}")
    return word.words()


def assemble(text):
    """Words, and the texts of hints as (position, text)."""
    words, hints, hint = [], [], None
    for line in text.splitlines():
        stripped = line.strip()
        if hint is None and stripped.startswith("%{"):
            hint = []
            stripped = stripped[2:]
        if hint is not None:
            ended = stripped.endswith("%}")
            hint.append(stripped[:-2] if ended else stripped)
            if ended:
                hints.append((len(words), "\n".join(hint)))
                hint = None
        elif stripped and not stripped.startswith("#"):
            words += assemble_line(stripped)
    return words, hints
