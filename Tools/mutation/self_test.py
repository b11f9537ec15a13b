"""Tests of the rewriting: `Tools/mutants.py --self-test`."""

import unittest
from pathlib import Path

from .faults import FAULTS, plant
from .sites import find, rewrite
from .tokens import tokens


def changed(source: str) -> tuple[list[str], str]:
    sites = find("F.swift", source)
    number = 0
    for site in sites:
        if site.edits:
            site.number, number = number, number + 1
    return [site.key for site in sites], rewrite(source, [site for site in sites if site.number >= 0])


class TokenTests(unittest.TestCase):
    def test_strings_and_comments_are_whole(self):
        source = 'a "x \\(f("}") + 1) {" /* { /* } */ */ b // {\n#"raw \\(no) " {"# """\n{ "q" \\(1)\n""" c'
        self.assertEqual([token.kind for token in tokens(source)], ["word", "string", "word", "string", "string", "word"])
        self.assertEqual(tokens(source)[-1].text, "c")

    def test_newlines_are_seen_behind_comments(self):
        self.assertEqual([token.newline for token in tokens("a // x\n  b c")], [True, True, False])


class SiteTests(unittest.TestCase):
    def test_each_condition_of_a_guard_is_a_site_of_its_own(self):
        keys, text = changed("func f() throws { guard a == b, let c = d, e.g({ $0, 1 }) else { throw .x } }")
        self.assertEqual(
            keys, ["F.swift: f: guard a == b", "F.swift: f: guard let c = d", "F.swift: f: guard e.g({ $0, 1 })"])
        self.assertEqual(
            text,
            "func f() throws { guard ((a == b) ? true : mutant_is(0)), let c = d, "
            "((e.g({ $0, 1 })) ? true : mutant_is(1)) else { throw .x } }")

    def test_a_guard_that_does_not_refuse_is_none(self):
        self.assertEqual(changed("guard a else { return }; guard b else { continue }")[0], [])

    def test_returns_of_nil_and_false_refuse(self):
        keys, _ = changed("init?() { guard a else { return nil }\n guard b else { return false } }")
        self.assertEqual(keys, ["F.swift: init: guard a", "F.swift: init: guard b"])

    def test_comparisons_are_deleted_and_weakened(self):
        _, text = changed("guard count < max else { throw .x }")
        self.assertEqual(
            text, "guard (((mutant_is(1) ? count <= max : count < max)) ? true : mutant_is(0)) else { throw .x }")
        _, text = changed("if a >= b { throw .x }")
        self.assertEqual(text, "if (mutant_is(1) ? a > b : a >= b), !mutant_is(0) { throw .x }")

    def test_an_initializer_that_hands_on_stays(self):
        keys, _ = changed("init(a: Int) throws { try check(a)\n try self.init(b: a) }")
        self.assertEqual(keys, ["F.swift: init: call try check(a)"])

    def test_generics_and_joined_comparisons_are_not_weakened(self):
        self.assertEqual(len(changed("guard a < b && c < d else { throw .x }")[0]), 1)
        self.assertEqual(len(changed("guard x is Array<Int> else { throw .x }")[0]), 1)

    def test_ifs_and_loops_that_throw(self):
        keys, text = changed("for x in y where x != 0 { throw .a }\nif let z = w, z > 1 { throw .b }\nif q { r() }")
        self.assertEqual(keys, ["F.swift: -: for x != 0", "F.swift: -: if let z = w, z > 1"])
        self.assertEqual(
            text,
            "for x in y where ((x != 0) ? !mutant_is(0) : false) { throw .a }\n"
            "if let z = w, z > 1, !mutant_is(1) { throw .b }\nif q { r() }")

    def test_calls_that_only_check(self):
        source = """func f() throws(E) {
    try check(
        a, b)
    do throws(X) { try g.check() } catch { throw .y(error) }
    let c = try h()
    _ = try k()
    x = try m()
    return try n()
}
func value() throws -> Int { try p() }
"""
        keys, text = changed(source)
        self.assertEqual(
            keys, [
                "F.swift: f: call try check( a, b)", "F.swift: f: call try g.check()", "F.swift: f: call _ = try k()"])
        self.assertIn("if !mutant_is(0) { try check(\n        a, b) }", text)
        self.assertIn("do throws(X) { if !mutant_is(1) { try g.check() } } catch", text)
        self.assertIn("\n    if !mutant_is(2) { _ = try k() }\n", text)

    def test_calls_behind_a_case(self):
        keys, text = changed("func f() throws { switch s {\n case .a(let b): try check(x: try g(), b)\n default: c = try d() } }")
        self.assertEqual(keys, ["F.swift: f: call try check(x: try g(), b)"])
        self.assertIn("case .a(let b): if !mutant_is(0) { try check(x: try g(), b) }", text)
        self.assertEqual(changed("func f() throws -> Int { switch s {\n case .a: try g() } }")[0], [])

    def test_labels_are_no_loops(self):
        self.assertEqual(changed("func f() throws { g(for: x) }")[0], [])

    def test_alike_sites_are_numbered_in_their_function(self):
        keys, _ = changed("func f() { guard a else { throw .x }\n guard a else { throw .x } }")
        self.assertEqual(keys, ["F.swift: f: guard a", "F.swift: f: guard a #2"])

    def test_default_closures_do_not_take_a_functions_name(self):
        keys, _ = changed("func f(_ r: (A) -> Void = { _ in }) throws { guard a else { throw .x } }")
        self.assertEqual(keys, ["F.swift: f: guard a"])


class FaultTests(unittest.TestCase):
    def test_names_are_distinct(self):
        self.assertEqual(len({fault.name for fault in FAULTS}), len(FAULTS))

    def test_every_fault_has_its_place_in_the_sources(self):
        root = Path(__file__).resolve().parent.parent.parent
        texts, numbers = plant({fault.path: (root / fault.path).read_text() for fault in FAULTS}, 7)
        self.assertEqual(list(numbers.values()), list(range(7, 7 + len(FAULTS))))
        self.assertEqual(sum(text.count("mutant_is(") for text in texts.values()), len(FAULTS))


def run() -> bool:
    suite = unittest.defaultTestLoader.loadTestsFromModule(__import__(__name__, fromlist=["x"]))
    return unittest.TextTestRunner(verbosity=1).run(suite).wasSuccessful()
