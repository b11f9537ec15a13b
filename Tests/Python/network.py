"""A developer's session with starknet.py 0.30 against the nodes of a fresh local network: the steps of developer.py, each
against another node.

    pip install starknet-py==0.30.0
    starling local up --count 0
    starling accounts --json > accounts.json
    python Tests/Python/network.py accounts.json FOLDER http://127.0.0.1:5050 http://127.0.0.1:5051 ...

Nothing else may send meanwhile: fees are compared with their estimates. Ends with status 0 when everything is as it
should be.
"""

import asyncio
import json
import sys

from developer import Session


class Network(Session):
    def __init__(self, accounts, folder, urls):
        super().__init__(urls, folder)
        self.given = json.load(open(accounts))["accounts"]

    async def accounts(self):
        return [(int(entry["address"], 16), int(entry["private_key"], 16)) for entry in self.given[:2]]

    def wrong_nonces(self, nonce):
        # One that is a little ahead waits for those before it.
        return [nonce - 1, nonce + 100_000]


asyncio.run(Network(sys.argv[1], sys.argv[2], sys.argv[3:]).run())
