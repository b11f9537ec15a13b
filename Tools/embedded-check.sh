#!/bin/bash
# Compiles every module that must run inside a browser with Embedded Swift for WebAssembly, in the order of their
# dependencies, and says which ones do not. `Tools/embedded-check.sh [folder for the results] [module ...]`
set -u
cd "$(dirname "$0")/.."
out=${1:-.build/embedded}
shift || true
mkdir -p "$out"

mapfile -t modules < <(grep -v '^#' Tools/verifier-modules)
if [ $# -gt 0 ]; then modules=("$@"); fi

# shellcheck disable=SC2207
flags=($(grep -v '^#' Tools/embedded-flags) -I "$out")

failed=0
before=()
for module in "${modules[@]}"; do
    folder=$(ls -d Sources/*/"$module" 2>/dev/null)
    if [ -z "$folder" ]; then
        echo "$module: not there"
        continue
    fi
    stamp="$out/$module.swiftmodule"
    mapfile -t sources < <(find "$folder" -name '*.swift' | sort)
    # Up to date when newer than its sources, their folders and every module before it.
    if [ -e "$stamp" ] && [ -z "$(find "$folder" Tools/embedded-flags "${before[@]}" -newer "$stamp" 2>/dev/null)" ]; then
        echo "$module: ok (unchanged)"
        before+=("$stamp")
        continue
    fi
    if swiftc "${flags[@]}" -module-name "$module" -emit-module -emit-module-path "$stamp" \
        -c "${sources[@]}" -o "$out/$module.o" >"$out/$module.log" 2>&1; then
        echo "$module: ok"
        touch "$stamp"
        before+=("$stamp")
    else
        echo "$module: FAILED"
        grep 'error:' "$out/$module.log" | sort -u | head -20
        rm -f "$stamp"
        failed=1
    fi
done
exit $failed
