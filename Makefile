# Keepword's commands. `make run` and `make test` need nothing beforehand but Python 3.11 to 3.13 and make.

.POSIX:
.SUFFIXES:

PORT = 8000
# More arguments for pytest, for example: make test PYTEST_ARGS="-k promises"
PYTEST_ARGS =

BIN = .venv/bin
RUN = .venv/.installed-run
TEST = .venv/.installed-test
BUILD = pyproject.toml requirements/build.in tools/make_venv.sh tools/find_python.sh

# Two workers, as the smallest machine that the suite is measured on has two cores.
PYTEST = $(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST_ARGS)
QUICK = not slow and not postgres and not servers and not faults
ON_POSTGRES = not slow and not servers and not faults and not journey
THE_REST = slow or servers or faults

help:
	@echo 'make run           start the desk with a sample business (./sample), at http://127.0.0.1:$(PORT)'
	@echo 'make serve         start your own business (./data)'
	@echo 'make test          lint, rules, properties, journeys in a browser, on SQLite: 5 minutes at most'
	@echo 'make test-servers  install the servers that make test-all talks to (Debian, Ubuntu)'
	@echo 'make test-all      make test, then PostgreSQL, real mail servers, faults: 30 minutes at most'
	@echo 'make bench         print figures of speed and memory'
	@echo 'make lint          ruff, mypy --strict, import-linter'
	@echo 'make messages      compile the translations'
	@echo 'make lock          refresh requirements/ from pyproject.toml (UPGRADE=1: the newest versions)'
	@echo 'make clean         remove what these commands made, but no data'

run: $(RUN)
	@sh tools/sample.sh
	@exec $(BIN)/keepword serve --data sample --bind 127.0.0.1:$(PORT)

serve: $(RUN)
	@exec $(BIN)/keepword serve --data data --bind 127.0.0.1:$(PORT)

test: lint
	$(PYTEST) -m '$(QUICK)'

test-all: test
	$(BIN)/python -m tests.servers.with_postgres $(PYTEST) -m '$(ON_POSTGRES)'
	$(PYTEST) -m '$(THE_REST)'

test-servers:
	@sh tools/install_servers.sh

lint: $(TEST)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --config pyproject.toml

bench: $(TEST)
	@$(BIN)/python -m bench

messages: $(RUN)
	@$(BIN)/python -m tools.messages

lock:
	@UPGRADE='$(UPGRADE)' sh tools/lock.sh
	@sh tools/check_wheels.sh

clean:
	rm -rf .venv .tools build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage
	find src tests tools bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	rm -rf src/*.egg-info

$(RUN): requirements/run.txt $(BUILD)
	@PYTHON='$(PYTHON)' sh tools/make_venv.sh run

$(TEST): requirements/test.txt $(BUILD)
	@PYTHON='$(PYTHON)' sh tools/make_venv.sh test

.PHONY: help run serve test test-all test-servers lint bench messages lock clean
