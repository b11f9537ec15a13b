#!/bin/bash
# Brings docker-compose.yml up without any image registry and prints a table of what was seen.
#   Tools/docker-check.sh               builds the image by the Dockerfile, which compiles Starling in a container
#   Tools/docker-check.sh --package F   installs the Debian package F (from `make dist`) in a fresh container instead
# What a registry would give is made here: a base image by debootstrap, a toolchain image from this machine's own Swift.
# Needs root, 12 GB of disk and Debian's docker.io, docker-compose and debootstrap, which it installs.
set -euo pipefail
cd "$(dirname "$0")/.."
package=""
if [ "${1-}" = --package ]; then package=$(readlink -f "$2"); fi
work=$(mktemp -d)
project=starling-check
export STARLING_IMAGE=starling-check/run
export STARLING_PORT_0=7550 STARLING_PORT_1=7551 STARLING_PORT_2=7552 STARLING_PORT_3=7553
export STARLING_PROVER_PORT=7560 STARLING_EXPLORER_PORT=7400
table=()
row() { table+=("$1|$2"); printf '%s: %s\n' "$1" "$2"; }
fail() { echo "docker-check: $*" >&2; exit 1; }
compose() { docker-compose -p "$project" "$@"; }
finish() {
    status=$?
    [ "$status" = 0 ] || compose logs --tail 40 || true
    compose down --volumes --timeout 5 >/dev/null 2>&1 || true
    [ -z "${daemon-}" ] || kill "$daemon" || true
    rm -rf "$work"
}
trap finish EXIT

install_docker() {
    for program in dockerd docker-compose debootstrap iptables; do
        command -v "$program" >/dev/null || {
            apt-get update -q
            apt-get install -y -q docker.io docker-compose iptables debootstrap
            break
        }
    done
    docker info >/dev/null 2>&1 && return
    dockerd >"$work/dockerd.log" 2>&1 &
    daemon=$!
    await 60 "the Docker daemon" docker info
}

# await TRIES WHAT COMMAND...: the command once a second until it succeeds.
await() {
    local tries=$1 what=$2
    shift 2
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || fail "waited in vain for $what"
        sleep 1
    done
}

# The packages come from where this machine's come from.
base_image() {
    docker image inspect starling-check/debian >/dev/null 2>&1 && return
    local mirror
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/\?$')
    debootstrap --variant=minbase bookworm "$work/base" "$mirror" >"$work/debootstrap.log"
    cp /etc/apt/apt.conf.d/* "$work/base/etc/apt/apt.conf.d/" 2>/dev/null || true
    tar -C "$work/base" -c . | docker import - starling-check/debian >/dev/null
}

swift_image() {
    docker image inspect starling-check/swift >/dev/null 2>&1 && return
    local prefix context=$work/swift
    prefix=$(readlink -f "$(dirname "$(readlink -f "$(command -v swiftc)")")/..")
    mkdir -p "$context"
    cat >"$context/Dockerfile" <<END
FROM starling-check/debian
RUN apt-get update -q && apt-get install -y -q --no-install-recommends \\
    binutils ca-certificates git gnupg2 libc6-dev libcurl4 libedit2 libgcc-12-dev libncurses6 libpython3.11 libsqlite3-0 \\
    libstdc++-12-dev libxml2 libz3-4 make pkg-config tzdata zlib1g-dev
COPY . /usr/
END
    tar -C "$prefix" -c . | tar -C "$context" -x
    docker build -q --network host -t starling-check/swift "$context" >/dev/null
    rm -rf "$context"
}

run_image() {
    if [ -z "$package" ]; then
        swift_image
        docker build --network host --build-arg SWIFT_IMAGE=starling-check/swift \
            --build-arg DEBIAN_IMAGE=starling-check/debian --build-arg MARCH="$(Tools/march.sh)" -t "$STARLING_IMAGE" .
        return
    fi
    mkdir -p "$work/package"
    cp "$package" "$work/package/starling.deb"
    cp Tools/package/starling-validator "$work/package/"
    cat >"$work/package/Dockerfile" <<'END'
FROM starling-check/debian
COPY starling.deb /tmp/
RUN apt-get update -q && apt-get install -y -q --no-install-recommends /tmp/starling.deb curl ca-certificates \
    && mkdir -p /data /proofs /public && chown starling /data /proofs /public
COPY starling-validator /usr/local/bin/
USER starling
WORKDIR /data
ENTRYPOINT ["starling"]
END
    docker build -q --network host -t "$STARLING_IMAGE" "$work/package" >/dev/null
}

# A service's container, and a command in it.
container() { compose ps -q "$1"; }
within() {
    local service=$1
    shift
    docker exec "$(container "$service")" "$@"
}
height() {
    within "$1" curl -fsS http://127.0.0.1:5050/ -H 'content-type: application/json' \
        -d '{"jsonrpc":"2.0","id":1,"method":"starknet_blockNumber","params":[]}' | sed -n 's/.*"result":\([0-9]*\).*/\1/p'
}
above() { [ "$(height "$1")" -gt "$2" ]; }
seconds() { echo $((SECONDS - start)); }

install_docker
start=$SECONDS
base_image
run_image
size=$(docker image inspect -f '{{.Size}}' "$STARLING_IMAGE")
row "image" "$((size / 1000000)) MB, made in $(seconds) s ${package:+from the Debian package}"

start=$SECONDS
compose up -d --no-build >"$work/up.log" 2>&1 || { cat "$work/up.log"; fail "compose up"; }
for index in 0 1 2 3; do await 120 "node$index" within "node$index" curl -fs http://127.0.0.1:5050/ready; done
row "four validators ready" "$(seconds) s"

for service in node0 node1 node2 node3 prover explorer; do
    keys=$(within "$service" find / \( -path /proc -o -path /sys \) -prune -o \
        \( -name voting.key -o -name link.key \) -print 2>/dev/null | wc -l || true)
    case $service in node*) expected=2 ;; *) expected=0 ;; esac
    [ "$keys" = "$expected" ] || fail "$service holds $keys keys instead of $expected"
done
row "keys" "each validator holds its own two, prover and explorer none"

start=$SECONDS
within explorer starling client --rpc http://node0:5050 --rpc http://node1:5050 --rpc http://node2:5050 \
    --rpc http://node3:5050 --count 60 --rate 20 >"$work/client.log" || { cat "$work/client.log"; fail "the client"; }
row "60 transactions through four nodes" "$(seconds) s; $(tail -1 "$work/client.log" | tr -s " ")"

start=$SECONDS
last=$(height node0)
proven() {
    within explorer starling verify --blocks "1..$last" --rpc http://node0:5050 --proofs /proofs --committee /public/committee
}
await 600 "proofs of $last blocks" proven
row "proofs of all $last blocks" "$(seconds) s; $(proven | tail -1)"

network=$(docker network ls -q -f "name=${project}_default")
docker network disconnect "$network" "$(container node2)"
docker network disconnect "$network" "$(container node3)"
sleep 5
before=$(height node0)
sleep 40
after=$(height node0)
[ "$before" = "$after" ] || fail "two of four validators went on alone from $before to $after"
row "two validators cut off" "block $before is the last for 40 s (an empty block comes every 30 s)"

start=$SECONDS
docker network connect --alias node2 "$network" "$(container node2)"
docker network connect --alias node3 "$network" "$(container node3)"
await 120 "a block after the cut" above node0 "$after"
healed=$(seconds)
await 120 "node3 to follow" above node3 "$after"
row "both back" "the next block after $healed s, the four agree after $(seconds) s"

compose down --volumes --timeout 20 >/dev/null 2>&1
left=$(docker ps -aq --filter "label=com.docker.compose.project=$project" | wc -l)
[ "$left" = 0 ] || fail "$left containers were left"
row "down" "nothing left"

printf '\n%-36s %s\n' "what" "seen"
for line in "${table[@]}"; do printf '%-36s %s\n' "${line%%|*}" "${line#*|}"; done
