# Starling. `make help` lists the targets.
MARCH ?= $(shell Tools/march.sh)
MARCH_FLAGS := $(if $(MARCH),-Xswiftc -Xcc -Xswiftc -march=$(MARCH) -Xcc -march=$(MARCH))
SWIFT_FLAGS := --manifest-cache none -c release $(MARCH_FLAGS)
FILTER ?=

.PHONY: help build test format embedded
help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

build: ## the release build, tuned for this machine's processor level
	swift build $(SWIFT_FLAGS) $(if $(TARGET),--target $(TARGET))

test: ## the tests against a release build; FILTER=name for some of them
	swift test $(SWIFT_FLAGS) $(if $(FILTER),--filter '$(FILTER)')

format: ## formats the Swift sources (PATHS=... for some of them)
	swift format --in-place --recursive $(or $(PATHS),Sources Tests)

embedded: ## compiles the modules of the browser's verifier with Embedded Swift for WebAssembly
	Tools/embedded-check.sh
