# `make demo` shows what there is, `make check` is for every commit, `make check-slow` for the rest.
# Each sets up what it needs in .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo check check-slow check-page bench scan-bench fuzz soak kit page docs messages clean

demo: $(STAMP)
	@mkdir -p out
	@$(BIN)/mlmp-print fill visual-plan examples/peter.json -o out/peter.pdf --force
	@$(BIN)/mlmp-print preview out/peter.pdf --page 1 -o out/peter-1.png --force
	@$(BIN)/mlmp-print preview out/peter.pdf --page 2 -o out/peter-2.png --force
	@$(BIN)/mlmp-print read out/peter.pdf -o out/peter.json --force
	@echo "Peter's plan is in out/peter.pdf, with pictures beside it."
	@echo "What was read back from it is in out/peter.json."

# Each process of the tests has files that follow each other, whose sheets it draws once, and takes
# over from another when it has no more.
check: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n auto --dist worksteal -m "not slow"

# The tests that are marked slow: every combination of form, language and size, fuzzing, kills, and
# then the page in Chromium.
check-slow: $(STAMP)
	$(BIN)/pytest -n auto --dist worksteal -m slow --ignore=tests/page_browser
	$(MAKE) check-page

# The tests of the page in Chromium. It is built once, before two processes open it; a file stays in
# one of them, since each process starts a Python in its page.
check-page: $(STAMP)
	$(BIN)/python tools/make_page.py
	PAGE_BUILT=1 $(BIN)/pytest -n 2 --dist loadfile -m slow tests/page_browser

# Every sheet and all of its variants, in out/kit. git keeps the usual Danish ones on A4, for staff
# who open the folder forms/kit: run this after a change to a form, a language or the drawing.
kit: $(STAMP)
	$(BIN)/mlmp-print kit --variants -o out/kit --force
	rm -rf forms/kit
	$(BIN)/mlmp-print kit --lang da --size a4 -o forms/kit

# The page that needs nothing installed: one file, and a folder for an intranet, in out/. It fetches
# what page/pins.toml names with npm and pip, and compiles with node. LOOK=look.toml puts a
# municipality's look into it.
page: $(STAMP)
	$(BIN)/python tools/make_page.py $(if $(LOOK),--look $(LOOK))

# The page of the commands, from their own help.
docs: $(STAMP)
	$(BIN)/python docs/make_commands.py

# Collects the phrases of the code for translation into assets/messages, and compiles these files.
messages: $(STAMP)
	$(BIN)/python tools/messages.py

# Compares with other libraries, as far as they can be installed, and with pdftk if it is installed.
# `make bench FULL=--full` takes longer.
bench: $(STAMP)
	-$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(BIN)/python benchmarks $(FULL)

# Simulated scans and photos of sheets that are marked by hand: how many are read wrongly. Rows that
# were are drawn in out/scan-bench. SCAN_FLAGS="--write docs/scanning.md" puts the table there.
SCAN_PAGES ?= 930
scan-bench: $(STAMP)
	$(BIN)/python -m benchmarks.scan --pages $(SCAN_PAGES) --jobs 2 $(SCAN_FLAGS)

# Broken and hostile inputs for FUZZ_SECONDS in all. An input that fails is kept in out/fuzz.
# FUZZ_FLAGS=--guided follows the code that an input reaches. It needs atheris:
# .venv/bin/pip install '.[fuzz]'
FUZZ_SECONDS ?= 60
fuzz: $(STAMP)
	$(BIN)/python tests/fuzz/run.py --seconds $(FUZZ_SECONDS) $(FUZZ_FLAGS)

# The large runs: 10,000 plans, 500 mixed files, 2,000 damaged inputs of each sort, 200 kills.
# SOAK_FLAGS="--rows 100 --files 50 …" makes them smaller.
soak: $(STAMP)
	$(BIN)/python tests/soak $(SOAK_FLAGS)

$(STAMP): pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
		"Python 3.11 or newer is needed; name it with make PYTHON=…")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) tests/viewers/pdfjs/node_modules out build dist prepared .pytest_cache .mypy_cache .ruff_cache .hypothesis
