# One target for each habit. PYTHON is the interpreter that makes the virtual environment.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin

.PHONY: help setup test test-all check format bench greeting constraints clean

help:            ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/: .*## /: /'

setup:           ## virtual environment with everything for development
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -c constraints.txt -e ".[train,eval,server,batch,dev]"

test:            ## the fast tests: offline, about five minutes on two processors
	$(BIN)/python -m pytest -n auto --maxprocesses 4

test-all:        ## also the slow tests and the speed tests
	$(BIN)/python -m pytest -m "not network"

check:           ## lint, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format:          ## rewrite the code in the house format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench:           ## real-time factor, latency, cold start and memory on this machine
	$(BIN)/tts bench

greeting:        ## the multilingual IVR greeting
	$(BIN)/python -m recipes.ivr.greeting --output-dir greeting

constraints:     ## new pins for constraints.txt, from a fresh environment
	rm -rf build/constraints
	$(PYTHON) -m venv build/constraints
	build/constraints/bin/pip install ".[train,eval,server,batch,ray,dev]"
	build/constraints/bin/pip freeze --exclude matthew-tts | sed -E 's/\+cpu$$//' > build/constraints/pins.txt
	{ sed -n '/^#/p' constraints.txt; cat build/constraints/pins.txt; } > build/constraints/new.txt
	mv build/constraints/new.txt constraints.txt

clean:           ## remove what can be made again
	rm -rf build dist greeting .pytest_cache .mypy_cache .ruff_cache
