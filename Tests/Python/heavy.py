#!/usr/bin/env python3
"""Transactions that use the most gas that the proving budget allows, beside small ones.

    pip install starknet-py==0.30.0
    Tests/Python/heavy.py --starling .build/release/starling

Four validators run as separate processes on 127.0.0.1. 24 transactions of six accounts, each a loop that uses up the most L2
gas that a transaction may allow itself, are sent at once, while the other accounts send transfers at a steady rate. Every
transaction must be included, no heavy one beside another, and half of the transfers within five seconds of being sent.

Exit status 0 when that held, 1 when it did not, with the reason and the folder of the logs.
"""
import asyncio
import dataclasses
import random
import statistics
import sys
import threading
import time

from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.account.account import Account
from starknet_py.net.client_models import Call, ResourceBounds, ResourceBoundsMapping
from starknet_py.net.full_node_client import FullNodeClient
from starknet_py.net.schemas.broadcasted_txn import BroadcastedTransactionSchema
from starknet_py.net.signer.key_pair import KeyPair

from hostile import Failed, argument_parser, run, wait_for

STRK = 0x4718F5A0FC34CC1AF16A1CDEE98FFB20C31F5CD61D6AB07201858F4287C938D
# ProvingBudget.transactionGasMax
GAS_MAX = 100_000_000
MEDIAN_MAX_SECONDS = 5.0
PRICE = 2_000_000_000


def bounds(l2):
    other = ResourceBounds(max_amount=100_000, max_price_per_unit=PRICE)
    return ResourceBoundsMapping(
        l1_gas=other, l1_data_gas=other, l2_gas=ResourceBounds(max_amount=l2, max_price_per_unit=PRICE))


class Curve:
    """Signatures on the Stark curve, a hundred times as fast as the client's own: there are many to make."""
    PRIME = 2**251 + 17 * 2**192 + 1
    ORDER = 0x800000000000010FFFFFFFFFFFFFFFFB781126DCAE7B2321E66A241ADC64D2F
    GENERATOR = (
        0x1EF15C18599971B7BECED415A40F0C7DEACFD9B0D1819E03D723D8BC943CFCA,
        0x5668060AA49730B7BE4801DF46EC62DE53ECD11ABE43A32873000C36E8DC1F)

    def __init__(self):
        self.doublings, point = [], self.GENERATOR
        for _ in range(252):
            self.doublings.append(point)
            point = self.add(point, point)

    def add(self, a, b):
        p = self.PRIME
        slope = (3 * a[0] * a[0] + 1) * pow(2 * a[1], -1, p) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, p)
        x = (slope * slope - a[0] - b[0]) % p
        return x, (slope * (a[0] - x) - a[1]) % p

    def sign(self, number, key):
        while True:
            secret, point = random.randrange(1, self.ORDER), None
            for bit, doubled in enumerate(self.doublings):
                if secret >> bit & 1:
                    point = doubled if point is None else self.add(point, doubled)
            r = point[0]
            s = (number + r * key) * pow(secret, -1, self.ORDER) % self.ORDER
            if 0 < r < 2**251 and s and 0 < pow(s, -1, self.ORDER) < 2**251:
                return [r, s]


async def signed(chain, account, nonce, call, gas):
    """A transaction as it is sent, and its hash."""
    client = FullNodeClient(node_url=f"http://127.0.0.1:{chain.rpc}")
    sender = Account(
        address=int(account["address"], 16), client=client, chain=chain.id,
        key_pair=KeyPair.from_private_key(int(account["private_key"], 16)))
    invoke = await sender._prepare_invoke_v3([call], nonce=nonce, resource_bounds=bounds(gas))
    value = invoke.calculate_hash(chain.id)
    signature = chain.curve.sign(value, int(account["private_key"], 16))
    return BroadcastedTransactionSchema().dump(dataclasses.replace(invoke, signature=signature)), hex(value)


class Inclusion(threading.Thread):
    """Notes when each transaction is seen in a block, and what each block holds."""

    def __init__(self, chain):
        super().__init__(daemon=True)
        self.chain, self.seen, self.blocks, self.is_ended = chain, {}, [], threading.Event()

    def run(self):
        number = self.chain.height(1) + 1
        while not self.is_ended.wait(0.05):
            try:
                answer = self.chain.call(1, "starknet_getBlockWithTxHashes", {"block_id": {"block_number": number}})
            except OSError:
                continue
            if "result" not in answer or "block_hash" not in answer["result"]:
                continue
            hashes = [hex(int(value, 16)) for value in answer["result"]["transactions"]]
            self.blocks.append(hashes)
            for value in hashes:
                self.seen[value] = time.monotonic()
            number += 1


def send(chain, node, transaction):
    answer = chain.call(node, "starknet_addInvokeTransaction", {"invoke_transaction": transaction}, timeout=60)
    if "error" in answer:
        raise Failed(f"a transaction was refused: {answer['error']}")


def load(chain, options):
    chain.curve = Curve()
    chain.id = int(chain.call(0, "starknet_chainId")["result"], 16)
    accounts = chain.accounts["accounts"]
    senders, payers = accounts[:6], accounts[6:]
    loop = Call(
        to_addr=int(chain.accounts["fibonacci"], 16), selector=get_selector_from_name("compute_fibonacci"),
        calldata=[50_000])

    async def sign():
        heavy = [
            await signed(chain, senders[index % 6], index // 6, loop, GAS_MAX) for index in range(options.heavy)]
        small = []
        for index in range(int(options.rate * options.seconds)):
            transfer = Call(
                to_addr=STRK, selector=get_selector_from_name("transfer"), calldata=[0x100000 + index, 1, 0])
            small.append(
                await signed(chain, payers[index % len(payers)], index // len(payers), transfer, GAS_MAX // 10))
        return heavy, small

    heavy, small = asyncio.run(sign())
    inclusion, sent = Inclusion(chain), {}
    inclusion.start()
    start = time.monotonic()
    def send_heavy():
        for index, (transaction, _) in enumerate(heavy):
            send(chain, index % 6 % 4, transaction)

    sending = threading.Thread(target=send_heavy, daemon=True)
    sending.start()
    for index, (transaction, value) in enumerate(small):
        time.sleep(max(0, start + index / options.rate - time.monotonic()))
        sent[value] = time.monotonic()
        send(chain, index % 4, transaction)
    sending.join()
    wanted = [value for _, value in heavy + small]
    wait_for(lambda: all(value in inclusion.seen for value in wanted))
    inclusion.is_ended.set()

    large = {value for _, value in heavy}
    most = max(sum(value in large for value in block) for block in inclusion.blocks)
    first = min(inclusion.seen[value] for value in large) - start
    last = max(inclusion.seen[value] for value in large) - start
    times = sorted(inclusion.seen[value] - sent[value] for value in sent)
    during = [inclusion.seen[value] - sent[value] for value in sent if sent[value] - start < last]
    print(f"{len(heavy)} heavy transactions in blocks from {first:.1f} s to {last:.1f} s, {most} in a block at most")
    print(
        f"{len(times)} transfers, seconds until they are in a block: median {statistics.median(times):.2f}, "
        f"a tenth above {times[len(times) * 9 // 10]:.2f}, longest {times[-1]:.2f}; "
        f"median of the {len(during)} beside heavy ones {statistics.median(during):.2f}")
    if most > 1:
        raise Failed(f"{most} heavy transactions in one block")
    if statistics.median(during) > MEDIAN_MAX_SECONDS:
        raise Failed("transfers took too long beside heavy transactions")


def main():
    parser = argument_parser(__doc__)
    parser.add_argument("--heavy", type=int, default=24, help="heavy transactions")
    parser.add_argument("--rate", type=float, default=20, help="transfers a second")
    parser.add_argument("--seconds", type=float, default=60, help="how long transfers are sent")
    options = parser.parse_args()
    return run(options, lambda chain: load(chain, options))


if __name__ == "__main__":
    sys.exit(main())
