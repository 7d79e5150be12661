# Two commands: `make demo` and `make check`. Both set up what they need in .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo check bench fuzz soak kit clean

demo: $(STAMP)
	@mkdir -p out
	@$(BIN)/mlmp-print fill visual-plan examples/peter.json -o out/peter.pdf --force
	@$(BIN)/mlmp-print preview out/peter.pdf --page 1 -o out/peter-1.png --force
	@$(BIN)/mlmp-print preview out/peter.pdf --page 2 -o out/peter-2.png --force
	@$(BIN)/mlmp-print read out/peter.pdf -o out/peter.json --force
	@echo "Peter's plan is in out/peter.pdf (pictures beside it); what was read back from it is in out/peter.json."

check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto

# The kit that is kept in the repository: after a change to a form, a language or the drawing.
kit: $(STAMP)
	$(BIN)/mlmp-print kit -o forms/kit --force

# Compared with other libraries, as far as they can be installed, and with pdftk if it is there; `make bench FULL=--full` takes longer.
bench: $(STAMP)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks $(FULL)

# Broken and hostile inputs for FUZZ_SECONDS in all; what fails is kept in out/fuzz.
# FUZZ_FLAGS=--guided follows the code that is reached; it needs atheris: .venv/bin/pip install '.[fuzz]'
FUZZ_SECONDS ?= 60
fuzz: $(STAMP)
	$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS) $(FUZZ_FLAGS)

# The large runs: 10,000 plans, 500 mixed files, 2,000 damaged inputs of each sort, 200 kills. SOAK_FLAGS="--rows 100 --files 50 …" makes them smaller.
soak: $(STAMP)
	$(BIN)/python tests/soak $(SOAK_FLAGS)

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it with make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) tests/viewers/pdfjs/node_modules out build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
