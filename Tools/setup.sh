#!/bin/sh
# Installs the Debian packages that are missing; with `tests` or `dist` also those that only tests or packages need, with
# `native` also LLVM, without which contracts run on the Cairo machine alone. Needs
# root only when there is something to install.
set -eu
packages="libssl-dev librocksdb-dev libsqlite3-dev zlib1g-dev libcurl4-openssl-dev libsimdjson-dev libbz2-dev libzip-dev libexpat1-dev libgmp-dev pkg-config"
if [ "${1-}" = tests ]; then packages="$packages nodejs openssl xz-utils"; fi
if [ "${1-}" = native ]; then packages="$packages llvm-19-dev"; fi
if [ "${1-}" = dist ]; then packages="$packages binutils chrpath"; fi
missing=""
for package in $packages; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
if [ -z "$missing" ]; then exit 0; fi
echo "setup: installing$missing"
if [ "$(id -u)" -eq 0 ]; then sudo=""; elif command -v sudo >/dev/null; then sudo="sudo"; else
    echo "setup: run as root: apt-get install -y$missing" >&2
    exit 1
fi
# shellcheck disable=SC2086
$sudo apt-get update -q && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
