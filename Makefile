# All that a fresh machine needs is Python 3.11 or newer, and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST_ARGS ?=

.PHONY: help demo test lint docs bench cohort clean
.DEFAULT_GOAL := help

help: ## What can be made
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' $(MAKEFILE_LIST) | expand -t 16

demo: $(VENV)/.app ## The product in a minute, in a folder that is thrown away
	@scripts/demo $(BIN)/retroplan

test: $(VENV)/.dev ## The whole suite; more for pytest in PYTEST_ARGS
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist worksteal $(PYTEST_ARGS)

lint: $(VENV)/.dev ## Format, lint, types, rings, and generated docs that are current
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m docs.generate --check

docs: $(VENV)/.dev ## Write the generated pages and schemas anew
	$(BIN)/python -m docs.generate

bench: $(VENV)/.dev ## The published figures, as tables
	$(BIN)/python -m benches.build_plan
	$(BIN)/python -m benches.adapt
	$(BIN)/python -m benches.store
	$(BIN)/python -m benches.startup

cohort: $(VENV)/.dev ## Virtual walkers under the rules: docs/validation.md anew; takes hours
	$(BIN)/python -m benches.cohort --page docs/validation.md --vary 200 --worsening 3000 --no-growth 1000
	@mkdir -p build
	$(BIN)/python -m benches.cohort --leave-one-out --again 1000 --top 20 --state build/leave.jsonl --page docs/validation.md
	$(BIN)/python -m benches.cohort --trade two-reds.reds=1,3 --trade two-clean.acceptable_rise_s=30,120 --page docs/validation.md

clean: ## Remove what was made
	rm -rf $(VENV) dist build .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "retroplan needs Python 3.11 or newer; name one: make PYTHON=python3.12 ...")'
	@echo "Making $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.app: $(BIN)/python pyproject.toml
	@echo "Installing retroplan into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

# Dependency groups need pip 25.1; Python 3.11 comes with an older one.
$(VENV)/.dev: $(VENV)/.app
	@echo "Installing the tools of the suite ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@
