#!/usr/bin/env python3
"""Attacks a small chain of its own through every door and checks that it does not notice much.

    Tests/Python/hostile.py --starling .build/release/starling

Four validators run as separate processes on 127.0.0.1, with honest transactions coming in all the time. Validator 0 is
attacked, one way after the other: pipelining without reading, long calls, floods of transactions that cannot be executed,
slow and many connections, silent connections in place of validators' handshakes. Then a prover and an explorer of the chain are
attacked by what pipelines without reading and by connections. All of it is bounded in count and time, and
goes to this machine only. Throughout, `/health` of the attacked node must answer within a second, and its memory stay
below 400 MB; the chain must go on, and at the end honest transactions must be included.

Exit status 0 when everything held, 1 when something did not, with the reason and the folder of the logs.
"""
import argparse
import json
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

MEMORY_MAX_MB = 400
HEALTH_MAX_SECONDS = 1.0
# starknet_keccak("compute_fibonacci")
COMPUTE_FIBONACCI = "0x35366beec286a0182b2bdb382aad02b94c8cd1c4616a9d200f031efae692c45"


class Failed(Exception):
    """A property that did not hold."""


def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def free_ports(count):
    while True:
        first = random.randint(20000, 55000)
        if all(is_free(first + index) for index in range(count)):
            return first


def argument_parser(description):
    """The options that every script over a chain of its own has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starling", default=".build/release/starling")
    return parser


def run(options, body):
    """Four validators on a first block, `body(chain)` on them, and their end. The exit status: logs stay where `body` failed."""
    chain, has_held = Chain(options), False
    try:
        for node in range(4):
            chain.start(node)
        chain.accounts = json.loads(subprocess.run(
            [options.starling, "accounts", "--json"], check=True, capture_output=True).stdout)
        wait_for(lambda: chain.height(0) >= 1)
        body(chain)
        has_held = True
        return 0
    except Failed as error:
        print(f"FAILED: {error}; logs in {chain.folder}", file=sys.stderr)
        return 1
    finally:
        chain.stop()
        if has_held:
            shutil.rmtree(chain.folder)


class Chain:
    def __init__(self, options):
        self.options = options
        self.folder = tempfile.mkdtemp(prefix="starling-hostile-")
        self.links = free_ports(4)
        self.rpc = free_ports(4)
        self.processes = {}
        command = [options.starling, "keys", "--out", self.folder, "--validators", "4", "--port", str(self.links)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def start(self, node):
        home = f"{self.folder}/node{node}"
        log = open(f"{self.folder}/node{node}.log", "ab")
        self.processes[node] = subprocess.Popen(
            [self.options.starling, "node", "--data", home, "--validator", home, "--rpc-port", str(self.rpc + node),
             "--block-seconds", "1", "--empty-block-seconds", "2"], stdout=log, stderr=log)

    def stop(self):
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def call(self, node, method, params=None, timeout=20):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}}).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.rpc + node}/", data=body, headers={"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            return json.loads(answer.read())

    def height(self, node):
        return self.call(node, "starknet_blockNumber")["result"]

    def memory(self, node):
        """The most memory that the process has had, in MB."""
        with open(f"/proc/{self.processes[node].pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
        return 0

    def start_door(self, name):
        """A prover or an explorer of the chain, on a port of its own; None where the explorer's module is not built."""
        port = free_ports(1)
        command = [self.options.starling, name, "--rpc", f"http://127.0.0.1:{self.rpc + 1}", "--port", str(port),
                   "--proofs", f"{self.folder}/proofs", "--committee", f"{self.folder}/node1/committee"]
        if name == "prover":
            command += ["--progress", f"{self.folder}/prover.db"]
        else:
            command += ["--index", f"{self.folder}/explorer.db"]
        log = open(f"{self.folder}/{name}.log", "ab")
        process = self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log)
        for _ in range(300):
            if process.poll() is not None:
                del self.processes[name]
                return None
            if is_alive(port):
                return port
            time.sleep(0.2)
        raise Failed(f"the {name} did not answer within a minute")

    def connect(self, port=None):
        return socket.create_connection(("127.0.0.1", port or self.rpc), timeout=20)


class Watch(threading.Thread):
    """Asks for the attacked node's health all the time, on a connection of its own each time."""

    def __init__(self, chain):
        super().__init__(daemon=True)
        self.port = chain.rpc
        self.slowest = 0.0
        self.failures = []
        self.count = 0
        self.is_ended = threading.Event()

    def run(self):
        while not self.is_ended.wait(0.1):
            start = time.monotonic()
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=10) as answer:
                    answer.read()
                self.slowest = max(self.slowest, time.monotonic() - start)
                self.count += 1
            except OSError as error:
                self.failures.append(f"{time.monotonic() - start:.2f} s: {error}")

    def take(self):
        found = self.slowest, list(self.failures), self.count
        self.slowest, self.failures, self.count = 0.0, [], 0
        return found


def is_alive(port):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def request(method, params, number=1):
    return {"jsonrpc": "2.0", "id": number, "method": method, "params": params}


def post(body):
    body = json.dumps(body).encode()
    return b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def long_call(chain):
    return request("starknet_call", {"block_id": "latest", "request": {
        "contract_address": chain.accounts["fibonacci"], "calldata": ["0x5f5e100"],
        "entry_point_selector": COMPUTE_FIBONACCI}})


def pipelining(chain, seconds, port=None, large=None):
    """Thousands of small requests with large answers, none of which is read."""
    sockets = []
    large = large or post(request("starknet_getClassAt", {
        "block_id": "latest", "contract_address": chain.accounts["accounts"][0]["address"]}))
    for _ in range(4):
        client = chain.connect(port)
        client.setblocking(False)
        rest = large * 6000
        end = time.monotonic() + seconds / 4
        while rest and time.monotonic() < end:
            try:
                rest = rest[client.send(rest[:1 << 16]):]
            except BlockingIOError:
                time.sleep(0.05)
            except OSError:
                break
        sockets.append(client)
    time.sleep(seconds)
    for client in sockets:
        client.close()


def long_calls(chain, seconds):
    """Batches of calls that use up the gas of a call, and clients that leave while they run."""
    batch = post([long_call(chain) for _ in range(50)])
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        clients = [chain.connect() for _ in range(8)]
        for client in clients:
            client.sendall(batch)
        time.sleep(2)
        for client in clients:
            client.close()


def gaps(chain, seconds):
    """Transactions of existing accounts with gaps before their nonces and forged signatures."""
    end, number = time.monotonic() + seconds, 0
    bound = {"max_amount": "0x5f5e100", "max_price_per_unit": "0x77359400"}
    while time.monotonic() < end and number < 3000:
        number += 1
        sender = random.choice(chain.accounts["accounts"])["address"]
        transaction = {
            "type": "INVOKE", "version": "0x3", "sender_address": sender, "nonce": hex(random.randint(0, 900)),
            "calldata": [hex(random.getrandbits(200)) for _ in range(1000)], "signature": ["0x1", "0x2"], "tip": "0x0",
            "resource_bounds": {"l1_gas": bound, "l2_gas": bound, "l1_data_gas": bound}, "paymaster_data": [],
            "account_deployment_data": [], "nonce_data_availability_mode": "L1", "fee_data_availability_mode": "L1"}
        chain.call(0, "starknet_addInvokeTransaction", {"invoke_transaction": transaction})


def connections(chain, seconds, port=None):
    """Connections that send a byte now and then, and many that send nothing."""
    clients = []
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for _ in range(30):
            try:
                clients.append(chain.connect(port))
            except OSError:
                pass
        for client in random.sample(clients, min(len(clients), 100)):
            try:
                client.send(random.choice([b"GET / HTTP/1.1\r\n", b"A: b\r\n", b"P"]))
            except OSError:
                pass
        time.sleep(0.1)
        while len(clients) > 600:
            clients.pop(0).close()
    for client in clients:
        client.close()


def handshakes(chain, seconds):
    """Silent connections in place of validators' handshakes, while a validator is started anew."""
    silent = [chain.connect(chain.links) for _ in range(100)]
    chain.processes[3].terminate()
    chain.processes[3].wait(timeout=30)
    silent += [chain.connect(chain.links) for _ in range(100)]
    chain.start(3)
    end = time.monotonic() + max(seconds, 40)
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{chain.rpc + 3}/ready", timeout=5) as answer:
                if answer.status == 200:
                    break
        except OSError:
            time.sleep(0.5)
    else:
        raise Failed("validator 3 did not find the others again")
    for client in silent:
        client.close()


def attack(chain, watch, seconds):
    print(f"{'attack':14} {'slowest /health':>16} {'checks':>7} {'memory':>9} {'blocks':>7}")
    for kind in [pipelining, long_calls, gaps, connections, handshakes]:
        before = chain.height(1)
        watch.take()
        kind(chain, seconds)
        slowest, failures, count = watch.take()
        memory, blocks = chain.memory(0), chain.height(1) - before
        print(f"{kind.__name__:14} {slowest:14.3f} s {count:7} {memory:6.0f} MB {blocks:7}", flush=True)
        if failures:
            raise Failed(f"{kind.__name__}: /health failed: {failures[:3]}")
        if slowest > HEALTH_MAX_SECONDS:
            raise Failed(f"{kind.__name__}: /health took {slowest:.2f} s")
        if memory > MEMORY_MAX_MB:
            raise Failed(f"{kind.__name__}: the node has {memory:.0f} MB")
        if blocks < 1:
            raise Failed(f"{kind.__name__}: no block was decided")


def attack_door(chain, watch, seconds, name, path):
    """A prover's memory is its proofs'; an explorer's stays below a node's bound."""
    port = chain.start_door(name)
    if port is None:
        print(f"{name}: LEFT OUT, it does not start (make wasm makes the explorer's module)", flush=True)
        return
    watch.port = port
    large = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    for kind in [lambda: pipelining(chain, seconds, port, large), lambda: connections(chain, seconds, port)]:
        watch.take()
        kind()
        slowest, failures, count = watch.take()
        memory = chain.memory(name)
        print(f"{name:14} {slowest:14.3f} s {count:7} {memory:6.0f} MB", flush=True)
        if failures:
            raise Failed(f"{name}: /health failed: {failures[:3]}")
        if slowest > HEALTH_MAX_SECONDS:
            raise Failed(f"{name}: /health took {slowest:.2f} s")
        if name == "explorer" and memory > MEMORY_MAX_MB:
            raise Failed(f"{name}: it has {memory:.0f} MB")
    watch.port = chain.rpc


def attacks(chain, options):
    """All of them, with honest transactions coming in, which are in the blocks at the end."""
    watch, honest = Watch(chain), None
    try:
        urls = [part for node in range(4) for part in ("--rpc", f"http://127.0.0.1:{chain.rpc + node}")]
        honest = subprocess.Popen(
            [options.starling, "client", "--rate", "2", "--seconds", "100000"] + urls,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        watch.start()
        attack(chain, watch, options.seconds)
        attack_door(chain, watch, options.seconds, "explorer", "/")
        attack_door(chain, watch, options.seconds, "prover", "/blocks")
        # What was sent honestly all the while is in the blocks.
        filled = sum(
            chain.call(1, "starknet_getBlockTransactionCount", {"block_id": {"block_number": number}})["result"]
            for number in range(1, chain.height(1) + 1))
        print(f"honest transactions in blocks: {filled}")
        if filled < options.seconds:
            raise Failed(f"only {filled} honest transactions are in blocks")
        wait_for(lambda: chain.height(0) >= chain.height(1) - 2)
        print("everything held")
    finally:
        watch.is_ended.set()
        if honest is not None:
            honest.kill()
            honest.wait()


def main():
    parser = argument_parser(__doc__)
    parser.add_argument("--seconds", type=float, default=15, help="of each attack")
    options = parser.parse_args()
    return run(options, lambda chain: attacks(chain, options))


def wait_for(condition, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return
        except OSError:
            pass
        time.sleep(0.3)
    raise Failed("the chain did not get there in time")


if __name__ == "__main__":
    sys.exit(main())
