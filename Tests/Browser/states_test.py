#!/usr/bin/env python3
"""What the explorer says in the browser when not all is well: the panel's five states, and pages while node or prover are
down.

Needs a running chain with at least two proven blocks (make run-local), Chromium, and playwright from PyPI; with
--aborted the number of a proven block that holds an aborted transaction.
Usage: states_test.py [--screenshots FOLDER] [--aborted BLOCK] [--rpc URL] [--prover URL] …
"""
import argparse
import json
import os
import shutil
import sqlite3
import sys
import urllib.request

from playwright.sync_api import sync_playwright

from stand import FLAGS, Pictures, Stand, VIEWS, free_port, open_verdict, verdict


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--starling", default=".build/release/starling")
    parser.add_argument("--verifier", default=".build/wasm/starling-verify.wasm")
    parser.add_argument("--rpc", default="http://127.0.0.1:5050")
    parser.add_argument("--prover", default="http://127.0.0.1:5060")
    parser.add_argument("--proofs", default="./proofs")
    parser.add_argument("--committee", default=".run/node0/committee")
    parser.add_argument("--explorer-option", action="append", default=[], help="handed to the explorer as it is")
    parser.add_argument("--aborted", type=int)
    parser.add_argument("--screenshots")
    parser.add_argument("--only", default="", help="only cases whose name holds this text")
    return parser.parse_args()


class States:
    """One method a case. Each says what it saw."""

    def __init__(self, stand, browser, pictures, options):
        self.stand, self.browser, self.pictures, self.options = stand, browser, pictures, options
        # A plain block and another one; the block with an aborted transaction has a case of its own.
        proven = [number for number in stand.proven_blocks() if number != options.aborted]
        assert len(proven) >= 2, "two proven blocks are needed"
        self.block, self.other = proven[0], proven[1]

    def page(self):
        return self.browser.new_page(viewport=VIEWS["desktop"])

    def path(self, number):
        return f"{self.stand.url}/block/{number}"

    def case_verified(self):
        page = self.page()
        problems = []
        page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
        said = open_verdict(page, self.path(self.block), "verified")
        assert said["state"] == "Verified", said
        assert "checked this block itself, without trusting this site" in said["note"], said
        assert "signed by" in said["summary"] and "computation proven" in said["summary"], said
        assert said["exceptions"] == "" and "CASM" in said["basis"], said
        rows = page.locator("tr[data-transaction]").count()
        assert rows > 0 and page.locator("tr[data-transaction] .mark-checked").count() == rows
        assert page.locator("[data-claim] .mark-checked").count() == page.locator("[data-claim]").count()
        assert not problems, problems
        self.pictures.take(page, "verified")
        page.locator("#verification details").first.evaluate("element => element.open = true")
        self.pictures.take(page, "verified-facts")
        return page, said["state"]

    def case_another_chains_rows(self):
        index = sqlite3.connect(self.stand.index)
        kept = index.execute("SELECT hash, position FROM transactions WHERE block = ?", (self.block,)).fetchall()
        other = [(("0x6" if hash[2] == "7" else "0x7") + hash[3:], hash) for hash, _ in kept]
        index.executemany("UPDATE transactions SET hash = ? WHERE hash = ?", other)
        index.commit()
        try:
            page = self.page()
            said = open_verdict(page, self.path(self.block), "invalid")
            assert "shows something else" in said["state"] and "listed transactions" in said["note"], said
            assert page.locator("tr[data-transaction] .mark-differs").count() == len(kept)
            self.pictures.take(page, "another-chains-rows")
        finally:
            index.executemany("UPDATE transactions SET hash = ? WHERE hash = ?", [(b, a) for a, b in other])
            index.commit()
        return page, said["note"]

    def case_another_chains_block(self):
        """The height is the same, the hash is not: only the number used to be compared."""
        index = sqlite3.connect(self.stand.index)
        kept, = index.execute("SELECT hash FROM blocks WHERE number = ?", (self.block,)).fetchone()
        index.execute("UPDATE blocks SET hash = '0x7bad' WHERE number = ?", (self.block,))
        index.commit()
        try:
            page = self.page()
            said = open_verdict(page, self.path(self.block), "invalid")
            assert "the block hash" in said["note"], said
        finally:
            index.execute("UPDATE blocks SET hash = ? WHERE number = ?", (kept, self.block))
            index.commit()
        return page, said["note"]

    def case_another_genesis(self):
        """A chain with another genesis than the node's: nothing is followed, and every page says so."""
        folder = os.path.join(self.stand.folder.name, "another")
        shutil.copytree(os.path.dirname(self.options.committee) or ".", folder, ignore=lambda _, names: [
            name for name in names if name not in ("committee", "genesis.json")])
        committee = os.path.join(folder, "committee")
        text = open(committee).read()
        # The genesis file of a chain that began a second later; the committee file leaves block 0 to it.
        open(committee, "w").write("\n".join(line for line in text.split("\n") if not line.startswith("genesis ")))
        with open(os.path.join(folder, "genesis.json")) as file:
            genesis = json.load(file)
        genesis["timestamp"] += 1
        with open(os.path.join(folder, "genesis.json"), "w") as file:
            json.dump(genesis, file)
        port = free_port()
        process = self.stand.launch(committee, os.path.join(folder, "index.db"), port)
        page = self.page()
        try:
            def halted():
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
                    return json.load(answer)["index_halted"] is not None

            self.stand.wait(halted)
            for path in ("/", "/blocks", "/api"):
                page.goto(f"http://127.0.0.1:{port}{path}")
                said = page.inner_text(".banner")
                assert "on another chain than this explorer's configuration" in said, said
            page.goto(f"http://127.0.0.1:{port}/")
            assert page.inner_text("#stat-latest") == "–"
            self.pictures.take(page, "another-genesis")
        finally:
            process.terminate()
            process.wait()
        return page, said

    def case_another_blocks_proof(self):
        """A whole bundle of another block: it verifies, but it is not what the page shows."""
        bundle = urllib.request.urlopen(f"{self.stand.url}/bundle/{self.other}").read()
        page = self.page()
        page.route(f"**/bundle/{self.block}", lambda route: route.fulfill(body=bundle, content_type="application/octet-stream"))
        said = open_verdict(page, self.path(self.block), "invalid")
        assert f"This is block {self.other}" in said["note"] and "not the block that was asked for" in said["note"], said
        self.pictures.take(page, "another-blocks-proof")
        return page, said["note"]

    def case_damaged_bundle(self):
        bundle = bytearray(urllib.request.urlopen(f"{self.stand.url}/bundle/{self.block}").read())
        bundle[len(bundle) // 2] ^= 1
        page = self.page()
        page.route(
            f"**/bundle/{self.block}", lambda route: route.fulfill(body=bytes(bundle), content_type="application/octet-stream"))
        said = open_verdict(page, self.path(self.block), "invalid")
        assert said["state"] == "Invalid" and said["note"], said
        self.pictures.take(page, "invalid")
        return page, said["note"]

    def case_failed_download(self):
        page = self.page()
        page.route(f"**/bundle/{self.block}", lambda route: route.abort())
        said = open_verdict(page, self.path(self.block), "unchecked")
        assert said["state"] == "Could not check" and "could not be downloaded" in said["note"], said
        self.pictures.take(page, "failed-download")
        # And it can be tried again.
        page.unroute(f"**/bundle/{self.block}")
        page.click("#verdict-again")
        page.wait_for_selector("#verification.verified", timeout=60_000)
        return page, said["note"]

    def case_missing_module(self):
        page = self.page()
        page.route("**/assets/verifier-*", lambda route: route.fulfill(status=404, body=""))
        said = open_verdict(page, self.path(self.block), "unchecked")
        assert "module is missing" in said["note"], said
        return page, said["note"]

    def case_another_module(self):
        page = self.page()
        page.route("**/assets/verifier-*", lambda route: route.fulfill(body=b"\0asm\1\0\0\0", content_type="application/wasm"))
        said = open_verdict(page, self.path(self.block), "unchecked")
        assert "does not have the hash" in said["note"], said
        return page, said["note"]

    def case_no_worker(self):
        page = self.page()
        page.route("**/verify-worker.js", lambda route: route.fulfill(status=404, body=""))
        said = open_verdict(page, self.path(self.block), "unchecked")
        assert "could not be run in this browser" in said["note"], said
        return page, said["note"]

    def case_without_crypto_subtle(self):
        page = self.page()
        said = open_verdict(page, f"{self.stand.foreign_url}/block/{self.block}", "verified")
        assert page.evaluate("!isSecureContext && !globalThis.crypto.subtle")
        assert "Module's SHA-256" in said["facts"] and "this page's script" in said["facts"], said
        page.locator("#verification details").first.evaluate("element => element.open = true")
        self.pictures.take(page, "without-crypto-subtle")
        # The hash is compared there too.
        page = self.page()
        page.route("**/assets/verifier-*", lambda route: route.fulfill(body=b"\0asm\1\0\0\0", content_type="application/wasm"))
        said = open_verdict(page, f"{self.stand.foreign_url}/block/{self.block}", "unchecked")
        assert "does not have the hash" in said["note"], said
        return page, "verified, and another module refused"

    def case_pending(self):
        page = self.page()
        page.route(f"**/bundle/{self.block}", lambda route: route.fulfill(status=404, body="proving"))
        page.goto(self.path(self.block))
        page.wait_for_selector("#verdict-note:has-text('is being made')")
        assert verdict(page)["state"] == "Pending" and verdict(page)["heading"] == "This block waits for its proof"
        self.pictures.take(page, "pending")
        return page, verdict(page)["note"]

    def case_home_changes_in_place(self):
        """Rows that stay are the same elements after a refresh: focus and tooltips stay with them. A badge may change."""
        page = self.page()
        page.goto(self.stand.url + "/")
        rows = page.locator("#latest-transactions tbody tr, #latest-blocks tbody tr")
        rows.evaluate_all("all => all.forEach(row => { row.isKept = true; })")
        page.locator("#latest-transactions tbody a").first.focus()

        def changed(route):
            home = route.fetch().json()
            home["blocks"][0].update(proof="not proven", proofTone="bad")
            route.fulfill(json=home)

        page.route("**/api/home", changed)
        page.wait_for_selector("#latest-blocks .badge.bad:has-text('not proven')", timeout=10_000)
        assert page.locator("#latest-transactions tbody tr").evaluate_all("all => all.every(row => row.isKept)")
        assert page.evaluate("document.activeElement.closest('#latest-transactions') !== null"), "the focus was lost"
        self.pictures.take(page, "home")
        return page, "rows, focus and tooltips stay"

    def case_block_without_transactions(self):
        empty = [block["number"] for block in self.stand.json("/api/blocks?limit=100") if block["proof"] == "empty"]
        # Block 0 is the genesis: nobody signed it.
        number = max(number for number in empty if number > 0)
        page = self.page()
        said = open_verdict(page, self.path(number), "nothing")
        assert said["state"] == "Verified, nothing to prove" and "signed by" in said["summary"], said
        self.pictures.take(page, "nothing-to-prove")
        said = open_verdict(page, self.path(0), "unchecked")
        assert "genesis" in said["note"], said
        return page, f"block {number}: Verified, nothing to prove; block 0: {said['note']}"

    def chain_start(self):
        """The last of the first blocks, at most eight, that can all be verified: where a walk from genesis ends."""
        last = 0
        for block in sorted(self.stand.json("/api/blocks?limit=100&before=10"), key=lambda block: block["number"])[1:9]:
            if block["proof"] not in ("stored", "empty"):
                break
            last = block["number"]
        assert last >= 4, "the first four blocks must be verifiable: the chain is too young, or an old one"
        return last

    def walk(self, page, want):
        page.click("#walk-start")
        page.wait_for_selector(want, timeout=120_000)

    def case_walk_from_genesis(self):
        """What is verified is carried from page to page, and a walk over the blocks before leads back to genesis."""
        last = self.chain_start()
        page = self.page()
        page.goto(self.path(last))
        page.wait_for_selector("#verification.verified, #verification.nothing", timeout=60_000)
        said = verdict(page)
        assert f"verified block {last} alone, on the trusted state before it" in said["summary"], said
        assert "whose root is trusted" in said["basis"], said
        assert page.inner_text("#walk-start") == f"Verify the blocks before: 1 to {last - 1}"
        self.pictures.take(page, "walk-offered")
        self.walk(page, f"#verdict-summary:has-text('verified from genesis up to block {last}')")
        said = verdict(page)
        assert "whose root is trusted" not in said["basis"] and said["state"].startswith("Verified"), said
        assert page.locator("#walk-offer").is_hidden()
        self.pictures.take(page, "verified-from-genesis")
        # As the reader goes on, it is carried on; and back in the range every page says the same.
        page.click("text=← previous")
        page.wait_for_url(f"**/block/{last - 1}")
        page.wait_for_selector(f"#verdict-summary:has-text('verified from genesis up to block {last}')", timeout=60_000)
        # Another tab begins anew: it has verified nothing.
        other = self.page()
        other.goto(self.path(last))
        other.wait_for_selector(f"#verdict-summary:has-text('verified block {last} alone')", timeout=60_000)
        other.close()
        return page, f"verified from genesis up to block {last}"

    def case_walk_stops(self):
        """Stopped by the reader, it goes on where it was."""
        last = self.chain_start()
        page = self.page()
        page.goto(self.path(last))
        page.wait_for_selector("#walk-start:visible", timeout=60_000)
        held = []
        page.route("**/bundle/2", lambda route: held.append(route))
        page.click("#walk-start")
        page.wait_for_selector(f"#walk-note:has-text('Verifying block 2 of 1 to {last - 1}')", timeout=60_000)
        assert page.locator("#walk-progress").get_attribute("max") == str(last - 1)
        self.pictures.take(page, "walk-running")
        page.click("#walk-stop")
        for route in held:
            route.continue_()
        page.unroute("**/bundle/2")
        page.wait_for_selector("#walk-note:has-text('Stopped after block 2')", timeout=60_000)
        self.pictures.take(page, "walk-stopped")
        want = "Verify block 3 before it" if last == 4 else f"Verify the blocks before: 3 to {last - 1}"
        assert page.inner_text("#walk-start") == want
        # What the module says is missing after a reload is the same.
        page.reload()
        page.wait_for_selector(f"#walk-start:has-text('{want}'):visible", timeout=60_000)
        self.walk(page, f"#verdict-summary:has-text('verified from genesis up to block {last}')")
        return page, "goes on where it was stopped"

    def case_walk_broken(self):
        """A block in between that does not hold, or another block in its place, breaks the walk."""
        last, wrong = self.chain_start(), 2
        damaged = bytearray(urllib.request.urlopen(f"{self.stand.url}/bundle/{wrong}").read())
        damaged[len(damaged) // 2] ^= 1
        another = urllib.request.urlopen(f"{self.stand.url}/bundle/{last}").read()
        notes = []
        for name, body in (("damaged", bytes(damaged)), ("another", another)):
            page = self.page()
            page.route(f"**/bundle/{wrong}", lambda route: route.fulfill(body=body, content_type="application/octet-stream"))
            page.goto(self.path(last))
            page.wait_for_selector("#walk-start:visible", timeout=60_000)
            self.walk(page, "#walk-note.failed")
            said = verdict(page)
            assert "from genesis" not in said["summary"] and said["state"] == "Verified, except what it stands on", said
            assert f"block {wrong} before it is refused" in said["heading"], said
            notes.append(page.inner_text("#walk-note"))
            self.pictures.take(page, f"walk-broken-{name}")
            page.close()
        # One that cannot be had says nothing about the chain.
        page = self.page()
        page.route(f"**/bundle/{wrong}", lambda route: route.fulfill(status=404, body="proving"))
        page.goto(self.path(last))
        page.wait_for_selector("#walk-start:visible", timeout=60_000)
        self.walk(page, "#walk-note:has-text('could not be checked')")
        assert verdict(page)["state"].startswith("Verified") and "except" not in verdict(page)["state"]
        return page, "; ".join(notes)

    def case_walk_onto_another_chain(self):
        """A block of another chain was verified here under the same configuration: two chains are never shown as one."""
        last = self.chain_start()
        page = self.page()
        page.goto(self.path(last - 1))
        page.wait_for_selector("#walk-start:visible", timeout=60_000)
        # Its hash stands behind magic, fingerprint, counts, number and parent: as though its twin had been verified.
        page.evaluate("""() => {
            const kept = JSON.parse(sessionStorage.getItem("starling-verified")), at = 2 * (8 + 33 + 1 + 8 + 32 + 1);
            kept.text = kept.text.slice(0, at) + "00".repeat(31) + "07" + kept.text.slice(at + 64);
            sessionStorage.setItem("starling-verified", JSON.stringify(kept));
        }""")
        said = open_verdict(page, self.path(last), "invalid")
        assert f"Block {last} does not stand on block {last - 1} as it was verified here" in said["note"], said
        self.pictures.take(page, "two-chains")
        note = said["note"]
        said = open_verdict(page, self.path(last - 1), "invalid")
        assert f"Another block {last - 1} was verified here before" in said["note"], said
        page.click("#verdict-forget")
        page.wait_for_selector("#verification.verified, #verification.nothing", timeout=60_000)
        # What another module wrote, and what is damaged, is nothing.
        for change in ("kept.module = '0'", "kept.text = kept.text.slice(2)", "kept.text = 'x'"):
            page.evaluate(f"""() => {{
                const kept = JSON.parse(sessionStorage.getItem("starling-verified"));
                {change};
                sessionStorage.setItem("starling-verified", JSON.stringify(kept));
            }}""")
            page.goto(self.path(last))
            page.wait_for_selector(f"#verdict-summary:has-text('verified block {last} alone')", timeout=60_000)
        return page, note

    def case_badge_follows(self):
        """A proof that is made, or lost, while the page is open is seen on it."""
        page = self.page()
        page.route(f"**/bundle/{self.block}", lambda route: route.fulfill(status=404, body="proving"))
        self.stand.prover.answers[f"/blocks/{self.block}"] = {
            "state": "proving", "attempts": 1, "reason": None, "bytes": 0, "lag_seconds": 0, "frames": 0, "proven_frames": 0}
        try:
            page.goto(self.path(self.block))
            page.wait_for_selector("[data-proof] .badge:has-text('proving')", timeout=20_000)
            page.wait_for_selector("#verdict-note:has-text('is being made')")
        finally:
            self.stand.prover.answers.clear()
        page.unroute(f"**/bundle/{self.block}")
        page.wait_for_selector("#verification.verified", timeout=60_000)
        page.wait_for_selector("[data-proof] .badge:has-text('proof stored')", timeout=20_000)
        assert "KiB" in page.inner_text("[data-proof]")
        return page, "pending, then verified; proving, then stored"

    def case_aborted_transaction(self):
        if self.options.aborted is None:
            return None, "left out: no --aborted"
        page = self.page()
        said = open_verdict(page, self.path(self.options.aborted), "verified")
        assert said["state"] == "Verified" and not said["exceptions"], said
        self.pictures.take(page, "aborted-transaction")
        return page, said["state"]

    def case_node_down(self):
        self.stand.set_down(self.stand.node, True)
        try:
            page = self.page()
            assert page.goto(self.stand.url + "/").status == 200
            assert "The node does not answer; data as of" in page.inner_text(".banner")
            self.pictures.take(page, "node-down-home")
            for path in ("/contract/0x1234", "/class/0x1234", "/tx/0x1234", "/block/999999"):
                assert page.goto(self.stand.url + path).status == 503, path
                text = page.inner_text("main")
                assert "The node does not answer; data as of" in text and "No contract" not in text, text
            self.pictures.take(page, "node-down-contract")
            said = open_verdict(page, self.path(self.block), "unchecked")
            assert "node does not answer" in said["note"] and "stored" not in said["note"], said
            self.pictures.take(page, "node-down-block")
        finally:
            self.stand.set_down(self.stand.node, False)
        return page, said["note"]

    def case_prover_down(self):
        self.stand.set_down(self.stand.prover, True)
        try:
            page = self.page()
            # What is proven verifies without the prover.
            said = open_verdict(page, self.path(self.block), "verified")
            assert "The prover does not answer" in page.inner_text(".banner")
            self.pictures.take(page, "prover-down")
        finally:
            self.stand.set_down(self.stand.prover, False)
        return page, said["state"]


def main():
    options = arguments()
    stand = Stand(options)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            states = States(stand, browser, Pictures(options.screenshots), options)
            cases = [name for name in dir(states) if name.startswith("case_") and options.only in name]
            for name in cases:
                page, said = getattr(states, name)()
                if page:
                    page.close()
                print(f"{name[5:].replace('_', ' ')}: {said}")
            browser.close()
        print(f"{len(cases)} passed, 0 failed")
    finally:
        stand.close()


if __name__ == "__main__":
    sys.exit(main())
