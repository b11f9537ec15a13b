#!/bin/sh
# Compiles Contracts/*/*.cairo and Vectors/fixtures/contracts/*.cairo to Sierra and CASM classes beside the sources.
# Usage: Tools/compile-contracts.sh FOLDER, where FOLDER holds bin/ and corelib/ of the Cairo compiler
# (Contracts/README.md says where they come from). Needs python3.
set -eu
tools=${1:?usage: Tools/compile-contracts.sh FOLDER-WITH-bin-AND-corelib}
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for source in Contracts/*/*.cairo Vectors/fixtures/contracts/*.cairo; do
    base=${source%.cairo}
    # The fixtures also use system calls that the compiler does not offer by default.
    case $source in Vectors/*) list=all ;; *) list=audited ;; esac
    "$tools/bin/starknet-compile" --allowed-libfuncs-list-name $list --single-file "$source" "$work/class.json"
    "$tools/bin/starknet-sierra-compile" --allowed-libfuncs-list-name $list "$work/class.json" "$work/casm.json"
    python3 - "$work" "$base" <<'PYTHON'
import json, os, sys
work, base = sys.argv[1:]
sierra = json.load(open(f"{work}/class.json"))
# The form in which a class is declared: the ABI is a text, and this text is what the class hash covers.
declared = {
    "sierra_program": sierra["sierra_program"],
    "contract_class_version": sierra["contract_class_version"],
    "entry_points_by_type": sierra["entry_points_by_type"],
    "abi": json.dumps(sierra["abi"]),
}
json.dump(declared, open(f"{base}.sierra.json", "w"), indent=0, separators=(",", ":"))
casm = json.load(open(f"{work}/casm.json"))
casm.pop("pythonic_hints", None)
# Where the repository keeps no compiled class, nodes compile it themselves.
if os.path.exists(f"{base}.casm.json") or base.startswith("Vectors/"):
    json.dump(casm, open(f"{base}.casm.json", "w"), separators=(",", ":"))
print(base, len(sierra["sierra_program"]), "Sierra felts,", len(casm["bytecode"]), "CASM felts")
PYTHON
done
