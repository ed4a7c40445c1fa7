# The few commands there are. CI calls them and holds no logic of its own.

CARGO ?= cargo
# As many threads as there are cores, unless JOBS says how many.
JOBS ?=

.PHONY: publish verify check build test lint bless bench compare clean

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

clean:
	$(CARGO) clean
	rm -rf dist
