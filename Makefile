# make demo   translate the seed article, show it side by side, write build/demo.html and build/demo.po
# make test   install what the tests need and run them
# make lint   the style checks that CI runs
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SEED := seeds/dpa-2025-08-17-ukraine-summit.txt
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: demo test lint clean

demo: $(VENV)/installed
	@mkdir -p build
	$(BIN)/wortlaut translate $(SEED) --view -o build/demo.html -o build/demo.po

test: $(VENV)/tested
	$(BIN)/python -m pytest

lint: $(VENV)/tested
	$(BIN)/ruff check .

# torch comes first and alone: a range of versions could pull the CUDA packages in.
$(VENV)/installed: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) torch==2.13.0
	$(PIP) --editable .
	@touch $@

$(VENV)/tested: $(VENV)/installed
	$(PIP) --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) build
