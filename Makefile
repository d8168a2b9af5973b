# `make` alone lists what can be done. Everything else is behind one word.

# One set of flags everywhere (here, tests, CI, releases): other flags would build every dependency again.
export CGO_ENABLED := 0
export GOFLAGS := -buildvcs=false -trimpath
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD := 1

ADDR ?= 127.0.0.1:8080
DATA ?= .data/demo
KILLS ?= 200
RUNS ?= 20000
SEEDS ?= 200
FIRST ?= 1
VERSION ?= $(shell cat VERSION)
PLATFORMS := linux/amd64 linux/arm64 linux/loong64

BIN := bin/touyan
LDFLAGS := -s -w -X main.version=$(VERSION)
UI_SOURCES := $(shell find ui \( -name node_modules -o -name dist \) -prune -o -type f -print 2>/dev/null)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run build go-build setup test check lint fmt gen verify e2e crash county campaign test-long ledger rows bench cross clean

help: ## list the targets
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

run: build ## build everything, make the demo county on first start, and serve it (ADDR=127.0.0.1:8080)
	@$(BIN) demo --data $(DATA) --addr $(ADDR)

build: .cache/ui.stamp go-build ## build the front ends (when they changed) and the program, into bin/touyan

go-build:
	@go build -ldflags '$(LDFLAGS)' -o $(BIN) ./cmd/touyan

# npm ci only when the lock file says something new.
.cache/npm.stamp: ui/package-lock.json
	@mkdir -p .cache
	@scripts/npm.sh
	@touch $@

.cache/ui.stamp: .cache/npm.stamp $(UI_SOURCES)
	@cd ui && npm run --silent build
	@touch $@

setup: ## install what a bare Debian machine with Go and Node lacks (browser, fonts, PostgreSQL, npm packages)
	@scripts/setup.sh
	@$(MAKE) --no-print-directory .cache/npm.stamp

test: setup build ## everything: vet, lint, Go on both engines, front-end units, generated files, browser stories
	@scripts/test.sh

check: go-build ## quick: build, then vet, lint and test only the packages changed since the last commit
	@scripts/check.sh

lint: ## golangci-lint with .golangci.yml, shellcheck on the scripts
	@scripts/lint.sh

fmt: ## format all Go code (gofumpt, import groups)
	@scripts/lint.sh --fix-format

gen: .cache/npm.stamp go-build ## write the generated files anew: OpenAPI, client types, schema of packs, golden schemas, docs/rows.md
	@scripts/gen.sh

verify: build ## fail when a generated file is not what its source gives
	@scripts/verify.sh

e2e: build ## the browser stories alone, on both engines (E2E_ENGINES=sqlite for one; ARGS= goes to Playwright)
	@scripts/e2e.sh $(ARGS)

county: ## load the whole county, every household of it, from its own exported sheets on both engines and compare
	@TOUYAN_COUNTY=full scripts/pg.sh run go test -count=1 -timeout 120m -v ./test/county

campaign: ## play a county's campaign of visits (100,000 households, 10,000 cadres) on both engines and count its figures again
	@TOUYAN_CAMPAIGN=full scripts/pg.sh run go test -count=1 -timeout 60m -v ./test/campaign

ledger: ## millions of random steps of the ledger beside a naive one, and of crowds, on both engines (RUNS=20000)
	@TOUYAN_LEDGER=$(RUNS) scripts/pg.sh run go test -count=1 -timeout 0 -v ./internal/platform/ledger

crash: ## kill the program 200 times while it writes, on both engines, and cut the power of a PostgreSQL (KILLS=200)
	@TOUYAN_CRASH_KILLS=$(KILLS) scripts/pg.sh run go test -count=1 -timeout 60m -v ./test/crash

test-long: build ## 50 phones and 10,000 operations on a bad network, 200 times (SEEDS=200, FIRST=1)
	@SIM_SEEDS=$(SEEDS) SIM_FIRST=$(FIRST) SIM_PHONES=50 SIM_OPS=10000 scripts/sim.sh

rows: ## each row of the requirements with the stories that prove it (runs nothing)
	@go run ./test/rows

bench: go-build ## how fast and how large, beside the raw engines, in one table (ARGS="-only submit -quick"; docs/performance.md)
	@go run ./bench $(ARGS)

cross: .cache/ui.stamp ## release builds for amd64, arm64 and loong64 into bin/
	@set -e; for p in $(PLATFORMS); do \
		echo "bin/touyan-$${p#*/}"; \
		GOOS=$${p%/*} GOARCH=$${p#*/} go build -ldflags '$(LDFLAGS)' -o bin/touyan-$${p#*/} ./cmd/touyan; \
	done

clean: ## remove what was built; demo data (.data) and installed tools (.cache/bin) stay
	@rm -rf bin .cache/report .cache/ui.stamp test/e2e/test-results
