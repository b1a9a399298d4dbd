# Everything that is done with this repository, by people and by CI. `make help` lists it.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

CARGO ?= cargo
XTASK := $(CARGO) run --quiet --locked -p xtask --
WASM := --locked --target wasm32-unknown-unknown

# One selection for all that lint and test build for the host: cargo unites the features of what is selected, so every other
# selection would compile most dependencies again.
HOST := --locked --workspace
BUILD_ALL := $(CARGO) build $(HOST) --lib --bins --tests
BUILT := $(or $(CARGO_TARGET_DIR),target)/debug

# cargo-nextest where it is installed: faster, and it ends tests that hang.
TEST_RUNNER := $(if $(shell command -v cargo-nextest 2>/dev/null),nextest run,test --lib --bins --tests --no-fail-fast)

.PHONY: help
help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Install what the tests need, or say what is missing
	@.ci/setup

.PHONY: setup-console
setup-console:
	@.ci/setup console

.PHONY: run
run: setup-console ## Build and start Punchgate with its data in ./data (SQLite)
	$(XTASK) console
	$(CARGO) run --locked --profile quick -p server -- serve --data-dir data

.PHONY: demo
demo: setup-console ## Build and start everything with sample data: gateway, demo shop, procurement system (DEMO=--reset: anew)
	$(XTASK) console
	$(CARGO) run --locked --profile quick -p server -- demo $(DEMO)

.PHONY: build
build: setup-console ## Build the release program target/release/punchgate, console included
	$(XTASK) console
	$(CARGO) build --locked --release -p server

.PHONY: console
console: setup-console ## Build the console into frontend/dist
	$(XTASK) console

.PHONY: test
test: setup ## Run all tests: in the browser, the examples in the documentation, the Rust tests
	$(BUILD_ALL)
	$(BUILT)/xtask console
	.ci/with-postgres $(MAKE) test-browser test-doc test-rust

.PHONY: test-browser
test-browser:
	npm --prefix e2e test

.PHONY: test-doc
test-doc:
	$(CARGO) test --quiet $(HOST) --doc

.PHONY: test-rust
test-rust:
	$(CARGO) $(TEST_RUNNER) $(HOST)

.PHONY: e2e
e2e: setup ## Run only the browser tests
	$(BUILD_ALL)
	$(BUILT)/xtask console
	.ci/with-postgres $(MAKE) test-browser

.PHONY: tour
tour: setup ## Make the README's pictures anew, in docs/tour
	$(BUILD_ALL)
	$(BUILT)/xtask console
	TOUR=1 node --test --test-reporter=spec e2e/tests/tour.test.js

.PHONY: lint
lint: setup-console ## Check formatting, lints, documentation, borders between crates, the OpenAPI document
	$(CARGO) fmt --all --check
	$(CARGO) clippy $(HOST) --all-targets -- -D warnings
	$(CARGO) clippy $(WASM) -p frontend -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --quiet $(HOST) --no-deps
	$(BUILD_ALL)
	$(BUILT)/xtask lint-borders
	$(MAKE) openapi-check

.PHONY: fmt
fmt: ## Format the code
	$(CARGO) fmt --all

.PHONY: openapi
openapi: openapi-current ## Write openapi/openapi.json from the program
	@mkdir -p openapi
	cp target/openapi.json openapi/openapi.json

.PHONY: openapi-check
openapi-check: openapi-current ## Compare openapi/openapi.json with what the program says
	@cmp target/openapi.json openapi/openapi.json || { echo "openapi/openapi.json is out of date: run 'make openapi'" >&2; exit 1; }

.PHONY: openapi-current
openapi-current:
	$(BUILD_ALL)
	@mkdir -p target
	$(BUILT)/punchgate openapi > target/openapi.json

.PHONY: bench
bench: setup console ## Measure throughput, latency, memory and the console (BENCH=--quick: only whether that works)
	$(CARGO) build --locked --release -p server -p bench
	.ci/with-postgres --durable target/release/bench $(BENCH)
	PUNCHGATE_BIN=$(CURDIR)/target/release/punchgate node e2e/bench.js target/bench

.PHONY: bench-console
bench-console: setup console ## Measure the console alone: first load, from the log to an entry and back
	$(CARGO) build --locked --release -p server
	PUNCHGATE_BIN=$(CURDIR)/target/release/punchgate node e2e/bench.js target/bench

SOAK_CARTS ?= 10000
SOAK_MESSAGES ?= 5000
.PHONY: soak
soak: setup ## Send SOAK_CARTS carts in twelve scripts through a browser, read them with another parser, hold SOAK_MESSAGES a version against the DTDs
	$(BUILD_ALL)
	PUNCHGATE_SOAK_MESSAGES=$(SOAK_MESSAGES) $(CARGO) test --quiet $(HOST) --test it -- dtd:: round_trip::
	$(BUILT)/xtask console
	cd e2e && PUNCHGATE_SOAK_CARTS=$(SOAK_CARTS) node --test --test-reporter=spec tests/scripts.test.js

FUZZ_SECONDS ?= 60
.PHONY: fuzz
fuzz: ## Fuzz the parsers for FUZZ_SECONDS each (needs nightly Rust and cargo-fuzz)
	@cargo +nightly fuzz --version >/dev/null 2>&1 || { echo "fuzz: install with 'rustup toolchain install nightly' and 'cargo install cargo-fuzz'" >&2; exit 1; }
	@for crate in crates/*/fuzz; do \
		cd "$$(dirname $$crate)"; \
		for target in $$(cargo +nightly fuzz list); do mkdir -p fuzz/corpus/$$target; cargo +nightly fuzz run $$target fuzz/corpus/$$target $$(ls -d fuzz/seeds/$$target) -- -max_total_time=$(FUZZ_SECONDS); done; \
		cd - >/dev/null; \
	done
