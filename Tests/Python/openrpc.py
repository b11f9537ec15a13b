"""What Starknet's RPC specification says of methods, and calls of a node that succeed: used by conformance.py. Needs the package
jsonschema."""

import json
import pathlib
import subprocess
import urllib.request

from jsonschema import Draft202012Validator

FILES = ["starknet_api_openrpc", "starknet_write_api", "starknet_trace_api_openrpc", "starknet_executables", "starknet_ws_api"]
# What a server may always answer with, whatever the method.
COMMON = {-32602, -32603, 63}


class Specification:
    """Methods and schemas of all files, their references made local."""

    def __init__(self, folder):
        self.methods, self.definitions, self.errors = {}, {}, {}
        for file in FILES:
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
