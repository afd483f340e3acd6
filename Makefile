# Everything runs in a virtual environment of its own. PYTHON names another Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: help demo test lint types docs translations bench bench-scale browser clean

help: ## Print what there is to make
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1|\2/' | column -t -s '|'

demo: $(VENV)/.installed ## Start Filiera with real data, in the foreground; Ctrl-C stops it
	@$(BIN)/flask demo

test: $(VENV)/.installed-dev browser lint types ## Check style, types and layers, and run all tests
	@$(BIN)/pytest -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.installed-dev ## Check style and layers
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/lint-imports

types: $(VENV)/.installed-dev ## Check types
	@$(BIN)/mypy

bench: $(VENV)/.installed-dev ## Print the figures that README quotes
	@$(BIN)/python -m benchmarks.bench

bench-scale: $(VENV)/.installed-dev ## Print what federations cost, at SIZES="7000 75000 800000" or others
	@$(BIN)/python -m benchmarks.scale $(SIZES)

docs: $(VENV)/.installed-dev ## Write docs/REFERENCE.md anew from the code
	@$(BIN)/python -m docs.reference

translations: $(VENV)/.installed ## Bring the catalogs of other languages up to date with the code
	@$(BIN)/python -m service.translations

browser: # Chromium for the browser tests, by apt where we may
	@if command -v chromium >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null \
		|| echo "Chromium could not be installed; the browser tests are skipped."; \
	else echo "The browser tests are skipped: they need Chromium (Debian and Ubuntu: sudo apt-get install chromium)."; fi

clean: ## Remove the virtual environment and all that was written, the local database included
	@if [ -x $(BIN)/flask ]; then $(BIN)/flask db stop; fi
	@rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Filiera needs Python 3.11 or newer: set PYTHON to one.")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing the requirements into $(VENV) …"
	@$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt requirements-spark.txt requirements-openvino.txt $(VENV)/.installed
	@echo "Installing what tests need into $(VENV) …"
	@$(BIN)/python -m pip install --disable-pip-version-check -r requirements-dev.txt
	@touch $@
