#!/usr/bin/python3
"""Concord's self-test and translate-toolkit's pofilter on the same faults.

    apt-get install translate-toolkit      # for the python3 of the system
    tests/compare/pofilter.py [--concord PATH] [--seed N] [--per-kind N] [--output docs/comparison.md] FOLDER...

`concord selftest --write` plants the faults and writes every text beside its translation, clean and with each fault.
Here each pair becomes an entry of a PO file: one of all clean pairs, one of all pairs that a fault changes. pofilter
judges every entry by itself, so a fault counts as found where an entry that it changes fails a test that the clean
entry passes. FOLDERs are laid over each other, the first one undermost.
"""

import argparse
import collections
import importlib.metadata
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from translate.storage import po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES = ("fr", "es")
NUMBERS = "numbers"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--concord", type=Path, default=ROOT / "target/release/concord")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-kind", type=int, default=3)
    parser.add_argument("--output", type=Path)
    parser.add_argument("folders", nargs="*", type=Path, default=[ROOT / "fixtures/building-bridges"])
    return parser.parse_args()


def planted(options, scratch):
    """The faults with Concord's verdicts, and the pairs."""
    folder = scratch / "publication"
    for source in options.folders:
        shutil.copytree(source, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("README.md"))
    command = [options.concord, "selftest", folder, "--seed", str(options.seed)]
    command += ["--per-kind", str(options.per_kind), "--message-format", "json", "--write", scratch]
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    if said.returncode not in (0, 1):
        raise SystemExit(said.stderr)
    return json.loads(said.stdout), json.loads((scratch / "units.json").read_text("utf-8"))


def write_po(path, language, entries):
    """Entries are (context, source, translation). An entry whose source is gone is of no PO file."""
    store = po.pofile()
    store.updateheader(add=True, content_type="text/plain; charset=UTF-8", language=language)
    for context, source, translation in entries:
        if source:
            unit = store.addsourceunit(source)
            unit.target = translation
            unit.setcontext(context)
    path.write_bytes(bytes(store))


def failures(scratch, name, language, entries):
    """The tests that each entry fails, by context."""
    source, result = scratch / f"{name}.po", scratch / f"{name}.out.po"
    write_po(source, language, entries)
    command = ["pofilter", "--progress=none", f"--language={language}", source, result]
    subprocess.run(command, check=True, capture_output=True)
    found = collections.defaultdict(set)
    if not result.exists():
        return found
    store = po.pofile.parsefile(str(result))
    for unit in store.units:
        for line in unit.getnotes().splitlines():
            test, mark, _ = line.removeprefix("(pofilter) ").partition(":")
            if mark and line.startswith("(pofilter) "):
                found[unit.getcontext()].add(test.strip())
    return found


def compare(options, scratch):
    report, pairs = planted(options, scratch)
    units, faults = pairs["units"], pairs["faults"]
    caught = {"all": set(), NUMBERS: set()}
    alarms = collections.Counter()
    alarmed = set()
    for language in LANGUAGES:
        clean = [(str(at), u["source"], u["translation"]) for at, u in enumerate(units) if u["locale"] == language]
        before = failures(scratch, f"clean-{language}", language, clean)
        for context, tests in before.items():
            alarms.update(tests)
            alarmed.add(context)
        faulty = []
        for at, fault in enumerate(faults):
            for unit in fault["units"]:
                if units[unit["unit"]]["locale"] == language:
                    faulty.append((f"{at}/{unit['unit']}", unit["source"], unit["translation"]))
        after = failures(scratch, f"faulty-{language}", language, faulty)
        for context, tests in after.items():
            fault, unit = context.split("/")
            new = tests - before[unit]
            if new:
                caught["all"].add(int(fault))
            if NUMBERS in new:
                caught[NUMBERS].add(int(fault))
    return report, units, faults, caught, alarms, alarmed


def page(options, report, units, faults, caught, alarms, alarmed):
    rows = {}
    for at, (fault, judged) in enumerate(zip(faults, report["faults"], strict=True)):
        row = rows.setdefault(fault["kind"], collections.Counter())
        row["planted"] += 1
        row["concord"] += judged["verdict"] == "found"
        row["seen"] += bool(fault["units"])
        row["all"] += at in caught["all"]
        row[NUMBERS] += at in caught[NUMBERS]
    total = sum(rows.values(), collections.Counter())
    version = importlib.metadata.version("translate-toolkit")
    count = sum(alarms.values())
    common = ", ".join(f"{test} {number}" for test, number in alarms.most_common(8))
    lines = [
        "# Beside another checker",
        "",
        "pofilter of the translate-toolkit looks at translations of user interfaces: pairs of texts in PO files. It is the",
        "nearest thing to Concord's comparison of a translation with its source that is freely at hand. This part of the page is written",
        "by `tests/compare/pofilter.py`; run it again after a change.",
        "",
        "## What was done",
        "",
        f"`concord selftest --seed {options.seed} --per-kind {options.per_kind}` planted {total['planted']} single faults into"
        " copies of the sample and of",
        "`tests/selftest`, which adds typed figures and a picture. Every heading, paragraph, cell and message of the French",
        f"and Spanish texts became an entry of a PO file, the English text as `msgid`: {len(units)} entries. Markup and",
        "expressions stand in them as they are written; what a fault removes is an empty `msgstr`. Lists of terms are left",
        f"out, as each language sorts them anew. pofilter {version} ran all its tests with `--language` and no other option.",
        "A fault counts as found by it where an entry that the fault changes fails a test that the clean entry passes; for",
        "Concord, as `docs/selftest.md` says: at its place, by a code that says what it is. pofilter is so given the easier",
        "task: whatever test an entry fails anew counts for it.",
        "",
        "pofilter sees no ledger, no glossary of this form, no order of blocks and no files: faults of the ledger change no",
        "entry, and cannot be found by it. It was not made for Markdown. The column *in entries* says how many faults change",
        "an entry at all.",
        "",
        "## False alarms",
        "",
        f"On the clean texts Concord has {report['clean_findings']} findings. pofilter has {count} in {len(alarmed)} of"
        f" {len(units)} entries",
        f"({100 * len(alarmed) // max(len(units), 1)} %): {common}.",
        f"Its numbers test alone has {alarms[NUMBERS]}. In an entry that fails a test already, the same test cannot show a fault.",
        "",
        "## Faults found",
        "",
        "| kind of fault | planted | Concord | in entries | pofilter | its numbers test |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for kind, row in [*rows.items(), ("**all**", total)]:
        cells = [row["planted"], row["concord"], row["seen"], row["all"], row[NUMBERS]]
        lines.append(f"| {kind} | " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines) + "\n"


def main():
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        text = page(options, *compare(options, Path(name)))
    if options.output:
        # What stands below is another script's.
        old = options.output.read_text("utf-8") if options.output.exists() else ""
        _, mark, rest = old.partition("\n# Beside another setter")
        options.output.write_text(text.rstrip("\n") + "\n" + mark + rest, "utf-8")
    else:
        print(text, end="")


main()
