#!/usr/bin/env python3
"""Every kind of page under axe-core, on desktop and phone, light and dark: no rule may be broken.

Needs what states_test.py needs, and axe-core-python from PyPI. Usage: as states_test.py.
"""
import sys

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from stand import FLAGS, Pictures, Stand, VIEWS
from states_test import arguments

STRK = "0x4718f5a0fc34cc1af16a1cdee98ffb20c31f5cd61d6ab07201858f4287c938d"


def places(stand, options):
    """A page of every kind."""
    block = stand.proven_blocks()[0]
    found = stand.json(f"/api/blocks/{block}")
    transaction = found["transaction_list"][0]
    pages = {
        "home": "/", "blocks": "/blocks", "transactions": "/transactions", "block": f"/block/{block}",
        "transaction": f"/tx/{transaction['hash']}", "account": f"/contract/{transaction['sender']}",
        "contract": f"/contract/{STRK}?function=balance_of&arg0={transaction['sender']}",
        "not-found": "/block/999999999", "search": "/search?q=token", "api": "/api",
    }
    if options.aborted is not None:
        pages["block-with-abort"] = f"/block/{options.aborted}"
        reverted = stand.json(f"/api/blocks/{options.aborted}")["transaction_list"][0]
        pages["reverted-transaction"] = f"/tx/{reverted['hash']}"
    return pages


def main():
    options = arguments()
    stand = Stand(options)
    checked, broken = 0, []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
            pictures = Pictures(options.screenshots)
            pages = places(stand, options)
            # The class page's address is found on a contract's page.
            sources = {"class": "", "class-abi": "/abi", "class-sierra": "/sierra", "class-casm": "/casm"}
            for name in list(pages) + list(sources):
                for view, size in VIEWS.items():
                    for scheme in ("light", "dark"):
                        # axe is a script that the pages' policy would refuse.
                        context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
                        page = context.new_page()
                        page.goto(stand.url + pages.get(name, pages["contract"]))
                        if name in sources:
                            found = page.locator("a[href^='/class/']").first.get_attribute("href")
                            page.goto(stand.url + found + sources[name])
                        if page.locator("#verification").count():
                            page.wait_for_selector("#verification.verified, #verification.except", timeout=60_000)
                        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
                        for violation in Axe().run(page)["violations"]:
                            targets = [node["target"] for node in violation["nodes"]][:3]
                            broken.append(f"{name} {view} {scheme}: {violation['id']}: {violation['help']} {targets}")
                        checked += 1
                        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                        if overflow > 0:
                            broken.append(f"{name} {view} {scheme}: {overflow} px wider than the window")
                        if view == "desktop" and scheme == "light":
                            pictures.take(page, f"page-{name}")
                        context.close()
            browser.close()
    finally:
        stand.close()
    print("\n".join(broken))
    print(f"{checked} pages checked, {len(broken)} problems")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
