# Starling in two stages: the build with the whole toolchain, the run with the libraries alone.
ARG SWIFT_IMAGE=swift:6.3-bookworm
ARG DEBIAN_IMAGE=debian:bookworm-slim

FROM ${SWIFT_IMAGE} AS build
WORKDIR /starling
COPY . .
# The x86-64 level of the machines that run the image; lower it for older processors.
ARG MARCH=x86-64-v3
RUN Tools/setup.sh && make build-program wasm MARCH=$MARCH
# The program, the Swift libraries that it names, and what it finds by its own place.
RUN mkdir -p /install/bin /install/lib/starling /install/share/starling \
    && cp .build/release/starling Tools/package/starling-validator /install/bin/ \
    && ldd .build/release/starling | sed -n 's/.* => \(\/[^ ]*swift\/linux[^ ]*\) .*/\1/p' | xargs cp -t /install/lib/starling \
    && cp .build/wasm/starling-verify.wasm /install/share/starling/ \
    && cp -r Contracts /install/share/starling/contracts

FROM ${DEBIAN_IMAGE}
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends \
        ca-certificates curl libcurl4 librocksdb7.8 libsimdjson14 libsqlite3-0 libssl3 libzip4 libexpat1 zlib1g \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --home-dir /data --create-home starling \
    && mkdir -p /proofs /public \
    && chown starling /data /proofs /public
COPY --from=build /install /usr/local
ENV LD_LIBRARY_PATH=/usr/local/lib/starling
USER starling
WORKDIR /data
ENTRYPOINT ["starling"]
CMD ["--help"]
