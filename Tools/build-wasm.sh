#!/bin/sh
# Builds the verifier as a WebAssembly module: Embedded Swift, no imports, one file.
#   Tools/build-wasm.sh [OUTPUT]
# Tools/embedded-check.sh compiles the modules of the verifier's path; this script adds the exported functions and links.
set -eu
cd "$(dirname "$0")/.."
out=${1:-.build/wasm/starling-verify.wasm}
objects=.build/embedded
mkdir -p "$(dirname "$out")"

Tools/embedded-check.sh "$objects"

app=Sources/Apps/starling-verify-wasm
# The app specialises every generic function of the verifier, which takes minutes: not again when nothing changed.
if [ -e "$out" ] && [ -z "$(find "$app" "$objects"/*.swiftmodule Tools/build-wasm.sh Tools/embedded-flags Tools/verifier-modules -newer "$out")" ]; then
    echo "$out: unchanged, SHA-256 $(sha256sum "$out" | cut -d ' ' -f 1)"
    exit 0
fi
# shellcheck disable=SC2046
swiftc $(grep -v '^#' Tools/embedded-flags) \
    -I "$objects" -module-name StarlingVerifyWasm -c -o "$objects/app.o" "$app"/*.swift
clang --target=wasm32-unknown-none -O2 -fno-builtin -Wall -Werror -c "$app/runtime.c" -o "$objects/runtime.o"

linker=$(dirname "$(readlink -f "$(command -v swiftc)")")/wasm-ld
set --
for module in $(grep -v '^#' Tools/verifier-modules); do set -- "$@" "$objects/$module.o"; done
# The stack lies below everything else: code that would need more of it ends in a trap, and overwrites nothing.
"$linker" --no-entry --gc-sections --strip-all --stack-first -z stack-size=1048576 "$@" "$objects/app.o" "$objects/runtime.o" -o "$out"
echo "$out: $(wc -c <"$out") bytes, SHA-256 $(sha256sum "$out" | cut -d ' ' -f 1)"
