# The environment is .venv; every target is a line or two over plain pip, pytest, ruff and mypy.
PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
ARGS   ?=

.PHONY: demo test lint bench setup

demo: setup
	$(BIN)/easel demo $(ARGS)

test: $(VENV)/.dev-ready
	@command -v chromium chromium-browser google-chrome $(CHROMIUM) >/dev/null || echo "No Chromium: the browser ring is skipped. On Debian or Ubuntu: apt-get install chromium; else name one in CHROMIUM."
	OMP_NUM_THREADS=1 $(BIN)/pytest -m "not gpu" -n auto --maxprocesses 4 --dist loadfile $(ARGS)

lint: $(VENV)/.dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup
	$(BIN)/easel bench $(ARGS)

setup: $(VENV)/.ready

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(0 if v >= (3, 11) else f"Easel needs Python 3.11 or newer; {sys.executable} is {v.major}.{v.minor}. Try: make PYTHON=python3.11")'
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo "Installing into $(VENV): a minute or two the first time."
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

$(VENV)/.dev-ready: $(VENV)/.ready requirements-dev.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@
