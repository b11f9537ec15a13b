#!/bin/sh
# Builds the verifier as a WebAssembly module: Embedded Swift, no imports, one file.
#   Tools/build-wasm.sh [OUTPUT]
# Every module of the verifier's path is compiled in dependency order; the stock toolchain suffices.
set -eu
cd "$(dirname "$0")/.."
out=${1:-.build/wasm/starling-verify.wasm}
work=.build/wasm
mkdir -p "$work" "$(dirname "$out")"
bin=$(dirname "$(readlink -f "$(command -v swiftc)")")
flags="-target wasm32-unknown-none-wasm -enable-experimental-feature Embedded -wmo -O -parse-as-library
    -swift-version 6 -enable-upcoming-feature ExistentialAny -enable-upcoming-feature InternalImportsByDefault
    -enable-upcoming-feature MemberImportVisibility -Xfrontend -disable-stack-protector -Xcc -fno-stack-protector -I $work"

module() {
    objects="$objects $work/$2.o"
    # Recompiled only when a source or a module before it is newer.
    if [ -z "$changed" ] && [ -f "$work/$2.o" ] && [ -z "$(find "$1/$2" "$0" -newer "$work/$2.o" -name '*.s*')" ]; then
        return
    fi
    changed=yes
    # shellcheck disable=SC2086
    swiftc $flags -module-name "$2" -emit-module -emit-module-path "$work/$2.swiftmodule" \
        -c -o "$work/$2.o" $(find "$1/$2" -name '*.swift' | sort)
}

objects="" changed=""
module Sources/Basics ByteCoding
module Sources/Math SHA2
module Sources/Math FiniteFields
module Sources/Math EllipticCurves
module Sources/Math HashFunctions
module Sources/Math CircleGroups
module Sources/Proofs Transcripts
module Sources/Proofs Commitments
module Sources/Proofs CircleFRI
module Sources/Proofs ConstraintSystems
module Sources/Proofs StarkVerifying
module Sources/Cairo CairoAIR
module Sources/Cairo CairoVerifying

app=Sources/Apps/starling-verify-wasm
# shellcheck disable=SC2086
swiftc $flags -module-name StarlingVerifyWasm -c -o "$work/app.o" "$app"/*.swift
clang --target=wasm32-unknown-none -O2 -fno-builtin -Wall -Werror -c "$app/runtime.c" -o "$work/runtime.o"
# shellcheck disable=SC2086
"$bin/wasm-ld" --no-entry --gc-sections --strip-all --error-limit=0 -z stack-size=1048576 $objects "$work/app.o" "$work/runtime.o" -o "$out"
echo "$out: $(wc -c <"$out") bytes, SHA-256 $(sha256sum "$out" | cut -d ' ' -f 1)"
