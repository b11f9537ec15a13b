"""A developer's session with starknet.py 0.30 against a fresh development network: the steps of developer.py.

    pip install starknet-py==0.30.0
    starling devnet &
    python Tests/Python/devnet.py http://127.0.0.1:5050 FOLDER

Ends with status 0 when everything is as it should be.
"""

import asyncio
import json
import sys
import urllib.request

from developer import Session


class Devnet(Session):
    async def accounts(self):
        body = {"jsonrpc": "2.0", "id": 1, "method": "devnet_getPredeployedAccounts", "params": {}}
        request = urllib.request.Request(self.url, json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            given = json.load(answer)["result"]
        return [(int(entry["address"], 16), int(entry["private_key"], 16)) for entry in given[:2]]

    def wrong_nonces(self, nonce):
        # It makes a block for every transaction: one that has to wait for another is an error.
        return [nonce - 1, nonce + 1]


asyncio.run(Devnet([sys.argv[1]], sys.argv[2]).run())
