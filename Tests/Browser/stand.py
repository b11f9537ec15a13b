"""The stand of the browser tests: an explorer of their own behind two gateways, Chromium, and pictures of what it says."""
import contextlib
import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.request

from gateway import Gateway

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
    # A name that is not localhost: over plain http the browser offers no crypto.subtle there.
    "--host-resolver-rules=MAP explorer.example 127.0.0.1",
]
VIEWS = {"desktop": {"width": 1200, "height": 1000}, "phone": {"width": 390, "height": 844}}


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Stand:
    """An explorer process with an index of its own; `node` and `prover` are the gateways it asks."""

    def __init__(self, options):
        self.options = options
        self.folder = tempfile.TemporaryDirectory()
        self.node, self.prover = Gateway(options.rpc), Gateway(options.prover)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.foreign_url = f"http://explorer.example:{self.port}"
        self.index = os.path.join(self.folder.name, "index.db")
        self.log = open(os.path.join(self.folder.name, "log"), "w")
        self.process = self.launch(options.committee, self.index, self.port)
        # The index is in step when block and proof states are there: a block is read before its proof's state.
        self.wait(lambda: len(self.proven_blocks()) >= 2)

    def launch(self, committee, index, port):
        """An explorer over the two gateways."""
        options = self.options
        return subprocess.Popen(
            [
                options.starling, "explorer", "--rpc", self.node.address, "--prover", self.prover.address,
                "--proofs", options.proofs, "--index", index, "--committee", committee,
                "--verifier", options.verifier, "--port", str(port),
            ] + options.explorer_option, env={**os.environ, "ENABLE_BLOCK_VERIFICATION": "true"}, stdout=self.log, stderr=self.log)

    def wait(self, holds, seconds=60):
        end = time.time() + seconds
        while True:
            with contextlib.suppress(OSError):
                if holds():
                    return
            assert time.time() < end, "the explorer did not get there: " + open(self.log.name).read()[-500:]
            time.sleep(0.3)

    def json(self, path):
        """What an address of the explorer answers, whatever its status."""
        try:
            return json.load(urllib.request.urlopen(self.url + path, timeout=10))
        except urllib.error.HTTPError as error:
            return json.load(error)

    def set_down(self, gateway, is_down):
        """Shuts a gateway or opens it, and waits until the explorer has seen it."""
        gateway.is_down = is_down
        name = "node" if gateway is self.node else "prover"
        self.wait(lambda: self.json("/health")[name] == ("does not answer" if is_down else "ok"))

    def proven_blocks(self):
        blocks = self.json("/api/blocks?limit=100")
        return sorted(block["number"] for block in blocks if block["proof"] == "stored")

    def close(self):
        self.process.terminate()
        self.process.wait()
        self.node.close()
        self.prover.close()
        self.folder.cleanup()


class Pictures:
    """Screenshots of a page as a desktop and a phone show it, light and dark."""

    def __init__(self, folder):
        self.folder = folder
        if folder:
            os.makedirs(folder, exist_ok=True)

    def take(self, page, name):
        if not self.folder:
            return
        for view, size in VIEWS.items():
            for scheme in ("light", "dark"):
                page.set_viewport_size(size)
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=os.path.join(self.folder, f"{name}-{view}-{scheme}.png"))
        page.set_viewport_size(VIEWS["desktop"])
        page.emulate_media(color_scheme="light")


def verdict(page):
    """What the panel says, part by part."""
    names = ["heading", "state", "note", "summary", "exceptions", "basis", "facts", "checks"]
    return {name: page.locator(f"#verdict-{name}").text_content() for name in names}


def open_verdict(page, url, want, seconds=60):
    """Opens a block's page and waits for a state of the panel."""
    page.goto(url)
    page.wait_for_selector(f"#verification.{want}", timeout=seconds * 1000)
    return verdict(page)
