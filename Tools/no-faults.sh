#!/bin/sh
# Shows that a program holds nothing of the planted faults and switchable checks of `make mutants`: neither a symbol nor the name
# of the variable that chooses one.
#   Tools/no-faults.sh [PROGRAM]
set -eu
program=${1:-$(dirname "$0")/../.build/release/starling}
[ -s "$program" ] || { echo "no-faults: $program is missing" >&2; exit 1; }
# The names are looked up in the text that plants them, so that they cannot drift apart.
names=$(sed -n 's/^extern .* \(mutant_[a-z]*\).*/\1/p; s/.*getenv("\([A-Z_]*\)").*/\1/p' "$(dirname "$0")/mutation/tree.py" | sort -u)
[ -n "$names" ] || { echo "no-faults: no name to look for" >&2; exit 1; }
for name in $names; do
    if grep -q -a -F "$name" "$program"; then
        echo "no-faults: $program holds $name" >&2
        exit 1
    fi
done
echo "no-faults: $program holds none of: $(echo "$names" | tr '\n' ' ')"
