#!/usr/bin/env python3
"""How evenly Concord and Typst set the same text: word spaces, hyphens and pages, measured in their finished PDFs.

    tests/compare/setting.py --python VENV/bin/python [--concord PATH] [--work DIR] [--output docs/comparison.md]

The generated publication of generate.py (needed: `make bench` or generate.py has written it) is set by both programs in
three languages, in the same face, size, leading and measure. Both PDFs are then read by the same code: every line of
running text in the main column that reaches its right edge. The Python that is named must have the packages typst and
pymupdf. With --output, the text between two marks of that file is replaced.
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish"}
# The main column of the report template on A4, and the space of Libertinus Serif at 10.6 points.
LEFT, RIGHT, SIZE, SPACE = 211.0, 538.28, 10.6, 2.65
MARKS = ("<!-- setting: written by tests/compare/setting.py -->", "<!-- end of setting -->")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", type=Path, default=Path(sys.executable))
    parser.add_argument("--concord", type=Path, default=ROOT / "target/release/concord")
    parser.add_argument("--input", type=Path, default=ROOT / "target/generated")
    parser.add_argument("--work", type=Path, default=ROOT / "target/setting")
    parser.add_argument("--output", type=Path)
    parser.add_argument("--measure", nargs=1, type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure[0])))
        return
    options.work.mkdir(parents=True, exist_ok=True)
    rows = []
    made = options.work / "concord"
    subprocess.run(
        [options.concord, "publish", options.input / "concord", "--templates", ROOT / "templates", "--output", made],
        check=True, capture_output=True,
    )
    for language in LANGUAGES:
        ours = next(made.glob(f"*-{language}.pdf"))
        theirs = options.work / f"typst-{language}.pdf"
        subprocess.run([options.python, HERE / "typst_one.py", language, options.input, theirs], check=True)
        for program, file in (("Concord", ours), ("Typst", theirs)):
            said = subprocess.run(
                [options.python, __file__, "--measure", file], check=True, capture_output=True, text=True)
            rows.append((LANGUAGES[language], program, json.loads(said.stdout)))
    text = table(rows)
    print(text)
    if options.output:
        replace(options.output, text)


def measure(file: Path) -> dict:
    import pymupdf

    spaces, hyphens, lines = [], 0, 0
    document = pymupdf.open(file)
    for page in document:
        for line in page_lines(page):
            first, last = line[0], line[-1]
            if abs(first[0] - LEFT) > 1.5 or abs(last[1] - RIGHT) > 8.0:
                continue
            lines += 1
            hyphens += last[2] in "-\u2010\u00ad"
            # A hyphen may hang in the margin; a line that does not reach the edge is no justified one.
            if abs(last[1] - RIGHT) > 1.0:
                continue
            gaps = [after[0] - before[1] for before, after in zip(line, line[1:]) if after[0] - before[1] > 0.8]
            # Fewer are no running text: entries of the contents, ends of lists.
            if len(gaps) >= 4:
                spaces.append(sorted(gaps)[len(gaps) // 2] / SPACE)
    spaces.sort()
    return {
        "pages": document.page_count, "lines": lines, "justified": len(spaces), "hyphens": hyphens,
        "quantiles": [spaces[min(len(spaces) - 1, int(len(spaces) * q))] for q in (0.05, 0.5, 0.95)],
        "wide": sum(space > 1.5 for space in spaces), "widest": spaces[-1],
    }


def page_lines(page) -> list:
    """The characters of running text, without spaces, as (left, right, character), by baseline."""
    lines = {}
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                if "Libertinus" not in span["font"] or abs(span["size"] - SIZE) > 0.05:
                    continue
                for char in span["chars"]:
                    left, _, right, _ = char["bbox"]
                    if char["c"].strip() and left > LEFT - 2.0:
                        lines.setdefault(round(char["origin"][1]), []).append((left, right, char["c"]))
    return [sorted(line) for line in lines.values()]


def table(rows: list) -> str:
    out = [
        "| | Pages | Lines that end in a hyphen | Word space, 5 % / 50 % / 95 % of the lines | Lines above 150 % | Widest |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for language, program, found in rows:
        low, middle, high = (f"{100 * value:.0f}" for value in found["quantiles"])
        hyphens = 100 * found["hyphens"] / found["lines"]
        wide = 100 * found["wide"] / found["justified"]
        out.append(
            f"| {language}, {program} | {found['pages']} | {hyphens:.1f} % of {found['lines']} | {low} / {middle} / {high} % "
            f"| {wide:.1f} % of {found['justified']} | {100 * found['widest']:.0f} % |"
        )
    return "\n".join(out) + "\n"


def replace(file: Path, text: str) -> None:
    before, _, rest = file.read_text("utf-8").partition(MARKS[0])
    _, _, after = rest.partition(MARKS[1])
    if not after:
        raise SystemExit(f"{file} does not have the marks {MARKS}")
    file.write_text(f"{before}{MARKS[0]}\n\n{text}\n{MARKS[1]}{after}", "utf-8")


if __name__ == "__main__":
    main()
