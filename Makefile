# Salerno: `make setup` once, then any target. Needs Python 3.11 or newer and make; nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

# The Python that made .venv stays in charge of it; PYTHON=python3.12 chooses another.
PYTHON ?= $(if $(wildcard .venv/bin/python),.venv/bin/python,python3)
BIN := .venv/bin
SOURCES := src tests tools benchmarks
COMPILE := $(BIN)/uv pip compile --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-emit-find-links \
	--custom-compile-command "make requirements"

.PHONY: help setup demo tour test quick lengthy lint format types contracts bench bench-smoke docs pictures messages \
	requirements upgrade clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

setup: ## build .venv from the pinned requirements (does nothing when up to date)
	@$(PYTHON) tools/set_up.py

demo: setup ## serve a demonstration of the site, filled with invented people; PORT=8000
	@bash tools/demo.sh

tour: setup ## show what the command can do, on invented persons
	@bash tools/tour.sh

test: setup ## the whole suite, the site on SQLite and on PostgreSQL, and what the quick tests cover
	$(BIN)/python -m pytest -n 2 -m "not slow or covers" --hypothesis-profile=quick --cov --cov-report=
	$(BIN)/coverage report --include='src/salerno/*' --fail-under=100
	$(BIN)/coverage report --include='src/salerno_web/*' --fail-under=95
	$(BIN)/python -m pytest -n 3 -m "hypothesis or slow and not covers"
	SALERNO_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 tests/web tests/journeys/web

quick: setup ## the fast lane while you work: no slow tests, none that take long, no coverage
	$(BIN)/python -m pytest -n 2 -m "not slow and not lengthy and not postgres" --hypothesis-profile=quick

lengthy: setup ## measure the tests anew, and write which take long
	$(BIN)/python -m pytest -n 2 -q -m "not slow and not postgres" --hypothesis-profile=quick --junitxml=build/tests.xml
	$(BIN)/python tools/lengthy.py build/tests.xml

lint: setup ## style, format and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/codespell -D tools/british.txt --skip 'docs/reference/atlas/*,*.typ,*/imports/fields.py,*/imports/headings.py,*/imports/columns.py' --ignore-regex '\b[A-Z]\w*' src/salerno docs *.md

format: setup ## put the code into the agreed shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

types: setup ## mypy --strict on src
	$(BIN)/mypy

contracts: setup ## who may import whom
	$(BIN)/lint-imports

bench: setup ## the full benchmarks
	$(BIN)/python -m benchmarks

bench-smoke: setup ## every benchmark once, on small inputs
	$(BIN)/python -m benchmarks --smoke

docs: setup ## write the generated pages, answers and pictures anew
	$(BIN)/python -m tools.make_reference
	$(BIN)/python tools/tutorials.py
	$(BIN)/python tools/make_picture.py

pictures: setup ## take the pictures of the site anew (chromium)
	$(BIN)/python tools/pictures.py

messages: setup ## collect the words of the site, update the catalogues, compile them
	$(BIN)/python tools/messages.py

requirements: setup ## compile requirements/*.in to hash-pinned *.txt, keeping present pins
	$(COMPILE) -o requirements/test.txt requirements/test.in
	$(COMPILE) -o requirements/web.txt -c requirements/test.txt requirements/web.in
	$(COMPILE) -o requirements/run.txt -c requirements/test.txt requirements/run.in
	$(COMPILE) -o requirements/bench.txt -c requirements/test.txt requirements/bench.in

upgrade: COMPILE += --upgrade
upgrade: requirements ## as requirements, but take the newest versions

clean: ## remove .venv, caches and built files
	rm -rf .venv .lock-setup .coverage .coverage.* .hypothesis .import_linter_cache .mypy_cache \
		.pytest_cache .ruff_cache build dist htmlcov
	@find $(SOURCES) -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
