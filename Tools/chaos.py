#!/usr/bin/env python3
"""Kills validators of a local chain at random and checks that nothing decided is ever lost or contradicted.

Four validators run as separate processes, with transactions coming in all the time:
  1. one is killed: the chain goes on; restarted, it catches up to the same blocks;
  2. two are killed: no block is decided; one is restarted: the chain goes on; the other catches up;
  3. validators are killed (one, sometimes two at a time) and restarted at random, --kills times.
All the while every block that any validator ever reported is remembered. At the end all validators must hold the same
blocks (hash, state root and parent of each height), and every remembered block must be among them.

Exit status 0 when everything held, 1 when something did not, with the reason and the folder of the logs.
"""
import argparse
import json
import os
import random
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
        ports = free_ports(8)
        self.rpc_ports = ports[:4]
        command = [options.starling, "keys", "--out", self.folder, "--validators", "4", "--port", "PORT"]
        # The committee's ports follow each other, so try until four in a row are free.
        for _ in range(20):
            first = random.randint(20000, 55000)
            if all(is_free(first + index) for index in range(4)):
                command[-1] = str(first)
                break
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)

    def url(self, node):
        return f"http://127.0.0.1:{self.rpc_ports[node]}"

    def start(self, node):
        home = f"{self.folder}/node{node}"
        log = open(f"{self.folder}/node{node}.log", "ab")
        self.processes[node] = subprocess.Popen(
            [
                self.options.starling, "node", "--data", home, "--validator", home,
                "--rpc-port", str(self.rpc_ports[node]), "--block-seconds", "0.5", "--empty-block-seconds", "1",
                "--proposal-seconds", "1.5",
            ],
            stdout=log, stderr=log)

    def kill(self, node):
        process = self.processes.pop(node)
        if process.poll() is not None:
            raise Failed(f"node {node} had ended by itself with status {process.returncode}")
        process.send_signal(signal.SIGKILL)
        process.wait()

    def stop(self):
        for process in list(self.processes.values()) + ([self.client] if self.client else []):
            if process.poll() is None:
                process.kill()
                process.wait()

    def start_load(self):
        command = [
            self.options.starling, "client", "--rate", str(self.options.rate), "--seconds", "100000",
            "--wait-seconds", "1",
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


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starling", default=".build/release/starling", help="the program under test")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rate", type=int, default=20, help="transactions a second")
    parser.add_argument("--pause", type=float, default=10, help="how long two validators are watched, in seconds")
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
        top, transactions = chain.compare()
        if transactions == 0:
            raise Failed("no transaction got into a block: this run shows nothing about load")
        print(
            f"{options.kills} random kills: the four validators hold the same {top} blocks with {transactions} "
            f"transactions, and all {len(chain.seen)} blocks seen on the way are among them")
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
