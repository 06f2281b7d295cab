# `make run` and `make test` need Python >= 3.11 and make; everything else is set up in .venv.

PYTHON ?= python3
PORT ?= 8080
STORE ?= kg-store
BIN := .venv/bin
STAMP := .venv/.installed

export OMP_NUM_THREADS ?= 1

.DEFAULT_GOAL := help
.PHONY: help install run build test format golden bench screenshots clean

help:          ## what can be made
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

install: $(STAMP)   ## set up .venv

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "newskg needs Python 3.11 or newer: make PYTHON=python3.12")'
	@echo "setting up .venv (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[dev]'
	@touch $@

run: $(STAMP)   ## build the graph from seeds/ and serve it (PORT=8080 STORE=kg-store)
	@$(BIN)/kg build seeds --store $(STORE)
	@$(BIN)/kg serve --store $(STORE) --port $(PORT)

build: $(STAMP)   ## build the graph from seeds/
	@$(BIN)/kg build seeds --store $(STORE)

test: $(STAMP)   ## format, lint, types, tests
	@$(BIN)/ruff format --check --quiet . || { echo "not formatted: run make format"; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/pytest

format: $(STAMP)   ## format the code and mend what ruff can mend
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

golden: $(STAMP)   ## write tests/golden/ anew from seeds/: look at the difference before committing it
	@KG_UPDATE_GOLDEN=1 $(BIN)/pytest tests/test_golden.py

bench: $(STAMP)   ## measure the build (CORPUS=articles.jsonl)
	@$(BIN)/python benchmarks/throughput.py $(CORPUS)

screenshots: $(STAMP)   ## every page at 1280 and 390 pixels, light and dark, into build/screenshots
	@$(BIN)/python scripts/screenshots.py build/screenshots

clean:         ## remove what make made
	rm -rf .venv .mypy_cache .ruff_cache .hypothesis build dist
