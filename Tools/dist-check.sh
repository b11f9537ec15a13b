#!/bin/sh
# Unpacks what `make dist` made into an empty folder and runs it from another one, without the checkout and without Swift.
#   Tools/dist-check.sh [ARCHIVE-OR-PACKAGE]     default: both in .build/dist
# The local network it starts keeps away from the usual ports.
set -eu
cd "$(dirname "$0")/.."
ports="--rpc-port 7050 --link-port 7150 --prover-port 7160 --explorer-port 7400"
work=$(mktemp -d)
running=""
finish() {
    [ -z "$running" ] || (cd "$work" && HOME="$work/home" "$running" local down --folder "$work/network") || true
    rm -rf "$work"
}
trap finish EXIT
fail() { echo "dist-check: $*" >&2; exit 1; }

check() {
    file=$(readlink -f "$1")
    echo "== $file"
    rm -rf "$work/unpacked" "$work/home"
    mkdir -p "$work/unpacked" "$work/elsewhere" "$work/home"
    case $file in
    *.deb) dpkg-deb -x "$file" "$work/unpacked"; prefix="$work/unpacked/usr" ;;
    *) tar -C "$work/unpacked" -xf "$file"; prefix=$(echo "$work"/unpacked/*) ;;
    esac
    starling="$prefix/bin/starling"
    cd "$work/elsewhere"
    # Nothing of the checkout or of a toolchain may be found by name.
    export HOME="$work/home" PATH=/usr/bin:/bin
    unset LD_LIBRARY_PATH XDG_STATE_HOME
    "$starling" --version
    if ldd "$starling" | grep -E 'not found|/swift/linux/'; then fail "libraries are missing or of a toolchain"; fi
    "$starling" doctor $ports || fail "the doctor found something to fix"
    "$starling" doctor | grep -q "^ok   contracts: $prefix/share/starling/contracts" || fail "other contracts"
    for command in $("$starling" --help | sed -n 's/^  \([a-z-]*\)  .*/\1/p'); do
        "$starling" "$command" --help | grep -q '^examples:' || fail "the help of $command has no example"
    done
    for options in "version" "accounts" "doctor $ports" "local status" "keys --validators 1 --out $work/home/keys"; do
        # shellcheck disable=SC2086
        ("$starling" $options --json || true) | grep -q '^{.*}$' || fail "$options --json is no JSON"
    done
    if "$starling" local status; then fail "a status of nothing is good"; fi
    "$starling" local down
    running=$starling
    "$starling" local up --folder "$work/network" --proofs "$work/proofs" --count 20 --rate 20 $ports
    "$starling" local status --folder "$work/network"
    "$starling" local status --folder "$work/network" --json
    curl -fsS http://127.0.0.1:7400/ >/dev/null || fail "the explorer does not answer"
    "$starling" verify --block 1 --rpc http://127.0.0.1:7050 --proofs "$work/proofs" \
        --committee "$work/network/node0/committee" >/dev/null || fail "block 1 was not verified"
    kill -9 "$(cut -d ' ' -f 1 "$work/network/node3.pid")"
    tries=0
    while "$starling" local status --folder "$work/network" >/dev/null; do
        tries=$((tries + 1))
        [ "$tries" -lt 50 ] || fail "a dead node goes unnoticed"
        sleep 0.2
    done
    "$starling" local status --folder "$work/network" || true
    "$starling" local down --folder "$work/network"
    running=""
    rm -rf "$work/network" "$work/proofs"
    cd - >/dev/null
    echo "ok: $file"
}

if [ $# -gt 0 ]; then check "$1"; else
    for file in .build/dist/*.tar.gz .build/dist/*.deb; do check "$file"; done
fi
