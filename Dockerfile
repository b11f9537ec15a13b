# Starling in two stages: the build with the whole toolchain, the run with the libraries alone.
FROM swift:6.3-bookworm AS build
WORKDIR /starling
COPY . .
# The x86-64 level of the machine that runs the image; lower it for older processors.
ARG MARCH=x86-64-v3
RUN Tools/setup.sh && make build-program wasm MARCH=$MARCH

FROM debian:bookworm-slim
RUN apt-get update -q \
    && apt-get install -y -q --no-install-recommends \
        ca-certificates curl libcurl4 librocksdb7.8 libsimdjson14 libsqlite3-0 libssl3 zlib1g \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /usr/lib/swift/linux /usr/lib/swift/linux
COPY --from=build /starling/.build/release/starling /usr/local/bin/starling
# The program finds these by its own place.
COPY --from=build /starling/.build/wasm/starling-verify.wasm /usr/local/share/starling/starling-verify.wasm
COPY --from=build /starling/Contracts /usr/local/share/starling/contracts
ENV LD_LIBRARY_PATH=/usr/lib/swift/linux
WORKDIR /data
ENTRYPOINT ["starling"]
CMD ["--help"]
