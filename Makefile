# The few commands there are. CI calls them and holds no logic of its own.

CARGO ?= cargo
# As many threads as there are cores, unless JOBS says how many.
JOBS ?=

# The commit or tag of the release before, for the notes on what is new: the newest tag before this commit.
PREVIOUS ?= $(shell git describe --tags --abbrev=0 HEAD^ 2>/dev/null)

.PHONY: publish verify check build test lint bless bench compare pictures release clean

## publish: the sample publication into dist/
publish: build
	target/release/concord publish fixtures/building-bridges --templates templates --output dist $(if $(JOBS),--jobs $(JOBS))

## verify: makes everything once more, compares it with dist/ byte for byte, and reads every PDF of it back
verify: build
	target/release/concord verify dist --publication fixtures/building-bridges --templates templates
	target/release/concord proof dist/*.pdf --findings --publication fixtures/building-bridges --templates templates

## check: the sample's findings, without making PDFs
check: build
	target/release/concord check fixtures/building-bridges --templates templates

build:
	$(CARGO) build --release --locked -p concord

## test: every test; what is skipped is said, with the way to enable it
test:
	$(CARGO) test --workspace --locked --no-fail-fast

## lint: formatting and clippy, warnings denied
lint:
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

## bless: writes what the suite saw into its expectations, of all trials or those whose name holds CASE=...; read the
## difference before you commit it
bless:
	BLESS=1 $(CARGO) test --locked -p concord --test suite -- $(CASE)

## bench: every stage and the whole run, on the sample and on a generated publication (which needs python3)
bench:
	python3 tests/compare/generate.py --output target/generated
	$(CARGO) bench --locked -p concord -p concord-press -p concord-proof

## compare: whole processes against Typst and WeasyPrint; see tests/compare/README.md for what it needs
compare: build
	python3 tests/compare/run.py

# The pages of each publication that the README shows, and the languages in its rows.
PICTURED = 1 9 10 12 24 28
LANGUAGES = en fr es

## pictures: the README's contact sheet, from dist/ (needs poppler-utils and ImageMagick)
pictures: publish
	rm -rf target/pictures && mkdir -p target/pictures
	for language in $(LANGUAGES); do \
	  for page in $(PICTURED); do \
	    pdftoppm -r 24 -png -singlefile -f $$page -l $$page dist/building-bridges-$$language.pdf \
	      $$(printf 'target/pictures/%s-%02d' $$language $$page) || exit 1; \
	  done; \
	  pdftoppm -r 24 -png -singlefile dist/building-bridges-factsheet-$$language.pdf target/pictures/$$language-99 || exit 1; \
	done
	montage $(foreach language,$(LANGUAGES),target/pictures/$(language)-*.png) -tile 7x -geometry +4+4 -background '#d5dae0' \
	  -strip -dither None -colors 160 PNG8:docs/pictures/editions.png

SAMPLE = fixtures/building-bridges
TREE = target/tree

## release: release/ from a clean tree: program built and files published with passports, made twice and compared, read back
## and judged (by veraPDF too where VERAPDF names it), with checksums, bill of materials, provenance and notes; the one before
## stays until all is done; docs/release.md
release:
	@test -z "$$(git status --porcelain)" || { echo "commit what is changed first: a release is made from a commit" >&2; exit 1; }
	rm -rf $(TREE) && mkdir -p $(TREE)
	git archive HEAD | tar -x -C $(TREE)
	cd $(TREE) && CARGO_TARGET_DIR=$(CURDIR)/target $(CARGO) build --release --locked -p concord
	target/release/concord publish $(TREE)/$(SAMPLE) --templates $(TREE)/templates --output $(TREE)/dist --passport --deny warnings
	target/release/concord verify $(TREE)/dist --publication $(TREE)/$(SAMPLE) --templates $(TREE)/templates
	target/release/concord proof $(TREE)/dist/*.pdf --findings --publication $(TREE)/$(SAMPLE) --templates $(TREE)/templates
	for file in $(TREE)/dist/*.pdf; do target/release/concord verify $$file || exit 1; done
	if [ -n "$$VERAPDF" ]; then for flavour in ua1 3a; do "$$VERAPDF" -f $$flavour --format text $(TREE)/dist/*.pdf || exit 1; done; fi
	cd $(TREE) && python3 crates/concord/release/sbom.py $(CURDIR)/target/release/concord > concord.cdx.json
	if [ -n "$(PREVIOUS)" ]; then git show $(PREVIOUS):$(SAMPLE)/ledger.toml > $(TREE)/previous.toml; fi
	target/release/concord release $(TREE)/dist --ledger $(TREE)/$(SAMPLE)/ledger.toml --commit $$(git rev-parse HEAD) \
	  --with $(TREE)/concord.cdx.json $(if $(PREVIOUS),--previous $(TREE)/previous.toml) --output $(TREE)/release
	cd $(TREE)/release && sha256sum --check --quiet SHA256SUMS
	if [ -e release ]; then mv release $(TREE)/former; fi
	mv $(TREE)/release release

clean:
	$(CARGO) clean
	rm -rf dist release
