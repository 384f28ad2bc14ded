# warraq: type `make help`. Works with GNU make 4 and with the make 3.81 of macOS.
#
# Set-up is part of every target and done once: .venv/stamps holds a stamp for each step, which is older than what
# the step depends on when it has to be done again. System packages have stamps of their own.

SOURCE ?= source/article.md
OUTPUT ?= dist
# More options for warraq build, such as: make pdf ARGS="--theme book --strict"
ARGS ?=
# More options for pytest, such as: make test PYTEST_ARGS="-k bidi"
PYTEST_ARGS ?=
# Processes that run the tests.
JOBS ?= 2

VENV := .venv
STAMPS := $(VENV)/stamps
BIN := $(VENV)/bin
BOOTSTRAP := tools/bootstrap
BUILD = $(BIN)/warraq build "$(SOURCE)" --output "$(OUTPUT)" $(ARGS)
PYTEST = $(BIN)/python -m pytest -n $(JOBS) --dist worksteal $(PYTEST_ARGS)

ifeq ($(shell uname -s),Darwin)
# Homebrew keeps its programs off the path that a script sees, and Java off the path altogether.
export PATH := /opt/homebrew/bin:/usr/local/bin:$(PATH):/opt/homebrew/opt/openjdk/bin:/usr/local/opt/openjdk/bin
endif

# Where Python is told to keep no compiled code, each run would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help csl pdf docx epub all check formats doctor test test-all visual bench lint format lock clean distclean FORCE

help:
	@echo 'make pdf | docx | epub | all   build one format or all three into dist/'
	@echo '     SOURCE=path/to/other.md   … of another source; ARGS="--theme book" adds options'
	@echo 'make csl                       add Pandoc, for citation styles in CSL files'
	@echo 'make check                     read and report, write nothing'
	@echo 'make formats | doctor          list the formats | say what the machine lacks'
	@echo 'make test                      lint, types and the tests'
	@echo 'make test-all                  the same with the exhaustive tests'
	@echo 'make visual                    the tests that render with LibreOffice and Chromium'
	@echo 'make bench                     measure time and memory beside pandoc'
	@echo 'make lint | format             check | rewrite the style of the code'
	@echo 'make lock                      bring locks/ up to date with pyproject.toml'
	@echo 'make clean | distclean         remove outputs and caches | and the virtual environment'

# --- Set-up -------------------------------------------------------------------------------------------------

# A virtual environment holds absolute paths: in a checkout that was moved it is made anew.
ifneq "$(shell cat $(STAMPS)/home 2>/dev/null)" "$(shell pwd -P)"
MOVED := FORCE
endif

$(STAMPS)/home: $(MOVED)
	@$(BOOTSTRAP) venv

$(STAMPS)/run: $(STAMPS)/home locks/run.lock pyproject.toml
	@$(BOOTSTRAP) packages locks/run.lock
	@touch $@

$(STAMPS)/test: $(STAMPS)/run locks/test.lock
	@$(BOOTSTRAP) packages locks/test.lock
	@touch $@

$(STAMPS)/csl: $(STAMPS)/run locks/csl.lock
	@$(BOOTSTRAP) packages locks/csl.lock
	@touch $@

# Fetched once; the test is skipped where they cannot be had.
$(STAMPS)/csl-fixtures: tools/csl_fixtures | $(STAMPS)/test
	@tools/csl_fixtures $(VENV)/csl-fixtures
	@touch $@

$(STAMPS)/bench: $(STAMPS)/test locks/bench.lock
	@$(BOOTSTRAP) packages locks/bench.lock
	@touch $@

# The table of needs is in the package, so that doctor and the set-up agree.
$(STAMPS)/system-build $(STAMPS)/system-test $(STAMPS)/system-visual: src/warraq/cli/machine.py | $(STAMPS)/run
	@$(BOOTSTRAP) system $(patsubst $(STAMPS)/system-%,%,$@)
	@touch $@

RUN_READY := $(STAMPS)/run $(STAMPS)/system-build
TEST_READY := $(STAMPS)/test $(STAMPS)/system-build $(STAMPS)/system-test

# --- Build --------------------------------------------------------------------------------------------------

pdf docx epub: $(RUN_READY)
	@$(BUILD) --to $@

csl: $(STAMPS)/csl

all: $(RUN_READY)
	@$(BUILD) --to pdf,docx,epub

check: $(RUN_READY)
	@$(BIN)/warraq check "$(SOURCE)"

formats: $(STAMPS)/run
	@$(BIN)/warraq formats

doctor: $(STAMPS)/run
	@$(BIN)/warraq doctor

# --- Test ---------------------------------------------------------------------------------------------------

lint: $(STAMPS)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(STAMPS)/test
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

test: $(TEST_READY) lint
	$(PYTEST) -m "not slow and not visual"

test-all: $(TEST_READY) $(STAMPS)/csl-fixtures lint
	WARRAQ_CSL_FIXTURES="$(VENV)/csl-fixtures" $(PYTEST) -m "not visual"

# pytest ends with 5 when no test has the mark, which is no failure.
visual: $(TEST_READY) $(STAMPS)/system-visual
	$(PYTEST) -m visual || [ $$? -eq 5 ]

bench: $(STAMPS)/bench $(STAMPS)/system-build
	$(BIN)/python -m bench

FORCE:

# --- Housekeeping -------------------------------------------------------------------------------------------

lock:
	@test -x $(BIN)/python || $(BOOTSTRAP) venv
	@$(BOOTSTRAP) lock

clean:
	@find dist -mindepth 1 ! -name README.md -delete
	@rm -rf build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find src tests bench -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

distclean: clean
	@rm -rf $(VENV)
