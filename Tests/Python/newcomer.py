"""A newcomer's first session with starknet.py 0.30 against a running chain.

    pip install starknet-py==0.30.0
    starling accounts --json > accounts.json
    python Tests/Python/newcomer.py http://127.0.0.1:5050 accounts.json

Reads chain id, blocks, receipts and nonces, calls Fibonacci, and sends an invoke from a prefunded account that must
end ACCEPTED_ON_L2. Ends with status 0 when everything is as it should be.
"""

import asyncio
import json
import sys

from starknet_py.cairo.felt import decode_shortstring
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.account.account import Account
from starknet_py.net.client_models import Call, TransactionExecutionStatus, TransactionFinalityStatus
from starknet_py.net.full_node_client import FullNodeClient
from starknet_py.net.signer.key_pair import KeyPair


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


async def session(url, accounts):
    client = FullNodeClient(node_url=url)
    chain_id = int(await client.get_chain_id(), 16)
    print("chain", decode_shortstring(chain_id), "spec", await client.spec_version())

    block = await client.get_block(block_number="latest")
    print("latest block", block.block_number, "with", len(block.transactions), "transactions")
    genesis = await client.get_block(block_number=0)
    assert genesis.parent_hash == 0

    contract = int(accounts["fibonacci"], 16)
    call = Call(to_addr=contract, selector=get_selector_from_name("fibonacci"), calldata=[25])
    assert await client.call_contract(call, block_number="latest") == [fibonacci(25)]
    print("fibonacci(25) =", fibonacci(25))

    entry = accounts["accounts"][5]
    account = Account(
        address=entry["address"],
        client=client,
        key_pair=KeyPair.from_private_key(int(entry["private_key"], 16)),
        chain=chain_id,
    )
    nonce = await account.get_nonce()
    n = 40 + nonce % 50
    invoke = Call(to_addr=contract, selector=get_selector_from_name("compute_fibonacci"), calldata=[n])
    sent = await account.execute_v3(calls=invoke, auto_estimate=True)
    print("sent", hex(sent.transaction_hash))
    receipt = await client.wait_for_tx(sent.transaction_hash, check_interval=1)
    assert receipt.finality_status == TransactionFinalityStatus.ACCEPTED_ON_L2, receipt.finality_status
    assert receipt.execution_status == TransactionExecutionStatus.SUCCEEDED, receipt.revert_reason
    event = next(event for event in receipt.events if event.from_address == contract)
    assert event.keys[1] == n and event.data == [fibonacci(n)], event
    print("accepted in block", receipt.block_number, "with fibonacci(%d) = %d" % (n, fibonacci(n)))

    assert await account.get_nonce() == nonce + 1
    transaction = await client.get_transaction(sent.transaction_hash)
    assert transaction.nonce == nonce
    held = await client.get_block_with_receipts(block_number=receipt.block_number)
    assert any(t.receipt.transaction_hash == sent.transaction_hash for t in held.transactions)
    update = await client.get_state_update(block_number=receipt.block_number)
    assert update.block_hash == held.block_hash
    stored = await client.get_storage_at(contract, get_selector_from_name("last_value"), block_number="latest")
    assert stored == fibonacci(n), stored
    trace = await client.trace_transaction(sent.transaction_hash)
    assert trace.execute_invocation.calls[0].result == [fibonacci(n)]
    events = await client.get_events(
        address=contract, from_block_number=receipt.block_number, to_block_number=receipt.block_number, chunk_size=10
    )
    assert any(e.transaction_hash == sent.transaction_hash for e in events.events)
    code = await client.get_class_at(entry["address"], block_number="latest")
    assert "__execute__" in str(code.parsed_abi)
    print("everything as it should be")


asyncio.run(session(sys.argv[1], json.load(open(sys.argv[2]))))
