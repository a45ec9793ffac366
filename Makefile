# `make run` is all that a newcomer needs; `make help` lists the rest.
# It asks for Python 3.11 or later (with venv) and make, nothing else.

PYTHON ?= python3
PORT ?= 8000
OURS := .venv/bin/python
INSTALL := $(OURS) -m pip install --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.PHONY: help setup run serve develop test prove screenshots fonts messages language venv packages packages-dev

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' Makefile

run: setup ## set up what is due, then serve on PORT (8000) with the demonstration accounts
	@exec $(OURS) manage.py serve --port $(PORT)

setup: packages ## install packages, then bring database, library and index up to date
	@$(OURS) manage.py setup

serve: ## serve what is set up on PORT (8000)
	@exec $(OURS) manage.py serve --port $(PORT)

develop: setup ## like run, with Django's debugging pages and a reload at each change
	@DEBUG=true exec $(OURS) manage.py serve --port $(PORT)

test: packages-dev ## all that CI checks; ONLY="types lint" runs only these steps
	@exec $(OURS) -m tests.run $(ONLY)

prove: packages-dev ## the long runs: accessibility, benchmarks, kill tests, mutants; writes PROOF.md
	@exec $(OURS) -m tests.prove

screenshots: packages-dev ## pictures of the pages into screenshots/
	@exec $(OURS) -m tests.screenshots

fonts: packages-dev ## the typefaces and fonts.css, from their npm packages (needs npm)
	@exec $(OURS) -m tests.fonts

messages: packages ## bring new messages of code and templates into locale/ (needs gettext)
	@$(OURS) manage.py messages collect
	@$(OURS) manage.py messages compile

language: packages ## begin a language of the table, as in "make language de"; without one, list them
	@exec $(OURS) manage.py language $(CODE)

# The second word of `make language de` is no target of its own.
ifeq (language,$(firstword $(MAKECMDGOALS)))
CODE := $(wordlist 2,$(words $(MAKECMDGOALS)),$(MAKECMDGOALS))
ifneq (,$(CODE))
.PHONY: $(CODE)
$(CODE):
	@:
endif
endif

# A .venv that has lost its Python, or that was never finished, is made again.
venv:
	@$(OURS) -c 'import pip' 2>/dev/null || { \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "The library needs Python 3.11 or later as $(PYTHON). Debian 12: apt install python3 python3-venv;" \
	      "elsewhere name one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }; \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "Python's venv is missing: apt install python3-venv" >&2; exit 1; }; \
	  echo "Making .venv with $$($(PYTHON) --version)"; \
	  $(PYTHON) -m venv --clear .venv; }

# .venv keeps a copy of what it was installed from; only a difference installs again.
packages: venv
	@cmp -s requirements.txt .venv/requirements.txt || { \
	  echo "Installing the packages of requirements.txt (a minute or so)"; \
	  $(INSTALL) -r requirements.txt && cp requirements.txt .venv/requirements.txt; }

packages-dev: packages
	@cat requirements.txt requirements-dev.txt | cmp -s - .venv/requirements-dev.txt || { \
	  echo "Installing the packages of requirements-dev.txt"; \
	  $(INSTALL) -r requirements-dev.txt \
	    && cat requirements.txt requirements-dev.txt > .venv/requirements-dev.txt; }
