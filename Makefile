# Everything runs from this folder with a private set of packages in .venv.
#   make run [PORT=8000] [ARGS="my-events.csv --open"]    start the app
#   make test [ARGS="-k dates"] [JOBS=1]                  tests; browser tests where a browser is found
#   make check                                            format, lint, types, tests, data
#   make data | docs | bench | screenshot | format | clean

PYTHON ?= python3
PORT ?= 8000
# Programs that share the tests: as many as there are processors, up to four (each takes a gigabyte).
JOBS ?= logical
ARGS ?=
CONFLICT_TIMELINE_ARTICLES ?= ../shared/article

# Relative paths only, so that a space in the name of a parent folder does no harm.
IN_VENV := .venv/bin/python
PIP := $(IN_VENV) -m pip install --quiet --disable-pip-version-check -c constraints.txt
COVERAGE := --cov --cov-report=term

.PHONY: dask extract postgres run test check format format-check lint types data docs bench screenshot clean
.DELETE_ON_ERROR:

run: .venv/installed
	@$(IN_VENV) run.py serve --port $(PORT) $(ARGS)

test: .venv/installed
	$(IN_VENV) -m pytest --numprocesses $(JOBS) --maxprocesses 4 --dist loadfile $(COVERAGE) $(ARGS)

# With --keep-going every part runs, whatever the others say.
check: format-check lint types data test

format: .venv/installed-dev
	$(IN_VENV) -m ruff check --fix .
	$(IN_VENV) -m ruff format .

format-check: .venv/installed-dev
	$(IN_VENV) -m ruff format --check .

lint: .venv/installed-dev
	$(IN_VENV) -m ruff check .

types: .venv/installed-dev
	$(IN_VENV) -m mypy

# The article is not part of the repository; whoever has it gets every quote checked.
data: .venv/installed
	@article="$(CONFLICT_TIMELINE_ARTICLES)/ceasefire-talks.txt"; \
	if [ -e "$$article" ] || [ -n "$$CONFLICT_TIMELINE_REQUIRE_ALL" ]; \
	then $(IN_VENV) run.py check --article "$$article"; \
	else echo "No article at $$article: the quotes are not compared with it."; \
	     $(IN_VENV) run.py check; fi

docs: .venv/installed
	$(IN_VENV) -m tools.make_docs

# The optional packages for tables in parts on several computers.
dask: .venv/installed-dask

# The English parser that reads articles.
extract: .venv/installed-extract

# The client of a PostgreSQL server, for a workspace of several people.
postgres: .venv/installed-postgres

bench: .venv/installed
	$(IN_VENV) -m bench.run $(ARGS)

screenshot: .venv/installed
	$(IN_VENV) -m tools.screenshot $(ARGS)

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/installed: requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Python 3.11 or newer is needed; $(PYTHON) is older or missing."; \
	  echo "Name another one:  make $(MAKECMDGOALS) PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "This Python cannot make virtual environments."; \
	  echo "On Debian and Ubuntu:  apt-get install python3-venv"; exit 1; }
	@$(IN_VENV) -c '' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@echo "Installing packages into .venv (the first time takes a minute) ..."
	@$(PIP) -r requirements.txt
	@touch $@

.venv/installed-dask: requirements-dask.txt .venv/installed
	@$(PIP) -r requirements-dask.txt
	@touch $@

.venv/installed-extract: requirements-extract.txt .venv/installed
	@$(PIP) -r requirements-extract.txt
	@touch $@

.venv/installed-postgres: requirements-postgres.txt .venv/installed
	@$(PIP) -r requirements-postgres.txt
	@touch $@

.venv/installed-dev: requirements-dev.txt .venv/installed
	@$(PIP) -r requirements-dev.txt
	@touch $@
