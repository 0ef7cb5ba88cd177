# One word a task; `make` lists them. The work is done by the scripts of the same name in scripts/.
.DEFAULT_GOAL := help
.PHONY: help run dev test test-fast trial lint format messages demo basemap roads admin test-mail backup restore handbook lock clean
python := .venv/bin/python

help: ## List the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## Install what is missing, prepare the data and serve (HOST, PORT, DEMO=0, DATABASE_URL)
	@scripts/run

dev: ## Serve for development: autoreload, debug pages, debug toolbar
	@scripts/dev

test: ## Check everything: lint, contracts, both databases, browser journeys
	@scripts/test

test-fast: ## The same without PostGIS, browser and what is slow
	@scripts/test fast

trial: ## What takes minutes: kills, locks, fuzzing, recounts, on both databases (WHAT=tests/trials/test_….py)
	@scripts/trial $(WHAT)

lint: ## Check style, the direction of imports, long lines of templates; count lines
	@scripts/build-env test
	@$(python) -m ruff check .
	@$(python) -m ruff format --check .
	@.venv/bin/lint-imports
	@scripts/lint-templates
	@scripts/count-lines

format: ## Mend style where a machine can
	@scripts/build-env test
	@$(python) -m ruff check --fix .
	@$(python) -m ruff format .

messages: ## Collect texts for translation; fails while German is missing
	@scripts/messages

demo: ## Load the demo region into the database
	@scripts/manage load_demo

basemap: ## Show a detailed map (FILE=region.osm.pbf, .mbtiles or .pmtiles, or URL=…; PARTIAL=1: of a part of the areas; REMOVE=1: the overview)
	@scripts/basemap

roads: ## Compute driving times by lorry and car (FILE=region.osm.pbf; REMOVE=1: no more)
	@scripts/roads

admin: ## Make the first administrator (asks nothing where DJANGO_SUPERUSER_EMAIL, _NAME and _PASSWORD are set)
	@scripts/manage createsuperuser $(if $(DJANGO_SUPERUSER_PASSWORD),--no-input)

test-mail: ## Send a test mail and say what happened (TO=name@example.org)
	@scripts/manage send_test_mail "$(TO)"

backup: ## Save everything into one verified file, while serving (FILE=path, KEYS=1 with the key for authenticator apps)
	@scripts/manage backup $(if $(FILE),"$(FILE)") $(if $(filter 1,$(KEYS)),--second-factor-key)

restore: ## Put a backup back, while not serving (FILE=path, REPLACE=1 over what is there)
	@scripts/manage restore "$(FILE)" $(if $(filter 1,$(REPLACE)),--replace)

handbook: ## Take the pictures of the editors' handbook again from the demo
	@scripts/handbook

lock: ## Resolve and hash the requirements (UPGRADE=1: newest allowed versions)
	@scripts/build-env dev
	@scripts/lock

clean: ## Delete the environment and what tests left; the data under var/ stays
	rm -rf .venv var/test var/static .pytest_cache .ruff_cache .import_linter_cache
