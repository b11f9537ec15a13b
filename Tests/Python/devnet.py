"""A developer's session with starknet.py 0.30 against a fresh development network.

    pip install starknet-py==0.30.0
    starling devnet &
    python Tests/Python/devnet.py http://127.0.0.1:5050 FOLDER

FOLDER holds erc20.sierra.json and erc20.casm.json, a token that the network does not know. It is declared and deployed,
an account is deployed, tokens are sent one by one and several at once; fees are estimated, executions simulated and
traced, events read page by page and by subscription; and what must fail fails with its error. Ends with status 0 when
everything is as it should be.
"""

import asyncio
import json
import sys
import urllib.request

from starknet_py.common import create_casm_class
from starknet_py.hash.address import compute_address
from starknet_py.hash.casm_class_hash import compute_casm_class_hash
from starknet_py.hash.selector import get_selector_from_name
from starknet_py.net.account.account import Account
from starknet_py.net.client_errors import ClientError
from starknet_py.net.client_models import Call, ResourceBounds, ResourceBoundsMapping, TransactionExecutionStatus
from starknet_py.net.full_node_client import FullNodeClient
from starknet_py.net.signer.key_pair import KeyPair
from starknet_py.net.udc_deployer.deployer import Deployer
from starknet_py.net.websockets.websocket_client import WebsocketClient

STRK = 0x4718F5A0FC34CC1AF16A1CDEE98FFB20C31F5CD61D6AB07201858F4287C938D
TRANSFER = get_selector_from_name("transfer")
PRICE = 2_000_000_000


def bounds(l2):
    """Signed bounds with so much L2 gas."""
    other = ResourceBounds(max_amount=100_000, max_price_per_unit=PRICE)
    return ResourceBoundsMapping(
        l1_gas=other, l1_data_gas=other, l2_gas=ResourceBounds(max_amount=l2, max_price_per_unit=PRICE)
    )


def ask(url, method, **parameters):
    """The result of a method that clients do not know."""
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters}).encode()
    request = urllib.request.Request(url, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["result"]


async def refused(code, wanted):
    """Waits for something that must fail with this code."""
    try:
        await wanted
    except ClientError as error:
        assert int(error.code) == code, (code, error.code, error.message)
        return
    raise AssertionError("error %d is missing" % code)


class Session:
    def __init__(self, url, folder):
        self.url, self.folder = url, folder
        self.client = FullNodeClient(node_url=url)

    def account(self, address, key):
        return Account(
            address=address, client=self.client, key_pair=KeyPair.from_private_key(key), chain=self.chain
        )

    async def accepted(self, hash):
        receipt = await self.client.wait_for_tx(hash, check_interval=0.1)
        assert receipt.execution_status == TransactionExecutionStatus.SUCCEEDED, receipt.revert_reason
        return receipt

    def transfer(self, to, amount, token=None):
        return Call(to_addr=token or self.token, selector=TRANSFER, calldata=[to, amount, 0])

    async def balance(self, owner):
        call = Call(to_addr=self.token, selector=get_selector_from_name("balance_of"), calldata=[owner])
        return (await self.client.call_contract(call, block_number="latest"))[0]

    async def begin(self):
        self.chain = int(await self.client.get_chain_id(), 16)
        given = ask(self.url, "devnet_getPredeployedAccounts")
        self.first, self.second = [
            self.account(entry["address"], int(entry["private_key"], 16)) for entry in given[:2]
        ]
        self.account_class = int(ask(self.url, "devnet_getConfig")["account_contract_class_hash"], 16)

    async def declare(self):
        sierra = open(self.folder + "/erc20.sierra.json").read()
        compiled = compute_casm_class_hash(create_casm_class(open(self.folder + "/erc20.casm.json").read()))
        wrong = await self.first.sign_declare_v3(sierra, compiled + 1, resource_bounds=bounds(1_000_000_000))
        await refused(60, self.client.declare(wrong))
        signed = await self.first.sign_declare_v3(sierra, compiled, auto_estimate=True)
        declared = await self.client.declare(signed)
        await self.accepted(declared.transaction_hash)
        again = await self.first.sign_declare_v3(sierra, compiled, resource_bounds=bounds(1_000_000_000))
        await refused(51, self.client.declare(again))
        found = await self.client.get_class_by_hash(declared.class_hash, block_number="latest")
        assert any(item["name"] == "ERC20Impl" or "mpl" in item["name"] for item in json.loads(found.abi)
                   if item["type"] == "impl")
        self.token_class = declared.class_hash
        print("declared", hex(self.token_class))

    async def deploy(self):
        supply = 10**24
        calldata = [0, 0x476F6C64, 4, 0, 0x474C44, 3, 18, supply, 0, self.first.address]
        made = Deployer().create_contract_deployment(self.token_class, salt=5, calldata=calldata)
        sent = await self.first.execute_v3(calls=made.call, auto_estimate=True)
        await self.accepted(sent.transaction_hash)
        self.token = made.address
        assert await self.client.get_class_hash_at(self.token, block_number="latest") == self.token_class
        assert await self.balance(self.first.address) == supply
        print("deployed", hex(self.token))

    async def deploy_account(self):
        keys = KeyPair.from_private_key(0x1234567)
        address = compute_address(
            class_hash=self.account_class, constructor_calldata=[keys.public_key], salt=9, deployer_address=0
        )
        parameters = dict(
            address=address, class_hash=self.account_class, salt=9, key_pair=keys, client=self.client,
            constructor_calldata=[keys.public_key],
        )
        await refused(54, Account.deploy_account_v3(**parameters, resource_bounds=bounds(10_000_000)))
        paid = await self.first.execute_v3(calls=self.transfer(address, 10**18, STRK), auto_estimate=True)
        await self.accepted(paid.transaction_hash)
        result = await Account.deploy_account_v3(**parameters, auto_estimate=True)
        await self.accepted(result.hash)
        self.third = self.account(address, 0x1234567)
        assert await self.third.get_nonce() == 1
        print("account", hex(address))

    async def invoke(self):
        calls = [self.transfer(self.third.address, 7), self.transfer(self.third.address, 8)]
        estimated = await self.first.estimate_fee(await self.first.sign_invoke_v3(calls, resource_bounds=bounds(0)))
        simulated = await self.client.simulate_transactions(
            [await self.first.sign_invoke_v3(calls, resource_bounds=bounds(10_000_000))], block_number="latest"
        )
        assert simulated[0].fee_estimation.overall_fee == estimated.overall_fee
        sent = await self.first.execute_v3(calls=calls, auto_estimate=True)
        receipt = await self.accepted(sent.transaction_hash)
        assert receipt.actual_fee.amount == estimated.overall_fee
        assert await self.balance(self.third.address) == 15
        trace = await self.client.trace_transaction(sent.transaction_hash)
        assert [call.calldata[1] for call in trace.execute_invocation.calls] == [7, 8]
        used = receipt.execution_resources.l2_gas
        # The estimate is the limit that suffices.
        exact = await self.first.execute_v3(calls=calls, resource_bounds=bounds(used))
        await self.accepted(exact.transaction_hash)
        print("sent twice, fee", receipt.actual_fee.amount)

    async def events(self):
        found, token = [], None
        while True:
            page = await self.client.get_events(
                address=self.token, keys=[[get_selector_from_name("Transfer")]], from_block_number=0,
                to_block_number="latest", chunk_size=2, continuation_token=token,
            )
            assert len(page.events) <= 2
            found += page.events
            token = page.continuation_token
            if token is None:
                break
        assert [event.data[0] for event in found][-4:] == [7, 8, 7, 8], found
        await refused(
            31, self.client.get_events(address=self.token, from_block_number=0, to_block_number="latest", chunk_size=1025)
        )
        print(len(found), "events, two a page")

    async def subscriptions(self):
        socket = WebsocketClient(self.url.replace("http", "ws", 1) + "/ws")
        await socket.connect()
        told, heads = asyncio.Queue(), asyncio.Queue()
        await socket.subscribe_new_heads(handler=heads.put_nowait)
        events = await socket.subscribe_events(handler=told.put_nowait, from_address=self.token)
        while not told.empty():
            told.get_nowait()
        sent = await self.first.execute_v3(calls=self.transfer(self.second.address, 9), auto_estimate=True)
        receipt = await self.accepted(sent.transaction_hash)
        while True:
            event = (await asyncio.wait_for(told.get(), 20)).result
            if event.transaction_hash == sent.transaction_hash:
                break
        assert event.data[0] == 9
        head = (await asyncio.wait_for(heads.get(), 20)).result
        assert head.block_number == receipt.block_number
        assert await socket.unsubscribe(events)
        await socket.disconnect()
        print("heads and events came by subscription")

    async def failures(self):
        # Nobody has so much: the execution is reverted, and paid for.
        too_much = self.transfer(self.second.address, 2**127)
        sent = await self.first.execute_v3(calls=too_much, resource_bounds=bounds(10_000_000))
        receipt = await self.receipt_of(sent.transaction_hash)
        assert receipt.execution_status == TransactionExecutionStatus.REVERTED and receipt.revert_reason
        assert receipt.actual_fee.amount > 0
        await refused(41, self.first.execute_v3(calls=too_much, auto_estimate=True))

        small = self.transfer(self.second.address, 1)
        stranger = self.account(self.first.address, 0x777)
        await refused(55, stranger.execute_v3(calls=small, resource_bounds=bounds(10_000_000)))
        nonce = await self.first.get_nonce()
        for wrong in [nonce - 1, nonce + 1]:
            await refused(52, self.first.execute_v3(calls=small, nonce=wrong, resource_bounds=bounds(10_000_000)))
        await refused(53, self.first.execute_v3(calls=small, resource_bounds=bounds(1_000)))
        await refused(54, self.first.execute_v3(calls=small, resource_bounds=bounds(10**15)))
        # Enough to be taken, too little to end.
        short = await self.first.execute_v3(calls=small, resource_bounds=bounds(700_000))
        receipt = await self.receipt_of(short.transaction_hash)
        assert receipt.execution_status == TransactionExecutionStatus.REVERTED
        await refused(29, self.client.get_transaction_receipt(0x123))
        await refused(20, self.client.get_class_hash_at(0x123, block_number="latest"))
        print("what must fail fails")

    async def receipt_of(self, hash):
        while True:
            try:
                return await self.client.get_transaction_receipt(hash)
            except ClientError as error:
                if int(error.code) != 29:
                    raise
            await asyncio.sleep(0.1)

    async def run(self):
        await self.begin()
        await self.declare()
        await self.deploy()
        await self.deploy_account()
        await self.invoke()
        await self.events()
        await self.subscriptions()
        await self.failures()
        print("everything as it should be")


asyncio.run(Session(sys.argv[1], sys.argv[2]).run())
