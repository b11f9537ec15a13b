#!/bin/sh
# Makes what operators install: a relocatable archive and a Debian package, in .build/dist.
#   Tools/dist.sh MARCH     the processor level that .build/release/starling was compiled for; empty for any processor
# Both hold the program with the Swift runtime beside it, the verifier for browsers, the contracts of genesis, manual page,
# completions and systemd units. The other libraries come from Debian: the package depends on them, LIBRARIES lists them.
set -eu
cd "$(dirname "$0")/.."
march=$1
program=.build/release/starling
module=.build/wasm/starling-verify.wasm
out=.build/dist
for file in "$program" "$module"; do
    [ -e "$file" ] || { echo "dist: $file is missing: make dist builds it" >&2; exit 1; }
done
Tools/no-faults.sh "$program" >/dev/null
version=$("$program" version --json | sed 's/.*"starling":"\([^"]*\)".*/\1/')
architecture=$(dpkg --print-architecture)
name="starling-$version-$architecture${march:+-$march}"
# Times in the archives are those of the commit, so that the same commit gives the same bytes.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
rm -rf "$out"
tree="$out/$name"
mkdir -p "$tree/bin" "$tree/lib/starling" "$tree/share/starling/contracts" "$tree/share/man/man1" \
    "$tree/share/bash-completion/completions" "$tree/share/zsh/vendor-completions" \
    "$tree/share/fish/vendor_completions.d" "$tree/share/doc/starling"

# The program, and the Swift runtime beside it: linked in, it would need every module compiled a second time. The search path is written over in place: the new one is shorter.
strip -o "$tree/bin/starling" "$program"
chrpath --replace "\$ORIGIN/../lib/starling" "$tree/bin/starling" >/dev/null
runtime=$(dirname "$(readlink -f "$(command -v swiftc)")")/../lib/swift/linux
runtime=$(readlink -f "$runtime")
ldd "$program" | sed -n 's/.* => \(\/[^ ]*\) .*/\1/p' | while read -r library; do
    case $(readlink -f "$library") in
    "$runtime"/*) install -m 0644 "$library" "$tree/lib/starling/" ;;
    esac
done

# Files that the program finds by its own place.
for contract in Account Token UniversalDeployer PedersenDeployer Fibonacci Factorial; do
    mkdir "$tree/share/starling/contracts/$contract"
    for kind in sierra casm; do
        # What has no compiled class is compiled by nodes.
        [ $kind = casm ] && [ ! -f "Contracts/$contract/$contract.casm.json" ] && continue
        install -m 0644 "Contracts/$contract/$contract.$kind.json" "$tree/share/starling/contracts/$contract/"
    done
done
install -m 0644 "$module" "$tree/share/starling/"

# Texts that the program makes from its own table.
"$program" man | gzip -9n >"$tree/share/man/man1/starling.1.gz"
"$program" completions bash >"$tree/share/bash-completion/completions/starling"
"$program" completions zsh >"$tree/share/zsh/vendor-completions/_starling"
"$program" completions fish >"$tree/share/fish/vendor_completions.d/starling.fish"
install -m 0644 LICENSE-APACHE LICENSE-MIT Docs/Operating.md "$tree/share/doc/starling/"
cat >"$tree/share/doc/starling/copyright" <<END
Starling, under Apache-2.0 or MIT at your choice: see LICENSE-APACHE and LICENSE-MIT here.
The Swift runtime in lib/starling: Copyright Apple Inc. and the Swift project authors, Apache-2.0 with the Runtime Library
Exception.
END

# The Debian packages with the other libraries that the program names.
packages=$(readelf -d "$program" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | while read -r soname; do
    library=$(ldd "$program" | sed -n "s|^[[:space:]]*$soname => \(/[^ ]*\) .*|\1|p")
    [ -n "$library" ] || continue
    case $(readlink -f "$library") in "$runtime"/*) continue ;; esac
    dpkg-query -S "$(readlink -f "$library")" 2>/dev/null || dpkg-query -S "$library"
done | cut -d : -f 1 | sort -u)
mkdir -p "$tree/share/starling/systemd"
install -m 0644 Tools/package/*.service Tools/package/*.env "$tree/share/starling/systemd/"
echo "$packages" >"$tree/share/starling/LIBRARIES"
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH" -C "$out" -cf - "$name" |
    gzip -9n >"$out/$name.tar.gz"

# The Debian package: the same tree below /usr, units and settings where systemd and operators look for them.
root="$out/debian"
mkdir -p "$root/DEBIAN" "$root/usr/lib/systemd/system" "$root/etc/starling"
cp -a "$tree/." "$root/usr/"
mv "$root"/usr/share/starling/systemd/*.service "$root/usr/lib/systemd/system/"
mv "$root"/usr/share/starling/systemd/*.env "$root/etc/starling/"
rmdir "$root/usr/share/starling/systemd"
rm "$root/usr/share/starling/LIBRARIES"
for script in preinst postinst prerm postrm; do
    sed "s/@MARCH@/$march/" "Tools/package/$script" >"$root/DEBIAN/$script"
    chmod 0755 "$root/DEBIAN/$script"
done
(cd "$root" && find etc -type f | sort | sed 's/^/\//') >"$root/DEBIAN/conffiles"
cat >"$root/DEBIAN/control" <<END
Package: starling
Version: $version
Architecture: $architecture
Maintainer: Starling <starling@localhost>
Installed-Size: $(du -sk --apparent-size "$root/usr" | cut -f 1)
Depends: adduser, $(echo "$packages" | sed "s/^libc6\$/libc6 (>= $(dpkg-query -W -f '${Version}' libc6 | cut -d - -f 1))/" |
    paste -sd , | sed 's/,/, /g')
Section: net
Priority: optional
Description: complete Starknet stack: node, prover, verifier, explorer
 A chain of validators that runs Cairo contracts, the prover that makes a STARK
 proof of each of its blocks, and the explorer whose pages check these proofs in
 the reader's own browser. Compiled for ${march:-any processor of the architecture}.
END
find "$root" -type d -exec chmod 0755 {} +
dpkg-deb --root-owner-group --build "$root" "$out/$name.deb" >/dev/null
rm -rf "$root" "$tree"
(cd "$out" && sha256sum "$name.tar.gz" "$name.deb" | tee SHA256SUMS && ls -l "$name".*)
