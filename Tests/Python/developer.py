"""A developer's steps with starknet.py 0.30, the same against a development network (devnet.py) and against the four nodes of
a local one (network.py).

FOLDER holds erc20.sierra.json and erc20.casm.json, a token that the network does not know. It is declared and deployed,
an account is deployed, tokens are sent one by one and several at once; fees are estimated, executions simulated and
traced, events read page by page and by subscription; and what must fail fails with its error.
"""

import asyncio
import json
import secrets

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


async def refused(code, wanted):
    """Waits for something that must fail with this code."""
    try:
        await wanted
    except ClientError as error:
        assert int(error.code) == code, (code, error.code, error.message)
        return
    raise AssertionError("error %d is missing" % code)


class Session:
    """The steps, one after the other, each against the next of the nodes. A network says in a subclass where its accounts are
    and which nonces it refuses."""

    def __init__(self, urls, folder):
        self.urls, self.folder = urls, folder
        self.height = 0

    async def accounts(self):
        """Sets `first` and `second` to (address, private key) of accounts that have STRK."""
        raise NotImplementedError

    def wrong_nonces(self, nonce):
        """Nonces that an account whose next is `nonce` may not use."""
        raise NotImplementedError

    def account(self, address, key):
        return Account(
            address=address, client=self.client, key_pair=KeyPair.from_private_key(key), chain=self.chain
        )

    async def turn_to(self, url):
        """From now on this node is asked, once it knows of what the ones before have in their blocks."""
        self.url, self.client = url, FullNodeClient(node_url=url)
        self.chain = int(await self.client.get_chain_id(), 16)
        while await self.client.get_block_number() < self.height:
            await asyncio.sleep(0.1)
        prices = await self.client.get_block(block_number="latest")
        # Prices may rise until a transaction is in a block.
        self.price = 4 * prices.l2_gas_price.price_in_fri
        for name, (address, key) in self.known.items():
            setattr(self, name, self.account(address, key))

    def bounds(self, l2):
        """Signed bounds with so much L2 gas."""
        other = ResourceBounds(max_amount=100_000, max_price_per_unit=self.price)
        return ResourceBoundsMapping(
            l1_gas=other, l1_data_gas=other, l2_gas=ResourceBounds(max_amount=l2, max_price_per_unit=self.price)
        )

    async def accepted(self, hash):
        receipt = await self.client.wait_for_tx(hash, check_interval=0.1)
        assert receipt.execution_status == TransactionExecutionStatus.SUCCEEDED, receipt.revert_reason
        self.height = max(self.height, receipt.block_number)
        return receipt

    def transfer(self, to, amount, token=None):
        return Call(to_addr=token or self.token, selector=TRANSFER, calldata=[to, amount, 0])

    async def balance(self, owner):
        call = Call(to_addr=self.token, selector=get_selector_from_name("balance_of"), calldata=[owner])
        return (await self.client.call_contract(call, block_number="latest"))[0]

    async def begin(self):
        self.known = {}
        await self.turn_to(self.urls[0])
        first, second = await self.accounts()
        self.known = {"first": first, "second": second}
        self.account_class = await self.client.get_class_hash_at(first[0], block_number="latest")

    async def declare(self):
        sierra = open(self.folder + "/erc20.sierra.json").read()
        compiled = compute_casm_class_hash(create_casm_class(open(self.folder + "/erc20.casm.json").read()))
        wrong = await self.first.sign_declare_v3(sierra, compiled + 1, resource_bounds=self.bounds(1_000_000_000))
        await refused(60, self.client.declare(wrong))
        signed = await self.first.sign_declare_v3(sierra, compiled, auto_estimate=True)
        declared = await self.client.declare(signed)
        await self.accepted(declared.transaction_hash)
        again = await self.first.sign_declare_v3(sierra, compiled, resource_bounds=self.bounds(1_000_000_000))
        await refused(51, self.client.declare(again))
        found = await self.client.get_class_by_hash(declared.class_hash, block_number="latest")
        assert any(item["name"] == "ERC20Impl" or "mpl" in item["name"] for item in json.loads(found.abi)
                   if item["type"] == "impl")
        self.token_class = declared.class_hash
        print("declared", hex(self.token_class))

    async def deploy(self):
        supply = 10**24
        calldata = [0, 0x476F6C64, 4, 0, 0x474C44, 3, 18, supply, 0, self.first.address]
        made = Deployer().create_contract_deployment(self.token_class, salt=secrets.randbelow(2**200), calldata=calldata)
        sent = await self.first.execute_v3(calls=made.call, auto_estimate=True)
        await self.accepted(sent.transaction_hash)
        self.token = made.address
        assert await self.client.get_class_hash_at(self.token, block_number="latest") == self.token_class
        assert await self.balance(self.first.address) == supply
        print("deployed", hex(self.token))

    async def deploy_account(self):
        key = secrets.randbelow(2**200)
        keys = KeyPair.from_private_key(key)
        address = compute_address(
            class_hash=self.account_class, constructor_calldata=[keys.public_key], salt=9, deployer_address=0
        )
        parameters = dict(
            address=address, class_hash=self.account_class, salt=9, key_pair=keys, client=self.client,
            constructor_calldata=[keys.public_key],
        )
        await refused(54, Account.deploy_account_v3(**parameters, resource_bounds=self.bounds(10_000_000)))
        paid = await self.first.execute_v3(calls=self.transfer(address, 10**18, STRK), auto_estimate=True)
        await self.accepted(paid.transaction_hash)
        result = await Account.deploy_account_v3(**parameters, auto_estimate=True)
        await self.accepted(result.hash)
        self.known["third"] = (address, key)
        self.third = self.account(address, key)
        assert await self.third.get_nonce() == 1
        print("account", hex(address))

    async def invoke(self):
        calls = [self.transfer(self.third.address, 7), self.transfer(self.third.address, 8)]
        estimated = await self.first.estimate_fee(await self.first.sign_invoke_v3(calls, resource_bounds=self.bounds(0)))
        simulated = await self.client.simulate_transactions(
            [await self.first.sign_invoke_v3(calls, resource_bounds=self.bounds(10_000_000))], block_number="latest"
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
        exact = await self.first.execute_v3(calls=calls, resource_bounds=self.bounds(used))
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
        sent = await self.first.execute_v3(calls=too_much, resource_bounds=self.bounds(10_000_000))
        receipt = await self.receipt_of(sent.transaction_hash)
        assert receipt.execution_status == TransactionExecutionStatus.REVERTED and receipt.revert_reason
        assert receipt.actual_fee.amount > 0
        await refused(41, self.first.execute_v3(calls=too_much, auto_estimate=True))

        small = self.transfer(self.second.address, 1)
        stranger = self.account(self.first.address, 0x777)
        await refused(55, stranger.execute_v3(calls=small, resource_bounds=self.bounds(10_000_000)))
        nonce = await self.first.get_nonce()
        for wrong in self.wrong_nonces(nonce):
            await refused(52, self.first.execute_v3(calls=small, nonce=wrong, resource_bounds=self.bounds(10_000_000)))
        await refused(53, self.first.execute_v3(calls=small, resource_bounds=self.bounds(1_000)))
        await refused(54, self.first.execute_v3(calls=small, resource_bounds=self.bounds(10**15)))
        # Enough to be taken, too little to end.
        short = await self.first.execute_v3(calls=small, resource_bounds=self.bounds(700_000))
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
        steps = [
            self.declare, self.deploy, self.deploy_account, self.invoke, self.events, self.subscriptions, self.failures
        ]
        for number, step in enumerate(steps):
            await self.turn_to(self.urls[number % len(self.urls)])
            await step()
        print("everything as it should be")
