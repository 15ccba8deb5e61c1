# `make warehouse` and `make test` need Python 3.11 with pip, git and make; the rest they install themselves in .venv.

PYTHON ?= $(shell command -v python3.11 || command -v python3 || command -v python)
INBOX ?= samples
REPORTS ?= ../shared/reports
INPUTS ?= 10000
VENV := .venv
BIN := $(VENV)/bin
# The pip of $(PYTHON) installs into .venv, so that a Python without `ensurepip` will do; hashes keep the lock honest.
PIP := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check
FROM_LOCK := install --quiet --require-hashes --no-deps --only-binary :all: -r
# What dbt finds in the project is prepared once, for the place where the warehouse will be.
PARSE := GONGKAI_WAREHOUSE="$(CURDIR)/data/warehouse.duckdb" \
	dbt parse --quiet --project-dir dbt_project --profiles-dir dbt_project
LOCKED := --python-version 3.11 --universal --generate-hashes --no-annotate --no-header --quiet
COMPILE := uv pip compile pyproject.toml $(LOCKED)
COMPILE_GROUP := uv pip compile $(LOCKED) --no-emit-package duckdb --group

unexport PYTHONDONTWRITEBYTECODE  # without .pyc files every process compiles every import anew
export VIRTUAL_ENV := $(CURDIR)/$(VENV)
export PATH := $(CURDIR)/$(BIN):$(PATH)

.PHONY: warehouse test check bench kills accuracy fuzz docs setup setup-dev ui score lock clean

warehouse: setup  ## read INBOX (a folder) and publish the facts
	gongkai build "$(INBOX)"

test: setup-dev
	python -m pytest

export DAGSTER_DISABLE_TELEMETRY := yes

check: setup-dev
	ruff check .
	ruff format --check .
	mypy --strict gongkai models
	yamllint --strict .
	dg check defs

ui: setup
	gongkai ui

docs: setup  ## the pages of measures and rules, from the codebook
	python -m orchestration.measures_page
	python -m orchestration.linter.rules

bench: setup-dev  ## how fast and how large; prints figures, tests nothing; DOCUMENTS="1000 5000" measures such builds
	python -m tests.bench $(DOCUMENTS)

KILLS ?= 10

kills: setup-dev  ## builds killed at KILLS random moments; the exit status is the number of differences
	python -m tests.kills $(KILLS)

accuracy: setup-dev  ## how well generated reports are read; prints figures and the commonest mistakes
	python -m tests.accuracy

fuzz: setup-dev  ## damaged and hostile inputs, as many as INPUTS says; prints those that crash or delay the reader
	python -m tests.fuzz $(INPUTS)

score: setup  ## the five real reports against the answer key, where both are present
	python -m tests.score $(REPORTS)

setup: $(VENV)/runtime.installed
setup-dev: $(VENV)/dev.installed

# The project itself is not built, only found: nothing has to be fetched for that, and an edit is in force at once.
$(VENV)/runtime.installed: requirements.lock pyproject.toml
	@echo "Installing what requirements.lock lists into $(VENV): once, for some minutes"
	test -x $(BIN)/python || $(PYTHON) -m venv --without-pip $(VENV)
	$(PIP) $(FROM_LOCK) requirements.lock
	echo "$(CURDIR)" > "$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/gongkai.pth"
	printf '#!/bin/sh\nexec "%s" -m orchestration.cli "$$@"\n' "$(CURDIR)/$(BIN)/python" > $(BIN)/gongkai
	chmod +x $(BIN)/gongkai
	$(PARSE)
	touch $@

$(VENV)/dev.installed: $(VENV)/runtime.installed requirements-dev.lock requirements-superset.lock
	@echo "Installing what the tests need besides: once, for some minutes"
	$(PIP) $(FROM_LOCK) requirements-dev.lock
	$(PIP) $(FROM_LOCK) requirements-superset.lock --upgrade --target $(VENV)/superset
	touch $@

lock:  ## needs uv
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --output-file requirements-dev.lock
	$(COMPILE_GROUP) superset --output-file requirements-superset.lock

clean:  ## what runs made; data/inbox stays
	rm -rf data/warehouse.duckdb* data/published* data/build.* data/dagster data/dbt dbt_project/target
