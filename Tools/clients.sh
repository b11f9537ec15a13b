#!/bin/sh
# starknet.py 0.30 against a fresh development network, and the same steps against the four nodes of a fresh local network.
#   Tools/clients.sh STARLING FOLDER
# FOLDER holds erc20.sierra.json and erc20.casm.json: a class that neither knows. Needs `pip install starknet-py==0.30.0`.
set -eu
starling=$1 contract=$2
work=$(mktemp -d)
devnet=
finish() {
    [ -z "$devnet" ] || kill "$devnet" || true
    "$starling" local down --folder "$work/network" >/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

"$starling" devnet --port 8450 --folder "$work/devnet" >"$work/devnet.log" &
devnet=$!
tries=0
until python3 -c 'import urllib.request; urllib.request.urlopen("http://127.0.0.1:8450/ready")' 2>/dev/null; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { cat "$work/devnet.log" >&2; exit 1; }
    sleep 0.1
done
echo "a development network"
python3 -W ignore Tests/Python/devnet.py http://127.0.0.1:8450 "$contract"

"$starling" accounts --json >"$work/accounts.json"
"$starling" local up --folder "$work/network" --proofs "$work/proofs" --count 0 --no-prover --no-explorer \
    --rpc-port 8550 --link-port 8650 --prover-port 8460 --explorer-port 8470
echo "four nodes"
python3 -W ignore Tests/Python/network.py "$work/accounts.json" "$contract" \
    http://127.0.0.1:8550 http://127.0.0.1:8551 http://127.0.0.1:8552 http://127.0.0.1:8553
