"""Compares hints as a class has them with hints as Python text, without knowing any text.

A text without the cells and numbers that are its hint's operands is a template. Over all cases each template must belong to one
kind of hint with one form of operands, and each operand must always stand in the same place of it.
"""
import re

from .program import PRIME

PLACES = re.compile(r"\[(ap|fp) \+ (-?\d+)\]|(?<![\w.])(-?\d+)")


def operands(value, form):
    """Cells and numbers of a hint's JSON in order; everything else goes to the form."""
    if isinstance(value, dict) and set(value) == {"register", "offset"}:
        form.append("cell")
        yield (value["register"].lower(), value["offset"])
    elif isinstance(value, dict):
        for key, item in value.items():
            form.append(key)
            yield from operands(item, form)
    elif isinstance(value, list):
        for item in value:
            yield from operands(item, form)
    elif isinstance(value, int):
        form.append("number")
        yield value
    elif re.fullmatch(r"-?0x[0-9a-f]+", value):
        form.append("number")
        yield int(value, 16)
    else:
        form.append(value)


def comparable(value):
    return value if isinstance(value, tuple) else value % PRIME


class Learned:
    """What the texts seen so far say about templates."""

    def __init__(self):
        self.forms, self.places = {}, {}

    def differs(self, text, hint):
        """Why this text is not this hint; None when it may be."""
        form = []
        values = [comparable(value) for value in operands(hint, form)]
        form = tuple(form)
        shown, template, end = [], "", 0
        for match in PLACES.finditer(text):
            value = comparable((match[1], int(match[2])) if match[1] else int(match[3]))
            if match[1] or value in values:
                shown.append(value)
                template += text[end : match.start()] + "[]"
                end = match.end()
        template += text[end:]
        if self.forms.setdefault(template, form) != form:
            return f"{form} for {self.forms[template]}"
        for index, value in enumerate(values):
            places = {place for place, other in enumerate(shown) if other == value}
            known = self.places.setdefault((template, index), places)
            if not known & places:
                return f"operand {index} of {form[0]}: {value} is not where it was before"
            self.places[template, index] = known & places
        cells = {value for value in values if isinstance(value, tuple)}
        if cells != {value for value in shown if isinstance(value, tuple)}:
            return f"other cells in {form[0]}"
        return None
