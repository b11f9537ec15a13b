#!/usr/bin/env python3
"""The explorer in headless Chromium: a block verifies, a tampered proof does not, hostile text stays text.

Needs a running chain with a proven block (make run-local), Chromium, and playwright from PyPI.
Usage: explorer_test.py [--explorer URL] [--proofs FOLDER] [--block N]
"""
import argparse
import glob
import hashlib
import os
import sys
import urllib.request

from playwright.sync_api import sync_playwright

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]


def verdict(browser, url, want):
    """Opens a block page, waits for the verdict, and returns its texts. Any page error or policy report fails."""
    page = browser.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(url)
    page.wait_for_selector(f"#verification.{want}", timeout=60_000)
    found = {
        "state": page.inner_text("#verdict-state"), "note": page.inner_text("#verdict-note"),
        "facts": page.inner_text("#verdict-facts"), "checks": page.inner_text("#verdict-checks"),
        "hacked": page.evaluate("window.hacked === undefined"),
    }
    page.close()
    assert not problems, problems
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--explorer", default="http://127.0.0.1:4000")
    parser.add_argument("--proofs", default="./proofs")
    parser.add_argument("--block", type=int)
    parser.add_argument("--screenshot")
    options = parser.parse_args()
    files = sorted(glob.glob(os.path.join(options.proofs, "block-*.proof")))
    assert files, "no proofs stored"
    path = files[0]
    if options.block is not None:
        path = glob.glob(os.path.join(options.proofs, f"block-{options.block:012d}-*.proof"))[0]
    number = int(os.path.basename(path).split("-")[1])
    url = f"{options.explorer}/block/{number}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)

        good = verdict(browser, url, "verified")
        assert good["state"] == "Verified", good
        assert f"Block number\n{number}\n" in good["facts"], good
        assert "96 bits" in good["facts"] and "Time taken" in good["facts"], good
        assert "STARK proof" in good["checks"], good
        print(f"block {number}: Verified with its details")
        if options.screenshot:
            page = browser.new_page(viewport={"width": 1200, "height": 1400})
            page.goto(url)
            page.wait_for_selector("#verification.verified", timeout=60_000)
            page.screenshot(path=options.screenshot)
            page.close()

        original = open(path, "rb").read()
        try:
            for position, mended in ((len(original) // 2, True), (len(original) - 100, True), (4000, False)):
                tampered = bytearray(original)
                tampered[position] ^= 1
                # A forger would mend the checksum: the checks themselves must find the change. Damage leaves it.
                if mended:
                    tampered[-32:] = hashlib.sha256(tampered[:-32]).digest()
                open(path, "wb").write(tampered)
                bad = verdict(browser, url, "invalid")
                assert bad["state"] == "Invalid" and bad["note"], bad
                print(f"byte {position} of {len(original)} changed: Invalid ({bad['note']})")
        finally:
            open(path, "wb").write(original)
        assert verdict(browser, url, "verified")["state"] == "Verified"

        # Hostile text: whatever the last transactions carry, no page may run it or break the policy.
        for place in ("/", "/blocks", "/transactions", f"/block/{number}"):
            page = browser.new_page()
            reports = []
            page.on("console", lambda message: reports.append(message.text) if "Content Security Policy" in message.text else None)
            page.goto(options.explorer + place)
            page.wait_for_timeout(300)
            assert page.evaluate("window.hacked === undefined"), place
            assert not reports, reports
            for link in page.query_selector_all("a[href^='/tx/']")[:3]:
                target = options.explorer + link.get_attribute("href")
                body = urllib.request.urlopen(target).read().decode()
                assert "<script>" not in body and "onerror=" not in body.replace("&#39;", ""), target
            page.close()
        print("no script ran but the explorer's own")
        browser.close()
    print("1 passed, 0 failed")


if __name__ == "__main__":
    sys.exit(main())
