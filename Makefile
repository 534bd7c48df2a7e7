# Redline: `make run` shows the sample province, `make test` runs every test. Both make the environment first.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
UV := .uv/bin/uv
UV_VERSION := 0.13.9
BIN := .venv/bin
export UV_PROJECT_ENVIRONMENT := .venv
export PYTHONUTF8 := 1

.PHONY: run setup test coverage check bench dev docs format clean

run: setup
	$(BIN)/redline demo

setup: .venv/.made

.venv/.made: pyproject.toml uv.lock | $(UV)
	$(UV) sync --frozen --quiet --python $(PYTHON)
	@touch $@

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

test: setup
	@scripts/install-browser
	$(BIN)/python -m pytest -n 2 --dist loadfile

coverage: setup
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term:skip-covered

check: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --processes 2 -q warehouse pipelines dashboards

format: setup
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .

bench: setup
	$(BIN)/python -m benchmarks

dev: setup
	DAGSTER_HOME=$${DAGSTER_HOME:-$$($(BIN)/redline home --dagster)} $(BIN)/dg dev --host 127.0.0.1

docs: setup
	$(BIN)/python -m warehouse.tables.dictionary

clean:
	rm -rf .venv .uv .mypy_cache .ruff_cache .pytest_cache
