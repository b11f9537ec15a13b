# Starling. `make help` lists the targets.
MARCH ?= $(shell Tools/march.sh)
MARCH_FLAGS := $(if $(MARCH),-Xswiftc -Xcc -Xswiftc -march=$(MARCH) -Xcc -march=$(MARCH))
SWIFT_FLAGS := -c release $(MARCH_FLAGS)
STARLING := .build/release/starling
# Native execution of contracts is built in where LLVM 19 is installed (`make setup-native`); empty builds without.
STARLING_LLVM ?= $(shell llvm-config-19 --prefix 2>/dev/null)
export STARLING_LLVM
FILTER ?=
COUNT ?= 1000
RATE ?= 100
SECONDS ?= 30

.PHONY: stwo-cairo-programs proving-memory
.PHONY: help setup build run-local run-client stop test test-long hostile s3 heavy example document-commands replay-flows conformance chaos mutants planted-faults sierra-cases sierra-corpus bench fixtures format lint embedded wasm dist dist-check clients

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

setup: ## installs the Debian packages that are missing
	@Tools/setup.sh

.PHONY: setup-native
setup-native: ## also installs LLVM 19, for native execution of contracts
	@Tools/setup.sh native

# What tests need besides: packages, and the browser's module where its tests run.
.PHONY: test-setup
test-setup:
	@Tools/setup.sh tests
	@case "$${STARLING_TESTS-VerifierWasmTests}" in *VerifierWasmTests*) Tools/build-wasm.sh ;; esac

build: setup ## the release build, tuned for this machine's processor level
	swift build $(SWIFT_FLAGS) $(if $(TARGET),--target $(TARGET))

$(STARLING): build-program

.PHONY: build-program
build-program: setup
	swift build $(SWIFT_FLAGS) --product starling

.PHONY: ports-free
ports-free:
	@Tools/ports-free.sh .run 5050 5051 5052 5053 6050 6051 6052 6053 5060 4000

run-local: ports-free build-program wasm ## four validators, prover and explorer; COUNT=1000 transactions, then their proofs
	$(STARLING) local up --count $(COUNT) --rate $(RATE)

run-client: build-program ## sends more transactions to the running network (RATE=100, SECONDS=30)
	$(STARLING) client --rpc http://127.0.0.1:5050 --rpc http://127.0.0.1:5051 --rpc http://127.0.0.1:5052 \
		--rpc http://127.0.0.1:5053 --rate $(RATE) --seconds $(SECONDS)

stop: ## ends exactly the processes that run-local started
	@if [ -x $(STARLING) ]; then $(STARLING) local down; else echo "nothing was built, nothing runs"; fi

test: test-setup ## the tests against a release build; FILTER=name for some of them
	swift test $(SWIFT_FLAGS) --disable-testable-imports $(if $(FILTER),--filter '$(FILTER)')

test-long: test-setup ## the same tests with long loops: thousands of simulations, mutations and kills
	STARLING_LONG=1 swift test $(SWIFT_FLAGS) --disable-testable-imports $(if $(FILTER),--filter '$(FILTER)')
	$(if $(FILTER),,$(MAKE) hostile chaos document-commands example proving-memory PROVER=1)
	$(if $(FILTER),,$(if $(CAIRO),$(MAKE) sierra-corpus,@echo "sierra-corpus was skipped: CAIRO names no copy of starkware-libs/cairo"))

sierra-corpus: build-program ## the Cairo project's test data and programs made at random, compiled and compared (CAIRO=copy of its repository)
	Tools/sierra-corpus.py --starling $(STARLING) --cairo $(CAIRO)
	Tools/sierra-random.py --starling $(STARLING) --cairo $(CAIRO) --count 300

stwo-cairo-programs: build-program ## runs, proves and verifies stwo-cairo's test programs (STWO_CAIRO=copy of its repository)
	Tools/stwo-cairo-programs.py --starling $(STARLING) --stwo-cairo $(STWO_CAIRO)

proving-memory: build-program ## peaks of whole provers against the estimate, and proofs within half of their memory
	Tests/Python/proving_memory.py --starling $(STARLING)

hostile: build-program wasm ## attacks a chain of four through every door: memory, /health and honest transactions must not notice
	Tests/Python/hostile.py --starling $(STARLING)

s3: build-program wasm ## a network whose proofs are in a bucket of moto's S3 server, and every fault of a server (needs moto and boto3)
	Tests/Python/s3_test.py --starling $(STARLING)

heavy: build-program ## the heaviest transactions that the proving budget allows beside a steady load of transfers (needs starknet-py)
	Tests/Python/heavy.py --starling $(STARLING)

example: ## builds the package Examples/Proving, which uses the prover as a library, and runs it
	cd Examples/Proving && swift run -c release prove-fibonacci

document-commands: build-program wasm ## runs every command of the documents that is marked as one that can be run
	Tools/document-commands.py

replay-flows: build-program ## recorded conversations sent to fresh development networks (VECTORS=folder, SESSION=A)
	$(STARLING) replay-flows $(VECTORS) $(if $(SESSION),--session $(SESSION))

conformance: build-program ## every method of every version against the schemas of the RPC specification (SPEC=copy of starkware-libs/starknet-specs)
	Tests/Python/conformance.py --starling $(STARLING) --spec $(SPEC)

clients: build-program ## starknet.py's steps against a development network and four nodes (CONTRACTS=folder of erc20.*.json)
	Tools/clients.sh $(STARLING) $(CONTRACTS)

chaos: build-program ## four validators under kills, partitions, wrong clocks and a full disk (KILLS=50, PROVER=1)
	Tools/chaos.py --starling $(STARLING) --kills $(or $(KILLS),50) $(if $(PROVER),--prover)

mutants: setup ## deletes one check of the verifier at a time, in a copy, and shows which test finds it; goes on where it was
	Tools/mutants.py --self-test
	Tools/mutants.py run $(if $(FILTER),'$(FILTER)')

planted-faults: setup ## plants each fault into an instrumented copy and lets the simulations find it: Docs/Internals/planted-faults.md
	Tools/mutants.py planted $(if $(FILTER),'$(FILTER)')

sierra-cases: build-program ## damaged classes through starling and the Cairo project's compiler (COMPILER=program CLASSES=files)
	Tools/sierra-cases.py --compiler $(COMPILER) --starling $(STARLING) $(CLASSES)

bench: setup ## the benchmarks; OPERATION="block verification" for one of them
	swift run $(SWIFT_FLAGS) starling-bench $(if $(OPERATION),"$(OPERATION)")

fixtures: setup ## proves the blocks of the fixture chain anew: Vectors/fixtures
	swift run $(SWIFT_FLAGS) make-fixtures

format: ## formats the Swift sources (PATHS=... for some of them)
	swift format --in-place --recursive $(or $(PATHS),Sources Tests)

lint: ## checks the format and the rules of the house without changing anything
	swift format lint --strict --recursive Sources Tests Package.swift
	STARLING_TESTS=RepositoryTests swift test $(SWIFT_FLAGS) --disable-testable-imports --filter RepositoryTests

embedded: ## compiles the modules of the browser's verifier with Embedded Swift for WebAssembly
	Tools/embedded-check.sh

wasm: ## the verifier as a WebAssembly module for the browser: .build/wasm/starling-verify.wasm
	Tools/build-wasm.sh

dist: STARLING_LLVM :=
dist: build-program wasm ## a relocatable archive and a Debian package in .build/dist; MARCH=x86-64-v3 for older processors
	@Tools/setup.sh dist
	Tools/dist.sh "$(MARCH)"

dist-check: ## unpacks what `make dist` made, and runs it from another folder
	Tools/dist-check.sh
