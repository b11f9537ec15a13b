#!/usr/bin/env python3
"""Compares a node's answers with the schemas of Starknet's RPC specification, every method of it.

    python Tests/Python/openrpc.py --starling .build/release/starling --spec FOLDER [--path /rpc/v0_10]

FOLDER is the folder `api` of the repository starkware-libs/starknet-specs, at the version that the path serves. Starts
`starling devnet`, makes a few blocks, calls every method so that it succeeds and with each kind of wrong parameter, and
checks results, errors and the codes that the specification lists for the method. Needs the package jsonschema.
Exit status 0 when nothing is violated and every method was answered.
"""

import argparse
import json
import pathlib
import subprocess
import sys
import urllib.request

from jsonschema import Draft202012Validator

FILES = ["starknet_api_openrpc", "starknet_write_api", "starknet_trace_api_openrpc", "starknet_executables"]
# What a server may always answer with, whatever the method.
COMMON = {-32602, -32603, 63}
# Written on purpose: see Docs/RPC.md.
UNSUPPORTED = {
    "starknet_estimateMessageFee", "starknet_addDeclareTransaction", "starknet_addDeployAccountTransaction",
}


class Specification:
    """Methods and schemas of all files, their references made local."""

    def __init__(self, folder, files=FILES):
        self.methods, self.definitions, self.errors = {}, {}, {}
        for file in files:
            document = json.loads((folder / f"{file}.json").read_text())
            components = document.get("components", {})
            for name, schema in components.get("schemas", {}).items():
                self.definitions[f"{file}:{name}"] = self.local(schema, file)
                if name == "CellRef":
                    # The specification forbids offsets below 0; every program has them.
                    self.definitions[f"{file}:{name}"]["properties"]["offset"].pop("minimum", None)
            for name, error in components.get("errors", {}).items():
                self.errors[f"{file}:{name}"] = error
            for method in document["methods"]:
                self.methods[method["name"]] = self.local(method, file)

    def local(self, value, file):
        if isinstance(value, list):
            return [self.local(item, file) for item in value]
        if not isinstance(value, dict):
            return value
        # Several alternatives of the specification's lists are parts of each other: one that fits is enough.
        made = {"anyOf" if key == "oneOf" else key: self.local(item, file) for key, item in value.items()}
        reference = value.get("$ref")
        if isinstance(reference, str):
            place, _, name = reference.partition("#/components/")
            owner = pathlib.PurePosixPath(place).stem if place else file
            kind, _, name = name.partition("/")
            made["$ref"] = f"#/$defs/{owner}:{name}" if kind == "schemas" else f"{owner}:{name}"
        return made

    def violations(self, schema, value):
        validator = Draft202012Validator({**schema, "$defs": self.definitions})
        return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in validator.iter_errors(value)]

    def codes(self, method):
        """Error codes of a method; an error that is only a reference to another is followed."""
        codes = set()
        for error in method.get("errors", []):
            while "$ref" in error:
                owner, _, name = error["$ref"].partition(":")
                error = self.local(self.errors[f"{owner}:{name}"], owner)
            codes.add(error["code"])
        return codes


class Node:
    def __init__(self, starling, path):
        self.process = subprocess.Popen(
            [starling, "devnet", "--port", "0", "--json"], stdout=subprocess.PIPE, text=True)
        self.about = json.loads(self.process.stdout.readline())
        self.url, self.path = self.about["url"], path

    def call(self, method, params, path=None):
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
        request = urllib.request.Request(self.url + (path or self.path), body, {"content-type": "application/json"})
        return json.load(urllib.request.urlopen(request, timeout=60))


def cases(node, tag):
    """Calls that succeed, one list of parameters a line."""
    minted = [node.call("devnet_mint", {"address": "0x5", "amount": 1}, "/")["result"] for _ in range(3)]
    hash = minted[-1]["tx_hash"]
    account = node.about["accounts"][0]["address"]
    token = "0x4718f5a0fc34cc1af16a1cdee98ffb20c31f5cd61d6ab07201858f4287c938d"
    class_hash = node.call("starknet_getClassHashAt", ["latest", account])["result"]
    sent = node.call("starknet_getTransactionByHash", [hash])["result"]
    sent.pop("transaction_hash")
    sent["nonce"] = node.call("starknet_getNonce", ["latest", sent["sender_address"]])["result"]
    balance = {"contract_address": token, "calldata": ["0x5"],
               "entry_point_selector": "0x2e4263afad30923c891518314c3c95dbe830a16874e8abc5777a9a20b54c76e"}
    for name in ["specVersion", "chainId", "syncing", "blockNumber", "blockHashAndNumber"]:
        yield "starknet_" + name, {}
    for name in ["getBlockWithTxHashes", "getBlockWithTxs", "getBlockWithReceipts", "getStateUpdate",
                 "getBlockTransactionCount"]:
        for block in ["latest", tag, {"block_number": 0}]:
            yield "starknet_" + name, {"block_id": block}
    yield "starknet_getTransactionByHash", {"transaction_hash": hash}
    yield "starknet_getTransactionReceipt", {"transaction_hash": hash}
    yield "starknet_getTransactionStatus", {"transaction_hash": hash}
    yield "starknet_getTransactionByBlockIdAndIndex", {"block_id": "latest", "index": 0}
    yield "starknet_traceTransaction", {"transaction_hash": hash}
    yield "starknet_traceBlockTransactions", {"block_id": "latest"}
    for block in ["latest", tag]:
        yield "starknet_getStorageAt", {"contract_address": token, "key": "0x1", "block_id": block}
        yield "starknet_getNonce", {"contract_address": account, "block_id": block}
        yield "starknet_getClassHashAt", {"contract_address": account, "block_id": block}
        yield "starknet_getClassAt", {"contract_address": account, "block_id": block}
        yield "starknet_getClass", {"class_hash": class_hash, "block_id": block}
        yield "starknet_call", {"request": balance, "block_id": block}
        yield "starknet_getEvents", {"filter": {"chunk_size": 2, "to_block": block}}
    yield "starknet_getCompiledCasm", {"class_hash": class_hash}
    yield "starknet_getStorageProof", {
        "block_id": "latest", "class_hashes": [class_hash], "contract_addresses": [account, token],
        "contracts_storage_keys": [{"contract_address": token, "storage_keys": ["0x1"]}]}
    skip = ["SKIP_VALIDATE"]
    yield "starknet_estimateFee", {"request": [sent], "simulation_flags": skip, "block_id": "latest"}
    yield "starknet_simulateTransactions", {
        "block_id": "latest", "transactions": [sent], "simulation_flags": skip + ["SKIP_FEE_CHARGE"]}


def wrong(params):
    """The same parameters, one wrong after the other."""
    for name in params:
        for value in [None, "0xzz", {}, [], 7, "0x123", {"block_number": 10**6}, {"block_hash": "0x123"}]:
            yield {**params, name: value}
    yield {}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--starling", required=True)
    parser.add_argument("--spec", required=True, type=pathlib.Path)
    parser.add_argument("--path", default="/rpc/v0_10")
    arguments = parser.parse_args()
    specification = Specification(arguments.spec)
    node = Node(arguments.starling, arguments.path)
    tag = "pending" if arguments.path.endswith("v0_8") else "pre_confirmed"
    failures, answered, refused, total = [], set(), set(), 0
    try:
        for method, params in list(cases(node, tag)):
            described = specification.methods[method]
            answer = node.call(method, params)
            total += 1
            if "result" not in answer:
                failures.append(f"{method} {params}: {answer}")
                continue
            answered.add(method)
            for violation in specification.violations(described["result"]["schema"], answer["result"]):
                failures.append(f"{method} {json.dumps(params)[:120]}: {violation}")
            for bad in wrong(params):
                answer = node.call(method, bad)
                total += 1
                if "result" in answer:
                    continue
                code = answer["error"]["code"]
                refused.add((method, code))
                if code not in specification.codes(described) | COMMON:
                    failures.append(f"{method} {json.dumps(bad)[:120]}: code {code} is not one of the method's")
        # What is sent is signed by nobody here: each must be refused by a code of its method.
        for method, name in [("starknet_addInvokeTransaction", "invoke_transaction"),
                             ("starknet_addDeclareTransaction", "declare_transaction"),
                             ("starknet_addDeployAccountTransaction", "deploy_account_transaction"),
                             ("starknet_getMessagesStatus", "transaction_hash"),
                             ("starknet_estimateMessageFee", "message")]:
            answer = node.call(method, {name: {}})
            total += 1
            if answer.get("error", {}).get("code") not in specification.codes(specification.methods[method]) | COMMON:
                failures.append(f"{method}: {answer}")
            answered.add(method)
    finally:
        node.process.terminate()
    missing = set(specification.methods) - answered - UNSUPPORTED
    failures += [f"{name} was not answered" for name in sorted(missing)]
    for failure in failures:
        print(failure)
    print(f"{arguments.path}: {len(answered)} methods, {total} answers, {len(refused)} kinds of errors, "
          f"{len(failures)} violations")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
