# The back-office workbench. `make` alone says what there is; README.md tells the rest.

PYTHON ?= python3
UV     ?= uv
ARGS   ?=

VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check
# The locks are complete, so pip looks for nothing that is not in them, and refuses what does not match its hash.
INSTALL := $(PIP) install --quiet --compile --no-deps
LOCKED  := $(INSTALL) --require-hashes

.DEFAULT_GOAL := help
.PHONY: help setup report lab test test-all check golden bench gallery lock clean fuzz

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' Makefile

setup: $(VENV)/.product ## build .venv with the locked packages and the workbench itself

report: setup ## the main job: simulate a shipped plan and write its reports
	@$(BIN)/backoffice report meridian --to reports $(ARGS)

lab: setup ## open JupyterLab on the notebooks
	@$(BIN)/backoffice lab $(ARGS)

test: $(VENV)/.tests ## run every test
	@$(BIN)/python -m pytest -n auto $(ARGS)

test-all: $(VENV)/.tests ## run every test, and those that take long or need a database or a disk of their own
	@$(BIN)/python -m pytest -n auto -m "thorough or not thorough" $(ARGS)

check: $(VENV)/.tests ## run the quick tests while you work
	@$(BIN)/python -m pytest -m "not slow" -n auto tests/house tests/hand tests/cases tests/errors tests/laws $(ARGS)

golden: $(VENV)/.tests ## compute the golden ledgers anew; read the difference before you commit it
	@$(BIN)/python -m tests.golden.remake $(ARGS)

bench: $(VENV)/.tests ## measure how long reading, simulating, drawing and reporting take; ARGS="draws gate" for some of it
	@for name in $(or $(ARGS),meridian gate roster draws reports workbench); do $(BIN)/python -m benchmarks.$$name || exit 1; done

fuzz: build/fuzz-venv/.ready ## try every reader on made-up files, a minute each; ARGS="csv xlsx" for some of them
	@for name in $(or $(ARGS),$$(build/fuzz-venv/bin/python -m tests.fuzz.targets)); do \
		build/fuzz-venv/bin/python -m tests.fuzz.fuzz $$name -max_total_time=60 || failed=1; done; test -z "$$failed"

gallery: $(VENV)/.tests ## take the pictures of README.md and docs anew (needs Chromium and pdftoppm)
	@$(BIN)/python docs/gallery/remake.py $(ARGS)

lock: ## write both locks and environment.yml anew; ARGS=--upgrade moves to the newest versions
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: python3 -m pip install uv, or make lock UV=/path/to/uv"; exit 1; }
	@$(UV) $(COMPILE) --extra build -o requirements.lock
	@$(UV) $(COMPILE) --extra test -c requirements.lock -o tests/requirements.lock
	@$(PYTHON) tests/house/conda_environment.py

COMPILE = pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "$(HEADING)" $(ARGS)
HEADING = make lock    (to install by hand: pip install --no-deps --require-hashes -r requirements.lock)

clean: ## remove .venv and everything that was built; your reports stay
	@rm -rf $(VENV) build dist .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Files in .venv stand for finished steps: a step runs again only when what it was made from is newer.
$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here; say which one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "$(PYTHON) is $$($(PYTHON) --version 2>&1), and the workbench needs 3.11 or later; say which one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Building $(VENV) (a minute, the first time) ..."
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); echo "$(PYTHON) cannot build a venv; on Debian and Ubuntu: apt-get install python3-venv"; exit 1; }

$(VENV)/.packages: $(BIN)/python requirements.lock
	@$(LOCKED) -r requirements.lock
	@touch $@

$(VENV)/.product: $(VENV)/.packages pyproject.toml
	@$(INSTALL) --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q backoffice_lib
	@touch $@

# atheris stands apart: it has wheels for Linux only, and nothing but `make fuzz` knows it
build/fuzz-venv/.ready: $(BIN)/python tests/requirements.lock tests/fuzz/requirements.lock
	@$(BIN)/python -m venv --clear build/fuzz-venv
	@for lock in tests/requirements.lock tests/fuzz/requirements.lock; do \
		build/fuzz-venv/bin/python -m pip --disable-pip-version-check install --quiet --no-deps --require-hashes -r $$lock || exit 1; done
	@touch $@

$(VENV)/.tests: $(VENV)/.product tests/requirements.lock
	@$(LOCKED) -r tests/requirements.lock
	@touch $@
