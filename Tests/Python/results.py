"""Compares the results in a chain's traces with an independent computation.

    python Tests/Python/results.py [http://127.0.0.1:5050] [count]

Reads the traces of the newest blocks until `count` (100) calls of Fibonacci and of factorial were seen, and computes each
result again with Python's integers modulo the Stark prime. Needs nothing but Python.
"""

import json
import math
import sys
import urllib.request

PRIME = 2**251 + 17 * 2**192 + 1
SELECTORS = {}


def rpc(url, method, params):
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).encode()
    request = urllib.request.Request(url, body, {"content-type": "application/json"})
    answer = json.load(urllib.request.urlopen(request, timeout=60))
    assert "error" not in answer, answer["error"]
    return answer["result"]


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a % PRIME


def factorial(n):
    return math.factorial(n) % PRIME


def calls(call):
    yield call
    for inner in call["calls"]:
        yield from calls(inner)


def main():
    url = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:5050"
    wanted = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    contracts = {int.from_bytes(b"fibonacci", "big"): fibonacci, int.from_bytes(b"factorial", "big"): factorial}
    seen = {fibonacci: 0, factorial: 0}
    arguments = {fibonacci: set(), factorial: set()}
    for number in range(rpc(url, "starknet_blockNumber", []), 0, -1):
        for entry in rpc(url, "starknet_traceBlockTransactions", {"block_id": {"block_number": number}}):
            # Neither declarations and deployments of accounts nor reverted executions have calls here.
            executed = entry["trace_root"].get("execute_invocation", {})
            for call in calls(executed) if "calls" in executed else []:
                compute = contracts.get(int(call["contract_address"], 16))
                if compute is None or not call["result"]:
                    continue
                n = int(call["calldata"][0], 16)
                assert int(call["result"][0], 16) == compute(n), (compute.__name__, n, call["result"])
                seen[compute] += 1
                arguments[compute].add(n)
        if min(seen.values()) >= wanted:
            break
    for compute, count in seen.items():
        assert count >= wanted, f"only {count} calls of {compute.__name__} in the chain"
        print(f"{compute.__name__}: {count} results equal, {len(arguments[compute])} different arguments")
    print("2 passed, 0 failed")


main()
