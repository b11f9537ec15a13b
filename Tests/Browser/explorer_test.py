#!/usr/bin/env python3
"""The explorer in headless Chromium: a block verifies, a tampered proof does not, hostile text stays text.

Needs a running chain with a proven block (make run-local), Chromium, playwright from PyPI, and for the hostile
transactions starknet-py and the accounts (starling accounts --json > accounts.json).
Usage: explorer_test.py [--explorer URL] [--proofs FOLDER] [--block N] [--accounts accounts.json [--rpc URL]]
"""
import argparse
import asyncio
import glob
import hashlib
import json
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
        # Facts and checks are folded: their text is there, though not shown.
        "state": page.inner_text("#verdict-state"), "note": page.inner_text("#verdict-note"),
        "facts": page.text_content("#verdict-facts"), "checks": page.text_content("#verdict-checks"),
        "hacked": page.evaluate("window.hacked === undefined"),
    }
    page.close()
    assert not problems, problems
    return found


HOSTILE = "<img src=x onerror=hacked=1>"
STRK = 0x04718F5A0FC34CC1AF16A1CDEE98FFB20C31F5CD61D6AB07201858F4287C938D


async def send_hostile(rpc, accounts):
    """Transactions whose calldata, events and revert reason carry markup. Returns their hashes."""
    from starknet_py.hash.selector import get_selector_from_name
    from starknet_py.net.account.account import Account
    from starknet_py.net.client_models import Call, ResourceBounds, ResourceBoundsMapping
    from starknet_py.net.full_node_client import FullNodeClient
    from starknet_py.net.signer.key_pair import KeyPair

    client = FullNodeClient(node_url=rpc)
    entry = accounts["accounts"][7]
    account = Account(
        address=entry["address"], client=client, chain=int(await client.get_chain_id(), 16),
        key_pair=KeyPair.from_private_key(int(entry["private_key"], 16)))
    text = int.from_bytes(HOSTILE.encode(), "big")
    bounds = ResourceBoundsMapping(
        l1_gas=ResourceBounds(100_000, 32_000_000_000), l1_data_gas=ResourceBounds(100_000, 32_000_000_000),
        l2_gas=ResourceBounds(100_000_000, 32_000_000_000))
    calls = [
        # The Transfer event's keys and data, and the calldata.
        Call(to_addr=STRK, selector=get_selector_from_name("transfer"), calldata=[text, 1, 0]),
        # An entry point that does not exist: the call fails, and the revert reason names what was asked for.
        Call(to_addr=STRK, selector=text, calldata=[text]),
        # An address without a contract: the execution is aborted, and proven up to there.
        Call(to_addr=text, selector=text, calldata=[text]),
    ]
    hashes = []
    for call in calls:
        sent = await account.execute_v3(calls=call, resource_bounds=bounds)
        await client.wait_for_tx(sent.transaction_hash, check_interval=0.5) if call is calls[0] else None
        hashes.append(hex(sent.transaction_hash))
    for _ in range(40):
        await asyncio.sleep(0.5)
        if (await client.get_transaction_status(int(hashes[-1], 16))).finality_status.name == "ACCEPTED_ON_L2":
            break
    receipt = await client.get_transaction_receipt(int(hashes[-1], 16))
    print(f"block {receipt.block_number} holds an aborted transaction: states_test.py --aborted {receipt.block_number}")
    return hashes


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--explorer", default="http://127.0.0.1:4000")
    parser.add_argument("--proofs", default="./proofs")
    parser.add_argument("--block", type=int)
    parser.add_argument("--screenshot")
    parser.add_argument("--accounts")
    parser.add_argument("--rpc", default="http://127.0.0.1:5050")
    options = parser.parse_args()
    files = sorted(glob.glob(os.path.join(options.proofs, "chain-*", "block-*.proof")))
    assert files, "no proofs stored"
    path = files[0]
    if options.block is not None:
        path = glob.glob(os.path.join(options.proofs, "chain-*", f"block-{options.block:012d}-*.proof"))[0]
    number = int(os.path.basename(path).split("-")[1])
    url = f"{options.explorer}/block/{number}"
    hostile = []
    if options.accounts:
        hostile = asyncio.run(send_hostile(options.rpc, json.load(open(options.accounts))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)

        good = verdict(browser, url, "verified")
        assert good["state"] == "Verified", good
        assert f"Block number{number}Block hash" in good["facts"], good
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
        places = ["/", "/blocks", "/transactions", f"/block/{number}"]
        places += [f"/tx/{hash}" for hash in hostile]
        for place in places:
            page = browser.new_page()
            reports = []
            page.on("console", lambda message: reports.append(message.text) if "Content Security Policy" in message.text else None)
            for _ in range(20):
                if page.goto(options.explorer + place).status == 200:
                    break
                page.wait_for_timeout(500)
            page.wait_for_timeout(300)
            assert page.evaluate("window.hacked === undefined"), place
            if place.startswith("/tx/"):
                page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
                assert HOSTILE in page.inner_text("main"), "the text is not shown"
                assert page.query_selector("main img") is None, "markup from the chain"
                print(f"hostile transaction {place[4:14]}…: shown as text")
            assert not reports, reports
            for link in page.query_selector_all("a[href^='/tx/']")[:3]:
                target = options.explorer + link.get_attribute("href")
                body = urllib.request.urlopen(target).read().decode()
                assert "<script>" not in body and "<img" not in body, target
            page.close()
        print("no script ran but the explorer's own")
        browser.close()
    print("1 passed, 0 failed")


if __name__ == "__main__":
    sys.exit(main())
