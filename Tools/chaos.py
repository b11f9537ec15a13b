#!/usr/bin/env python3
"""Kills validators of a local chain at random and checks that nothing decided is ever lost or contradicted.

Four validators run as separate processes, with transactions coming in all the time:
  1. one is killed: the chain goes on; restarted, it catches up to the same blocks;
  2. two are killed: no block is decided; one is restarted: the chain goes on; the other catches up;
  3. validators are killed (one, sometimes two at a time) and restarted at random, --kills times;
  4. all four are killed at once;
  5. partitions: each validator in a network namespace of its own, cut in two halves and one from the others (needs root);
  6. clocks an hour ahead and behind, one validator at a time (needs libfaketime: apt-get install faketime);
  7. a full disk: one validator's home on a tmpfs that is filled and emptied again (needs root);
  8. the prover killed while it proves (with --prover).
What this machine cannot do is left out and named in the table.
All the while every block that any validator ever reported is remembered. At the end all validators must hold the same
blocks (hash, state root and parent of each height), and every remembered block must be among them; and each transaction that
a client was told is taken must be in a block, wait for a nonce before it, or have been dropped with a reason.

Exit status 0 when everything held, 1 when something did not, with the reason and the folder of the logs.
"""
import argparse
import ctypes
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request


class Failed(Exception):
    """A property that did not hold."""


class Chain:
    def __init__(self, options):
        self.options = options
        self.folder = options.folder or tempfile.mkdtemp(prefix="starling-chaos-")
        self.processes = {}
        self.client = None
        self.seen = {}  # height -> block hash, as any validator reported it
        self.environments = {}
        self.prover = None
        self.has_namespaces = can_have_namespaces()
        self.rpc_ports = free_ports(4)
        self.name = f"chaos{os.getpid() % 10000}"
        os.makedirs(self.folder, exist_ok=True)
        # The local network's rules: transactions pay, at a price that follows usage.
        genesis = f"{self.folder}/genesis.json"
        with open(genesis, "w") as file:
            json.dump(
                {"chain_id": "STARLING_LOCAL", "fees": True, "timestamp": int(time.time()), "seed": 42, "accounts": 10,
                 "gas_price": 8_000_000_000, "gas_price_rule": "usage", "sequencer_address": "0x1000",
                 "deployer": "pedersen"}, file)
        command = [
            options.starling, "keys", "--out", self.folder, "--validators", "4", "--genesis", genesis, "--port", "PORT"]
        # The committee's ports follow each other, so try until four in a row are free.
        for _ in range(20):
            first = random.randint(20000, 55000)
            if all(is_free(first + index) for index in range(4)):
                command[-1] = str(first)
                break
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        if self.has_namespaces:
            self.make_namespaces()

    def host(self, node):
        return f"10.213.77.{node + 1}" if self.has_namespaces else "127.0.0.1"

    def make_namespaces(self):
        """A bridge with a namespace for each validator, whose addresses take the place of 127.0.0.1 in the committee. The bridge
        is in a namespace of its own, where this machine's firewall has no say."""
        hub = f"{self.name}-hub"
        run("ip", "netns", "add", hub)
        run("ip", "link", "add", self.name, "type", "veth", "peer", "name", "host", "netns", hub)
        run("ip", "addr", "add", "10.213.77.254/24", "dev", self.name)
        run("ip", "link", "set", self.name, "up")
        run("ip", "-n", hub, "link", "add", "bridge", "type", "bridge")
        run("ip", "-n", hub, "link", "set", "bridge", "up")
        run("ip", "-n", hub, "link", "set", "host", "master", "bridge", "up")
        for node in range(4):
            space, link = f"{self.name}-{node}", f"{self.name}{node}"
            run("ip", "netns", "add", space)
            run("ip", "-n", hub, "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", space)
            run("ip", "-n", hub, "link", "set", link, "master", "bridge", "up")
            run("ip", "-n", space, "addr", "add", self.host(node) + "/24", "dev", "eth0")
            run("ip", "-n", space, "link", "set", "eth0", "up")
            run("ip", "-n", space, "link", "set", "lo", "up")
        for node in range(4):
            path = f"{self.folder}/node{node}/committee"
            with open(path) as file:
                text = file.read()
            for index in range(4):
                text = re.sub(rf"(validator-{index} .* address )127\.0\.0\.1:", rf"\g<1>{self.host(index)}:", text)
            with open(path, "w") as file:
                file.write(text)

    def remove_namespaces(self):
        if self.has_namespaces:
            for space in [0, 1, 2, 3, "hub"]:
                subprocess.run(["ip", "netns", "del", f"{self.name}-{space}"], check=False)

    def cut(self, side, is_cut=True):
        """Cuts the validators of one side from the others, or lets them find each other again."""
        for node in range(4):
            for other in range(4):
                if (node in side) != (other in side):
                    run("ip", "-n", f"{self.name}-{node}", "route", "add" if is_cut else "del", "blackhole",
                        self.host(other) + "/32")

    def url(self, node):
        return f"http://{self.host(node)}:{self.rpc_ports[node]}"

    def start(self, node):
        home = f"{self.folder}/node{node}"
        log = open(f"{self.folder}/node{node}.log", "ab")
        space = ["ip", "netns", "exec", f"{self.name}-{node}"] if self.has_namespaces else []
        self.processes[node] = subprocess.Popen(
            space + [
                self.options.starling, "node", "--data", home, "--validator", home,
                "--rpc-port", str(self.rpc_ports[node]), "--rpc-address", self.host(node), "--block-seconds", "0.5", "--empty-block-seconds", "1",
                "--proposal-seconds", "1.5",
            ],
            stdout=log, stderr=log, env={**os.environ, **self.environments.get(node, {})})

    def kill(self, node):
        process = self.processes.pop(node)
        if process.poll() is not None:
            raise Failed(f"node {node} had ended by itself with status {process.returncode}")
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self):
        for process in list(self.processes.values()) + [self.client, self.prover]:
            if process is not None and process.poll() is None:
                process.kill()
                process.wait()
        self.remove_namespaces()

    def start_load(self):
        command = [
            self.options.starling, "client", "--mix", "--rate", str(self.options.rate), "--seconds", "100000",
            "--wait-seconds", "1", "--taken", f"{self.folder}/taken",
        ]
        for node in range(4):
            command += ["--rpc", self.url(node)]
        log = open(f"{self.folder}/client.log", "ab")
        self.client = subprocess.Popen(command, stdout=log, stderr=log)

    def call(self, node, method, params):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(self.url(node), body, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=5) as answer:
            value = json.load(answer)
        if "error" in value:
            raise Failed(f"node {node}: {method}: {value['error']}")
        return value["result"]

    def height(self, node):
        """The node's height, or None when it does not answer. Remembers its latest block."""
        try:
            head = self.call(node, "starknet_blockHashAndNumber", [])
        except (OSError, ValueError):
            return None
        self.remember(node, head["block_number"], head["block_hash"])
        return head["block_number"]

    def remember(self, node, number, block_hash):
        if self.seen.setdefault(number, block_hash) != block_hash:
            raise Failed(f"two blocks at height {number}: {self.seen[number]} and {block_hash} (node {node})")

    def heights(self):
        for node, process in self.processes.items():
            if process.poll() is not None:
                raise Failed(f"node {node} ended by itself with status {process.returncode}")
        return {node: self.height(node) for node in list(self.processes)}

    def top(self):
        """The highest block that any validator reported."""
        self.heights()
        return max(self.seen)

    def wait(self, what, condition, seconds=120):
        end = time.time() + seconds
        while time.time() < end:
            heights = self.heights()
            if condition(heights):
                return heights
            time.sleep(0.2)
        raise Failed(f"waited {seconds} s in vain: {what}; heights {self.heights()}")

    def reach(self, nodes, height, what):
        return self.wait(what, lambda now: all((now.get(node) or 0) >= height for node in nodes))

    def blocks(self, node, up_to):
        found = []
        for number in range(up_to + 1):
            block = self.call(node, "starknet_getBlockWithTxHashes", [{"block_number": number}])
            found.append((block["block_hash"], block["parent_hash"], block["new_root"], len(block["transactions"])))
        return found

    def compare(self):
        """All nodes hold the same blocks; everything ever reported is among them."""
        top = max(self.seen)
        self.reach(range(4), top, "every block that was seen is everywhere")
        blocks = [self.blocks(node, top) for node in range(4)]
        for number in range(top + 1):
            if len({tuple(chain[number]) for chain in blocks}) != 1:
                raise Failed(f"nodes differ at height {number}: {[chain[number] for chain in blocks]}")
            if number and blocks[0][number][1] != blocks[0][number - 1][0]:
                raise Failed(f"block {number} does not follow block {number - 1}")
            if number in self.seen and self.seen[number] != blocks[0][number][0]:
                raise Failed(f"decided block {number} {self.seen[number]} was lost")
        return top, sum(block[3] for block in blocks[0])


    def status(self, node, transaction):
        """finality, a reason for which it was dropped, or None where the node knows nothing of it."""
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "starknet_getTransactionStatus", "params": [transaction]})
        request = urllib.request.Request(self.url(node), body.encode(), {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            value = json.load(answer)
        if "result" in value:
            return value["result"]["finality_status"]
        data = str(value["error"].get("data", ""))
        return data if "dropped" in data else None

    def check_taken(self):
        """Every transaction that a client was told is taken is accounted for."""
        self.client.terminate()
        self.client.wait()
        with open(f"{self.folder}/taken") as file:
            taken = file.read().split()
        end = time.time() + 120
        counts, waiting = {}, []
        for transaction in taken:
            while True:
                found = [self.status(node, transaction) for node in range(4)]
                known = next((status for status in found if status == "ACCEPTED_ON_L2"), None)
                known = known or next((status for status in found if status), None)
                if known is not None or time.time() > end:
                    break
                time.sleep(0.5)
            if known is None:
                raise Failed(f"transaction {transaction} was taken and no validator knows it")
            kind = known if known.isupper() else "dropped with a reason"
            counts[kind] = counts.get(kind, 0) + 1
            if known == "RECEIVED":
                waiting.append(transaction)
        self.check_waiting(waiting)
        return len(taken), counts

    def check_waiting(self, waiting):
        """What still waits waits for a nonce that nobody sent: what could be executed gets into blocks."""
        while waiting:
            places, nonces = {}, {}
            for hash in waiting:
                found = next((found for found in (self.ask(node, "starknet_getTransactionByHash", [hash]) for node in range(4)) if found), None)
                if found and "sender_address" in found:
                    places[hash] = (found["sender_address"], int(found["nonce"], 16))
            for sender in {sender for sender, _ in places.values()}:
                nonces[sender] = int(self.call(0, "starknet_getNonce", ["latest", sender]), 16)
            ready = [hash for hash, (sender, nonce) in places.items() if nonce == nonces[sender]]
            if not ready:
                return
            before = self.top()
            # What one validator alone has waits for a block of it, or until it is passed on again: after 2 blocks, 6 and 14.
            self.wait("blocks for what can be executed", lambda now: max(self.seen) >= before + 20, 600)
            still = [hash for hash in ready if all(self.status(node, hash) == "RECEIVED" for node in range(4))]
            if still:
                raise Failed(f"{len(still)} transactions could run and are in none of twenty blocks: {still[:3]}")
            waiting = [hash for hash in waiting if hash not in ready]

    def ask(self, node, method, params):
        """The result, or None where the node gives an error."""
        try:
            return self.call(node, method, params)
        except Failed:
            return None


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def can_have_namespaces():
    name = f"chaos-try{os.getpid() % 10000}"
    if os.geteuid() != 0 or shutil.which("ip") is None:
        return False
    if subprocess.run(["ip", "netns", "add", name], check=False, stderr=subprocess.DEVNULL).returncode != 0:
        return False
    run("ip", "netns", "del", name)
    return True


def is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def one_killed(chain):
    top = max(chain.reach(range(4), 3, "four validators decide").values())
    chain.kill(3)
    top = max(chain.reach([0, 1, 2], top + 5, "three of four go on").values())
    chain.start(3)
    chain.reach([3], top + 2, "the restarted validator catches up")
    print(f"one of four killed: the chain went on; restarted, it caught up beyond block {top}", flush=True)


def two_killed(chain):
    chain.kill(2)
    chain.kill(3)
    time.sleep(3)  # what was under way when they died may still be decided
    before = max(chain.heights().values())
    time.sleep(chain.options.pause)
    after = max(chain.heights().values())
    if after != before:
        raise Failed(f"two of four decided blocks {before + 1} to {after}")
    chain.start(2)
    top = max(chain.reach([0, 1, 2], before + 3, "three of four go on again").values())
    chain.start(3)
    chain.reach([3], top + 2, "the last validator catches up")
    print(f"two of four killed: nothing decided in {chain.options.pause} s; went on from block {before}", flush=True)


def random_kills(chain):
    done = 0
    while done < chain.options.kills:
        count = min(random.choice([1, 1, 1, 2]), chain.options.kills - done)
        victims = random.sample(range(4), count)
        for victim in victims:
            chain.kill(victim)
        time.sleep(random.uniform(0, 2))
        chain.heights()
        for victim in victims:
            chain.start(victim)
        done += count
        # Long enough for some victims to be killed while catching up, short enough to hit every step of a round.
        end = time.time() + random.uniform(0.3, 4)
        while time.time() < end:
            chain.heights()
            time.sleep(0.2)
        if done % 10 < count:
            print(f"{done} kills, heights {chain.heights()}", flush=True)
    top = max(height or 0 for height in chain.heights().values())
    chain.reach(range(4), max(top, max(chain.seen)) + 3, "all four decide again")


def all_killed(chain):
    before = chain.top()
    for node in range(4):
        chain.kill(node)
    for node in range(4):
        chain.start(node)
    top = max(chain.reach(range(4), before + 3, "all four go on").values())
    return f"from block {before} on to {top}"


def partitions(chain):
    if not chain.has_namespaces:
        return None
    before = chain.top()
    chain.cut({0, 1})
    time.sleep(5)
    held = chain.top()
    time.sleep(chain.options.pause)
    if chain.top() != held:
        raise Failed("two halves without a quorum decided a block")
    chain.cut({0, 1}, is_cut=False)
    chain.reach(range(4), held + 3, "both halves go on")
    lone = random.randrange(4)
    chain.cut({lone})
    rest = [node for node in range(4) if node != lone]
    top = max(chain.reach(rest, chain.top() + 5, "three go on without the fourth").values())
    chain.cut({lone}, is_cut=False)
    chain.reach(range(4), top + 2, "the one that was cut off catches up")
    return f"two halves stood still at {held}, three of four went on to {top} (began at {before})"


FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


def clocks(chain):
    if not os.path.exists(FAKETIME):
        return None
    told = []
    for offset in ["+3600", "-3600"]:
        node = random.randrange(4)
        chain.environments[node] = {
            "LD_PRELOAD": FAKETIME, "FAKETIME": offset, "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1"}
        chain.kill(node)
        chain.start(node)
        top = max(chain.reach(range(4), chain.top() + 8, f"a clock {offset} s off").values())
        block = chain.call((node + 1) % 4, "starknet_getBlockWithTxHashes", [{"block_number": top - 1}])
        ahead = block["timestamp"] - time.time()
        if ahead > 11:
            raise Failed(f"block {top - 1} is {ahead:.0f} s ahead of the honest clocks")
        del chain.environments[node]
        chain.kill(node)
        chain.start(node)
        told.append(f"{offset} s: chain {ahead:+.0f} s")
    chain.reach(range(4), chain.top() + 2, "all clocks right again")
    return ", ".join(told)


def full_disk(chain):
    """The home of one validator moves to a tmpfs, which is filled."""
    if os.geteuid() != 0:
        return None
    node, libc = random.randrange(4), ctypes.CDLL(None, use_errno=True)
    home = f"{chain.folder}/node{node}"
    chain.kill(node)
    os.rename(home, home + ".disk")
    os.mkdir(home)
    if libc.mount(b"tmpfs", home.encode(), b"tmpfs", 0, b"size=256m,mode=700") != 0:
        os.rmdir(home)
        os.rename(home + ".disk", home)
        chain.start(node)
        return None
    try:
        shutil.copytree(home + ".disk", home, dirs_exist_ok=True)
        chain.start(node)
        chain.reach([node], chain.top() + 2, "a validator on a small disk")
        with open(home + "/filler", "wb") as filler:
            try:
                while True:
                    filler.write(bytes(1 << 20))
            except OSError:
                pass
        process = chain.processes.pop(node)
        status = process.wait(timeout=120)
        if status < 0:
            raise Failed(f"a full disk ended node {node} with signal {-status}")
        top = chain.top()
        chain.reach([other for other in range(4) if other != node], top + 3, "the others go on")
        chain.start(node)
        status = chain.processes.pop(node).wait(timeout=60)
        if status != 1:
            raise Failed(f"starting on a full disk ended with {status}")
        os.remove(home + "/filler")
        chain.start(node)
        chain.reach([node], top + 4, "with room again it catches up")
        chain.kill(node)
        shutil.rmtree(home + ".disk")
        shutil.copytree(home, home + ".disk")
    finally:
        if node in chain.processes and chain.processes[node].poll() is None:
            chain.kill(node)
        libc.umount2(home.encode(), 2)
        os.rmdir(home)
        os.rename(home + ".disk", home)
    chain.start(node)
    chain.reach(range(4), max(chain.seen) + 2, "back on its disk")
    return "ended with a sentence, did not start on the full disk, caught up with room"


def prover_killed(chain):
    if not chain.options.prover:
        return None
    port = free_ports(1)[0]
    urls = [part for node in range(4) for part in ("--rpc", chain.url(node))]
    command = [
        chain.options.starling, "prover", *urls, "--proofs", f"{chain.folder}/proofs", "--progress",
        f"{chain.folder}/prover.db", "--committee", f"{chain.folder}/node0/committee", "--port", str(port)]
    log = open(f"{chain.folder}/prover.log", "ab")

    def stored():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/blocks", timeout=5) as answer:
                value = json.load(answer)["states"]
        except (OSError, ValueError):
            return 0
        if value.get("failed"):
            raise Failed(f"the prover gave up blocks: {value['failed']}")
        return value.get("stored", 0)

    before = 0
    for kill in range(3):
        chain.prover = subprocess.Popen(command, stdout=log, stderr=log)
        end = time.time() + 400
        while stored() <= before:
            if chain.prover.poll() is not None:
                raise Failed(f"the prover ended with status {chain.prover.returncode}")
            if time.time() > end:
                raise Failed(f"no proof after {before} within 400 s")
            time.sleep(0.5)
        before = stored()
        # In the middle of the next proof.
        time.sleep(random.uniform(0.1, 2))
        chain.prover.kill()
        chain.prover.wait()
    return f"killed 3 times, {before} proofs kept"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starling", default=".build/release/starling", help="the program under test")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rate", type=int, default=20, help="transactions a second")
    parser.add_argument("--pause", type=float, default=10, help="how long two validators are watched, in seconds")
    parser.add_argument("--prover", action="store_true", help="also kill the prover, which takes minutes")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--folder", help="homes and logs go here (default: a temporary folder, removed on success)")
    options = parser.parse_args()
    random.seed(options.seed)
    print(f"seed {options.seed}", flush=True)
    chain = Chain(options)
    try:
        for node in range(4):
            chain.start(node)
        chain.reach(range(4), 1, "the first block")
        chain.start_load()
        one_killed(chain)
        two_killed(chain)
        random_kills(chain)
        table = []
        for scenario in [all_killed, partitions, clocks, full_disk, prover_killed]:
            result = scenario(chain)
            table.append((scenario.__name__.replace("_", " "), result or "LEFT OUT: this machine cannot, or it was not asked for"))
            print(f"{table[-1][0]}: {table[-1][1]}", flush=True)
        taken, counts = chain.check_taken()
        table.append((f"{taken} acknowledged transactions", ", ".join(f"{counts[kind]} {kind}" for kind in sorted(counts))))
        top, transactions = chain.compare()
        if transactions == 0:
            raise Failed("no transaction got into a block: this run shows nothing about load")
        print(
            f"{options.kills} random kills: the four validators hold the same {top} blocks with {transactions} "
            f"transactions, and all {len(chain.seen)} blocks seen on the way are among them")
        print("\n| what happened | what came of it |\n|---|---|")
        for name, result in table:
            print(f"| {name} | {result} |")
    except Failed as failure:
        print(f"FAILED: {failure}\nlogs are in {chain.folder}", file=sys.stderr)
        return 1
    finally:
        chain.stop()
    if not options.folder:
        shutil.rmtree(chain.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
