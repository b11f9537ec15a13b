#!/usr/bin/env python3
"""Every method of every version of Starknet's RPC that a node serves, against the schemas of the specification.

    pip install starknet-py==0.30.0 jsonschema
    Tests/Python/conformance.py --starling .build/release/starling --spec FOLDER

FOLDER is a copy of the repository starkware-libs/starknet-specs with its tags, bare or not. For each version a fresh `starling devnet`
is asked at the version's path: each method so that it succeeds, with every kind of wrong parameter, and so that it ends with
each error that the specification lists for it; transactions of all kinds are signed, sent and refused; subscriptions are opened and their notifications
compared. What no client can bring about is listed with the reason. Exit status 0 when nothing is violated and nothing is
missing.
"""

import argparse
import asyncio
import json
import pathlib
import subprocess
import sys
import tempfile

from starknet_py.common import create_casm_class
from starknet_py.hash.address import compute_address
from starknet_py.hash.casm_class_hash import compute_casm_class_hash
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.account.account import Account
from starknet_py.net.client_models import Call, ResourceBounds, ResourceBoundsMapping
from starknet_py.net.full_node_client import FullNodeClient, _create_broadcasted_txn
from starknet_py.net.signer.key_pair import KeyPair
from websockets.sync.client import connect

sys.path.insert(0, str(pathlib.Path(__file__).parent))
sys.dont_write_bytecode = True
from openrpc import COMMON, FILES, Node, Specification, cases, wrong  # noqa: E402

VERSIONS = [("v0.10.2", "/rpc/v0_10"), ("v0.9.0", "/rpc/v0_9"), ("v0.8.1", "/rpc/v0_8")]
STRK = 0x4718F5A0FC34CC1AF16A1CDEE98FFB20C31F5CD61D6AB07201858F4287C938D
BALANCE, TRANSFER = [hex(get_selector_from_name(name)) for name in ("balance_of", "transfer")]
# Errors that no request to such a node brings about.
UNREACHABLE = {
    32: "a node always has block 0",
    10: "every transaction of a block has its trace, and one that is in none is error 29",
    20: "in an estimate an absent sender is an execution that fails (41)",
    58: "what has no __validate__ fails its validation (55), as on public networks",
    65: "what pays too little is error 53, with what is too low as its data",
    64: "the pool of a development network makes a block of each transaction: nothing waits to be replaced",
    59: "a class that was declared is error 51, an account that was deployed error 52",
    57: "the limit of a request's body and that of a class are one: the body is refused with status 413",
    63: "what it stands for has errors of its own here; any method may answer it when time is up",
    69: "transactions with proofs are not taken: their proof is an unknown member",
    100: "every class of the chain has its compiled form",
    42: "a development network has not so many blocks: proofs of older blocks are tested in HistoryRPCTests",
    -32603: "it would be a fault of the node",
}


def bounds(l2=20_000_000, price=2_000_000_000):
    other = ResourceBounds(max_amount=100_000, max_price_per_unit=price)
    return ResourceBoundsMapping(
        l1_gas=other, l1_data_gas=other, l2_gas=ResourceBounds(max_amount=l2, max_price_per_unit=price))


class Check:
    """One version: what was asked and what came."""

    def __init__(self, tag, path, folder, starling, contracts):
        self.tag, self.path, self.specification = tag, path, Specification(folder)
        self.node = Node(starling, path)
        self.starling, self.contracts = starling, contracts
        self.failures, self.succeeded, self.errors, self.total = [], set(), {}, 0
        chain = int(self.node.call("starknet_chainId", {})["result"], 16)
        client = FullNodeClient(node_url=self.node.url)
        self.accounts = [
            Account(address=int(entry["address"], 16), client=client, chain=chain,
                    key_pair=KeyPair.from_private_key(int(entry["private_key"], 16)))
            for entry in self.node.about["accounts"]]

    def answer(self, method, answer, wanted=None, about=""):
        """Judges an answer; `wanted` is `ok` or a code that must come."""
        self.total += 1
        described = self.specification.methods[method]
        if "result" in answer:
            violations = self.specification.violations(described["result"]["schema"], answer["result"])
            self.failures += [f"{self.path} {method} {about}: {violation}" for violation in violations]
            self.succeeded.add(method)
            code = "ok"
        else:
            code = answer["error"]["code"]
            self.errors.setdefault(method, set()).add(code)
            if code not in self.specification.codes(described) | COMMON:
                self.failures.append(f"{self.path} {method} {about}: code {code} is not one of the method's")
        if wanted is not None and code != wanted:
            self.failures.append(f"{self.path} {method} {about}: {answer}, not {wanted}")
        return answer.get("result")

    def ask(self, method, params, wanted=None):
        return self.answer(method, self.node.call(method, params), wanted, json.dumps(params)[:160])

    # Reading

    def reading(self):
        tag = "pending" if self.path.endswith("v0_8") else "pre_confirmed"
        for method, params in list(cases(self.node, tag)):
            self.ask(method, params, "ok")
            for bad in wrong(params):
                self.ask(method, bad)
        block, contract, unknown = {"block_id": "latest"}, hex(STRK), "0x123"
        call = {"contract_address": contract, "entry_point_selector": BALANCE, "calldata": ["0x5"]}
        for method, params, code in [
            ("getStorageAt", {**block, "contract_address": unknown, "key": "0x1"}, 20),
            ("getNonce", {**block, "contract_address": unknown}, 20),
            ("getClassHashAt", {**block, "contract_address": unknown}, 20),
            ("getClassAt", {**block, "contract_address": unknown}, 20),
            ("getClass", {**block, "class_hash": unknown}, 28),
            ("getCompiledCasm", {"class_hash": unknown}, 28),
            ("getTransactionByBlockIdAndIndex", {**block, "index": 9}, 27),
            ("call", {**block, "request": {**call, "contract_address": unknown}}, 20),
            ("call", {**block, "request": {**call, "entry_point_selector": "0x1"}}, 21),
            ("call", {**block, "request": {**call, "entry_point_selector": TRANSFER, "calldata": ["0x5", "0x1", "0x0"]}}, 40),
            ("getEvents", {"filter": {"chunk_size": 1025}}, 31),
            ("getEvents", {"filter": {"chunk_size": 1, "continuation_token": "x"}}, 33),
            ("getEvents", {"filter": {"chunk_size": 1, "keys": [["0x1"]] * 17}}, 34),
            ("getEvents", {"filter": {"chunk_size": 1, "from_block": {"block_number": 10**6}}}, 24),
            ("getMessagesStatus", {"transaction_hash": "0x" + "12" * 32}, 29),
        ]:
            self.ask("starknet_" + method, params, code)
        self.messages()

    def messages(self):
        """A message of L1: what it would cost, that it was sent, and what fails."""
        message = {"from_address": "0x" + "ab" * 20, "to_address": hex(STRK), "entry_point_selector": "0x1", "payload": []}
        self.ask("starknet_estimateMessageFee", {"message": message, "block_id": "latest"}, 40)
        self.ask("starknet_estimateMessageFee", {"message": message, "block_id": {"block_number": 10**6}}, 24)
        absent = {**message, "to_address": "0x123"}
        self.ask("starknet_estimateMessageFee", {"message": absent, "block_id": "latest"}, 20 if self.tag == "v0.10.2" else 40)

    # Sending

    def send(self, kind, transaction, wanted, change=None):
        body = transaction if isinstance(transaction, dict) else _create_broadcasted_txn(transaction=transaction)
        body = {**body, **(change or {})}
        return self.answer(
            f"starknet_add{kind}Transaction", self.node.call(
                f"starknet_add{kind}Transaction", {SENT[kind]: body}), wanted, f"{change or ''}")

    def transfer(self, amount=1):
        return Call(to_addr=STRK, selector=int(TRANSFER, 16), calldata=[0x5, amount, 0])

    async def invocations(self):
        first, second = self.accounts[:2]

        async def made(account=first, **options):
            return await account.sign_invoke_v3(
                self.transfer(), **{"resource_bounds": bounds(), "nonce": await account.get_nonce(), **options})

        sent = await made()
        self.send("Invoke", sent, "ok")
        self.send("Invoke", sent, 59)
        self.send("Invoke", await made(nonce=0, resource_bounds=bounds(30_000_000)), 52)
        self.send("Invoke", await made(resource_bounds=bounds(1_000)), 53)
        self.send("Invoke", await made(resource_bounds=bounds(10**15)), 54)
        self.send("Invoke", await made(), 55, {"signature": ["0x1", "0x2"]})
        self.send("Invoke", await made(), None, {"version": "0x1"})
        self.send("Invoke", await made(), 61, {"version": "0x4"})
        self.send("Invoke", await made(second), None, {"sender_address": hex(STRK)})
        self.send("Invoke", await made(), None, {"sender_address": "0x123"})
        self.send("Invoke", await made(resource_bounds=bounds(price=1)), 53)
        absent = {**_create_broadcasted_txn(transaction=await made()), "sender_address": "0x123"}
        self.ask("starknet_estimateFee", {"block_id": "latest", "request": [absent], "simulation_flags": []},
                 41)
        # What an estimate or simulation says of executions that fail.
        failing = _create_broadcasted_txn(transaction=await made(nonce=0))
        many = _create_broadcasted_txn(transaction=await first.sign_invoke_v3(
            self.transfer(2**127), resource_bounds=bounds(), nonce=await first.get_nonce()))
        for method, name in [("starknet_estimateFee", "request"), ("starknet_simulateTransactions", "transactions")]:
            for body in [failing, many]:
                self.ask(method, {"block_id": "latest", name: [body], "simulation_flags": []},
                         41 if method.endswith("Fee") or body is failing else None)
            self.ask(method, {"block_id": {"block_number": 10**6}, name: [many], "simulation_flags": []}, 24)

    async def declarations(self):
        first = self.accounts[0]
        text = (self.contracts / "Factorial/Factorial.sierra.json").read_text()
        sierra = json.loads(text)
        # Another class by its ABI: the same code, which nobody declared yet.
        sierra["abi"] = [{"type": "struct", "name": "Other", "members": []}]
        compiled = compute_casm_class_hash(create_casm_class((self.contracts / "Factorial/Factorial.casm.json").read_text()))

        async def made(sierra=sierra, compiled=compiled, **options):
            return await first.sign_declare_v3(json.dumps(sierra), compiled, **{
                "resource_bounds": bounds(10**9), "nonce": await first.get_nonce(), **options})

        self.send("Declare", await made(compiled=compiled + 1), 60)
        self.send("Declare", await made(), 55, {"signature": ["0x1", "0x2"]})
        self.send("Declare", await made(nonce=0), 52)
        self.send("Declare", await made(resource_bounds=bounds(1_000)), 53)
        self.send("Declare", await made(resource_bounds=bounds(10**15)), 54)
        self.send("Declare", await made(), 61, {"version": "0x4"})
        self.send("Declare", await made(), None, {"sender_address": "0x123"})
        self.send("Declare", await made(resource_bounds=bounds(10**9, price=1)), 53)
        broken = {**sierra, "sierra_program": sierra["sierra_program"][:7]}
        self.send("Declare", await made(broken), 56)
        old = {**sierra, "sierra_program": ["0x1", "0x4", "0x0"] + sierra["sierra_program"][3:]}
        self.send("Declare", await made(old), None)
        version = _create_broadcasted_txn(transaction=await made())
        version["contract_class"] = {**version["contract_class"], "contract_class_version": "0.2.0"}
        self.send("Declare", version, None)
        self.send("Declare", await made(), "ok")
        self.send("Declare", await made(), 51)

    async def deployments(self):
        keys = KeyPair.from_private_key(0x1234567)
        kind = int(self.node.call("devnet_getConfig", {}, "/")["result"]["account_contract_class_hash"], 16)

        async def made(salt=9, kind=kind, **options):
            address = compute_address(
                class_hash=kind, constructor_calldata=[keys.public_key], salt=salt, deployer_address=0)
            account = Account(address=address, client=self.accounts[0].client, key_pair=keys, chain=self.accounts[0].signer.chain_id)
            return address, await account.sign_deploy_account_v3(
                kind, salt, constructor_calldata=[keys.public_key], **{"resource_bounds": bounds(), **options})

        address, poor = await made()
        self.send("DeployAccount", poor, 54)
        self.node.call("devnet_mint", {"address": hex(address), "amount": 10**18}, "/")
        self.send("DeployAccount", poor, 55, {"signature": ["0x1", "0x2"]})
        self.send("DeployAccount", poor, 61, {"version": "0x4"})
        self.send("DeployAccount", (await made(nonce=3))[1], 52)
        self.send("DeployAccount", (await made(resource_bounds=bounds(1_000)))[1], 53)
        self.send("DeployAccount", (await made(resource_bounds=bounds(price=1)))[1], 53)
        other, unknown = await made(kind=0x123)
        self.node.call("devnet_mint", {"address": hex(other), "amount": 10**18}, "/")
        self.send("DeployAccount", unknown, 28)
        self.send("DeployAccount", poor, "ok")

    # Subscriptions

    def subscriptions(self):
        """Every subscription with a notification of its own, and each documented error."""
        with connect(self.node.url.replace("http", "ws", 1) + "/ws" + self.path) as socket:
            number, told = 0, []

            def ask(method, params, wanted=None):
                nonlocal number
                number += 1
                socket.send(json.dumps({"jsonrpc": "2.0", "id": number, "method": method, "params": params}))
                while True:
                    message = json.loads(socket.recv(timeout=20))
                    if message.get("id") == number:
                        return self.answer(method, message, wanted, json.dumps(params)[:120])
                    told.append(message)

            many, old = ["0x5"] * 1025, self.tag == "v0.8.1"
            transactions = ["PendingTransactions"] if old else ["NewTransactions", "NewTransactionReceipts"]
            for method, params, code in [
                ("subscribeNewHeads", {"block_id": {"block_number": 10**6}}, 24),
                ("subscribeEvents", {"block_id": {"block_number": 10**6}}, 24),
                ("subscribeEvents", {"keys": [["0x1"]] * 17}, 34),
                *[("subscribe" + name, {"sender_address": many}, 67) for name in transactions],
                ("unsubscribe", {"subscription_id": 12345 if old else "12345"}, 66),
            ]:
                ask("starknet_" + method, params, code)
            told_of = ["NewHeads", "Events", "TransactionStatus"]
            told_of += ["PendingTransactions"] if old else ["NewTransactionReceipts", "NewTransaction"]
            expected = {"starknet_subscription" + name for name in told_of}
            ids = [ask("starknet_subscribe" + name, {}, "ok") for name in ["NewHeads", "Events", *transactions]]
            if old:
                ids.append(ask("starknet_subscribePendingTransactions", {"transaction_details": True}, "ok"))
            sent = self.node.call("devnet_mint", {"address": "0x5", "amount": 1}, "/")["result"]["tx_hash"]
            ids.append(ask("starknet_subscribeTransactionStatus", {"transaction_hash": sent}, "ok"))
            while {message["method"] for message in told} < expected:
                told.append(json.loads(socket.recv(timeout=20)))
            for message in told:
                self.notification(message)
            # So many blocks are left that a subscription may not begin with the first.
            while self.node.call("devnet_createBlock", {}, "/") and self.node.call("starknet_blockNumber", {})["result"] < 1030:
                pass
            for method in ["starknet_subscribeNewHeads", "starknet_subscribeEvents"]:
                ask(method, {"block_id": {"block_number": 0}}, 68)
            for id in ids:
                ask("starknet_unsubscribe", {"subscription_id": int(id) if old else id}, "ok")

    def notification(self, message):
        self.total += 1
        described = self.specification.methods[message["method"]]
        self.succeeded.add(message["method"])
        for parameter in described["params"]:
            name = parameter.get("name") or parameter["$ref"].rpartition(":")[2]
            value = message["params"].get(name)
            schema = parameter.get("schema")
            if value is None:
                self.failures.append(f"{message['method']}: no {name}")
            elif schema is not None:
                self.failures += [f"{message['method']} {name}: {v}" for v in self.specification.violations(schema, value)]

    # All of it

    def run(self):
        try:
            self.reading()
            asyncio.run(self.invocations())
            asyncio.run(self.declarations())
            asyncio.run(self.deployments())
            self.subscriptions()
        finally:
            self.node.process.terminate()
        self.coverage()

    def coverage(self):
        for name, described in sorted(self.specification.methods.items()):
            if name == "starknet_subscriptionReorg":
                print(f"{self.path} {name}: not covered: a decided block is never taken back")
                continue
            documented, seen = self.specification.codes(described), self.errors.get(name, set())
            missing = sorted(documented - seen)
            line = f"{self.path} {name}: {'answered' if name in self.succeeded else 'only refused'}"
            if documented & seen:
                line += f"; errors {sorted(documented & seen)}"
            for code in missing:
                line += f"; {code} not: {UNREACHABLE.get(code, 'MISSING')}"
                if code not in UNREACHABLE:
                    self.failures.append(f"{self.path} {name}: error {code} was not brought about")
            print(line)
            if name not in self.succeeded and name not in ("starknet_getMessagesStatus", "starknet_estimateMessageFee"):
                self.failures.append(f"{self.path} {name} was not answered")


SENT = {"Invoke": "invoke_transaction", "Declare": "declare_transaction", "DeployAccount": "deploy_account_transaction"}


def specification(copy, tag, folder):
    """The folder api of a tag."""
    for file in [*FILES, "starknet_metadata"]:
        shown = subprocess.run(["git", "-C", copy, "show", f"{tag}:api/{file}.json"], capture_output=True, check=True)
        (folder / f"{file}.json").write_bytes(shown.stdout)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starling", required=True)
    parser.add_argument("--spec", required=True)
    parser.add_argument("--contracts", type=pathlib.Path, default=pathlib.Path(__file__).parents[2] / "Contracts")
    arguments = parser.parse_args()
    failures, total = [], 0
    for tag, path in VERSIONS:
        with tempfile.TemporaryDirectory() as folder:
            check = Check(tag, path, specification(arguments.spec, tag, pathlib.Path(folder)), arguments.starling,
                          arguments.contracts)
            check.run()
        failures += check.failures
        total += check.total
    for failure in failures:
        print("FAILED", failure)
    print(f"{total} answers and notifications, {len(failures)} violations")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
