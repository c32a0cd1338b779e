# Everything this project does on a machine. `make help` lists the targets.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

.PHONY: help install build package demo test test-quick run-quick test-unit test-pages test-cluster test-action test-minikube test-versions test-times test-flaky test-mutations lint lint-types lint-rules lint-rules-quick lint-format lint-generated lint-workflows lint-dockerfiles format generate bench bench-scale cluster cluster-down clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## the main job, start to end: a real kind cluster, ten pod starts, a verdict, results in out/
	harness/demo

test: lint test-unit test-pages test-cluster test-action ## every check and every test, the ones on a real cluster included

test-unit: install ## tests that need no cluster
	npm run --silent test:unit

test-pages: install ## tests of the HTML report in a real browser, which is found or installed
	npm run --silent test:pages

test-cluster: build ## tests on a real kind cluster, which is started or found
	harness/cluster up --for cluster >&2
	harness/prometheus >/dev/null
	@status=0; for suite in cluster cluster-alone; do npm run --silent test:$$suite || status=$$?; done; exit $$status

test-action: build ## tests of the action as the runner starts it, on the same cluster and on clusters of its own
	harness/cluster up --for action >&2
	npm run --silent test:action

test-minikube: build ## the experiment of the book on a real minikube that is made for it, with its tunnel
	npm run --silent test:minikube

VERSIONS ?=

test-versions: build ## a small contract on each version of Kubernetes, one cluster after the other: [VERSIONS="1.36 1.37"]
	@node_modules/.bin/node scripts/versions/main.ts $(VERSIONS)

test-times: install ## where the time of the last test runs went: slowest files and tests, and how idle the cores were
	@node_modules/.bin/node scripts/suite-times/main.ts

SUITE ?= unit
N ?= 5

test-flaky: install ## run a suite several times and name the tests that differ: make test-flaky SUITE=cluster N=5
	node_modules/.bin/node scripts/flaky/main.ts $(SUITE) $(N)

ONLY ?=
MUTATED ?=

test-mutations: install ## break the product in many small ways and see that a test fails each time: [ONLY=name] [MUTATED=unit]
	node_modules/.bin/node scripts/mutations/main.ts --only "$(ONLY)" --suite "$(MUTATED)"

# Two at a time, the longest first; what each prints stays together.
AT_ONCE := $(MAKE) --no-print-directory --jobs=2 --output-sync=target
LINTERS := lint-rules lint-types lint-format lint-generated lint-workflows lint-dockerfiles

lint: install ## types, rules, format, workflows, Dockerfiles, and whether generated files are fresh
	@$(AT_ONCE) $(LINTERS)

test-quick: install ## linter and the unit tests that wait for nothing: before each commit
	@$(AT_ONCE) lint-rules-quick run-quick $(filter-out lint-rules,$(LINTERS))

# The cache knows what has changed of a file, not of the types that it imports: good enough before a commit.
lint-types lint-rules lint-rules-quick lint-format lint-generated: install
	@npm run --silent lint:$(@:lint-%=%)

lint-workflows lint-dockerfiles:
	@harness/$@

run-quick: install
	@npm run --silent test:quick

format: install ## write the format the linter wants
	npm run --silent format

generate: install ## write the schemas and reference pages that come from code
	npm run --silent generate

bench: build ## accuracy, overhead and start-up, beside what else people use
	harness/cluster up >&2
	npm run --silent bench

bench-scale: build ## what measuring 10, 100 and 1000 pods costs, on simulated nodes beside kubectl; about 11 minutes
	harness/cluster up >&2
	KWOK_HOME="$$(harness/kwok)" npm run --silent bench:scale

cluster: ## start (or find) the tests' kind cluster, and print the KUBECONFIG line to use it: [KUBERNETES_VERSION=1.37.2]
	@harness/cluster up

cluster-down: ## remove the tests' kind cluster
	@harness/cluster down

package: build ## write the npm package of a release into out/
	node_modules/.bin/node scripts/pack.ts out

build: install ## bundle the CLI and the action into dist/, of which the action is committed
	npm run --silent build

install: node_modules/.package-lock.json ## dependencies, from the lock file

node_modules/.package-lock.json: package.json package-lock.json
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

clean: ## what builds and runs have written here
	rm -rf dist/cli out coverage
