#!/usr/bin/env python3
"""Times Concord, Typst and WeasyPrint on the same generated publication in three languages.

Whole processes are timed, from start to end. Concord makes all languages in one process; Typst and WeasyPrint are given
one process a language, all started together, so that they use all cores too. Runs alternate: Concord, Typst, Concord,
Typst and so on, then Concord and WeasyPrint; a ratio is that of two neighbouring runs.
"""

import argparse
import datetime
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

import generate
from generator.facts import LANGUAGES
from measure import Failure, Sample, Tool, machine, run, spread

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
#: The versions that --install brings.
PACKAGES = ("typst==0.15.2", "weasyprint==70.0")
VENV = Path(tempfile.gettempdir()) / "concord-compare-venv"
TOOLS = ("concord", "typst", "weasyprint")


def main() -> int:
    options = arguments()
    try:
        if options.install:
            install()
        folder = options.input
        if folder is None:
            folder = options.work / "generated"
            print(f"generating about {options.pages} pages a language in {folder}", flush=True)
            generate.write(folder, options.pages)
        names = options.only or list(TOOLS)
        tools = {name: MAKERS[name](options, folder.resolve()) for name in names}
        load = load_before()
        samples, pairs = compare(tools, options)
    except Failure as failure:
        print(f"error: {failure}", file=sys.stderr)
        return 1
    report = markdown(tools, samples, pairs, load)
    print("\n" + report)
    if options.markdown:
        options.markdown.write_text(report, encoding="utf-8")
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=generate.content.PAGES, help="about so many pages a language (default %(default)s)")
    parser.add_argument("--input", type=Path, metavar="DIR", help="what generate.py wrote before, instead of generating")
    parser.add_argument("--work", type=Path, metavar="DIR", default=Path(tempfile.gettempdir()) / "concord-compare", help="where PDFs are written (default %(default)s)")
    parser.add_argument("--runs", type=int, default=5, help="pairs of Concord and Typst (default %(default)s)")
    parser.add_argument("--weasyprint-runs", type=int, default=1, help="pairs of Concord and WeasyPrint (default %(default)s)")
    parser.add_argument("--warm-up", type=int, default=1, help="runs of Concord and of Typst that are not counted (default %(default)s)")
    parser.add_argument("--only", action="append", choices=TOOLS, help="time this tool only; may be given twice")
    parser.add_argument("--concord", type=Path, default=ROOT / "target" / "release" / "concord", help="the program (default %(default)s)")
    parser.add_argument("--templates", type=Path, metavar="DIR", default=ROOT / "templates", help="the folder of templates (default %(default)s)")
    parser.add_argument("--python", type=Path, help="a Python that has the packages typst and weasyprint")
    parser.add_argument("--install", action="store_true", help=f"install the packages into {VENV} first")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the report to a file too")
    options = parser.parse_args()
    if min(options.runs, options.weasyprint_runs) < 1 or options.warm_up < 0:
        parser.error("there must be at least one run")
    options.work = options.work.resolve()
    return options


# Tools.


def install() -> None:
    if not VENV.exists():
        venv.create(VENV, with_pip=True)
    done = subprocess.run([VENV / "bin" / "python", "-m", "pip", "install", "--quiet", *PACKAGES])
    if done.returncode != 0:
        raise Failure(f"pip could not install {' '.join(PACKAGES)}")


def python_with(module: str, given: Path | None) -> tuple[Path, str]:
    """A Python that has a package, and the package's version."""
    candidates = [given] if given else [VENV / "bin" / "python", Path(sys.executable)]
    code = f"import {module}, importlib.metadata as m; print(m.version('{module}'))"
    for python in candidates:
        if python.exists():
            done = subprocess.run([python, "-c", code], capture_output=True, text=True)
            if done.returncode == 0:
                return python.absolute(), done.stdout.strip()
    raise Failure(f"no Python here has the package `{module}`; run once with --install, or name one with --python")


def concord(options: argparse.Namespace, folder: Path) -> Tool:
    program = options.concord.resolve()
    if not program.is_file():
        raise Failure(f"{program} is not there; build it with `cargo build --release`, or name it with --concord")
    if not (folder / "concord" / "publication.toml").is_file():
        raise Failure(f"{folder} holds no generated publication; run generate.py --output {folder}")
    said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.split()
    output = options.work / "pdfs" / "concord"
    if not (options.templates / "report" / "theme.toml").is_file():
        raise Failure(f"{options.templates} holds no template `report`; name the folder of templates with --templates")
    command = [str(program), "publish", str(folder / "concord"), "--no-cache", "--templates", str(options.templates.resolve()),
               "--output", str(output)]
    note = "one process; PDF/UA-1 + PDF/A-2a"
    return Tool("concord", said[-1] if said else "unknown", note, [command], output, ROOT)


def typst(options: argparse.Namespace, folder: Path) -> Tool:
    python, version = python_with("typst", options.python)
    output = options.work / "pdfs" / "typst"
    commands = [
        [str(python), str(HERE / "typst_one.py"), language, str(folder), str(output / f"{language}.pdf")]
        for language in LANGUAGES]
    output.mkdir(parents=True, exist_ok=True)
    tried = subprocess.run(commands[0], capture_output=True, text=True)
    if tried.returncode != 0:
        raise Failure(f"typst\n{tried.stderr.strip()}")
    standards = {"ua-1+a-2a": "PDF/UA-1 + PDF/A-2a", "ua-1": "PDF/UA-1"}.get(tried.stdout.strip(), tried.stdout.strip())
    return Tool("typst", version, f"one process a language; {standards}", commands, output, folder)


def weasyprint(options: argparse.Namespace, folder: Path) -> Tool:
    python, version = python_with("weasyprint", options.python)
    output = options.work / "pdfs" / "weasyprint"
    commands = [
        [str(python), "-m", "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", str(folder / "html" / f"{language}.html"),
         str(output / f"{language}.pdf")]
        for language in LANGUAGES]
    return Tool("weasyprint", version, "one process a language; PDF/UA-1", commands, output, folder)


MAKERS = {"concord": concord, "typst": typst, "weasyprint": weasyprint}


# Runs.


def compare(tools: dict[str, Tool], options: argparse.Namespace) -> tuple[dict[str, list[Sample]], dict[str, list[tuple]]]:
    """The samples of each tool, and for each other tool the pairs of a Concord sample and its neighbour."""
    samples: dict[str, list[Sample]] = {name: [] for name in tools}
    pairs: dict[str, list[tuple[Sample, Sample]]] = {}
    for name in ("concord", "typst"):
        for _ in range(options.warm_up if name in tools else 0):
            timed(tools[name], "warm-up")
    rounds = [[name for name in ("concord", "typst") if name in tools]] * options.runs
    if "weasyprint" in tools:
        rounds += [[name for name in ("concord", "weasyprint") if name in tools]] * options.weasyprint_runs
    for number, names in enumerate(filter(None, rounds), 1):
        made = [timed(tools[name], f"run {number}") for name in names]
        for name, sample in zip(names, made):
            samples[name].append(sample)
        if len(made) == 2 and names[0] == "concord":
            pairs.setdefault(names[1], []).append((made[0], made[1]))
    return samples, pairs


def timed(tool: Tool, label: str) -> Sample:
    sample = run(tool)
    print(f"{label}: {tool.name} {sample.wall:.2f} s, {sample.cpu:.2f} s of processor time", flush=True)
    return sample


def load_before() -> float:
    """What else the machine is doing: its load over the last minute."""
    load = os.getloadavg()[0]
    if load > 0.5:
        print(f"warning: the machine is busy (load {load:.1f}); the times will be too long", file=sys.stderr)
    return load


# The report.


def markdown(tools: dict[str, Tool], samples: dict[str, list[Sample]], pairs: dict[str, list[tuple]], load: float) -> str:
    """Tables in Markdown, which are read as well on a terminal."""
    now = datetime.datetime.now().astimezone()
    rows = [["Tool", "Runs", "Wall time (s)", "Processor time (s)", "Peak memory, all (MiB)", "Largest process (MiB)", "PDFs (MB)", "Pages"]]
    for name, tool in tools.items():
        made = samples[name]
        rows.append([
            f"{name} {tool.version}", str(len(made)), range_of([sample.wall for sample in made]),
            range_of([sample.cpu for sample in made]), f"{max(sum(sample.memory) for sample in made) / 2**20:.0f}",
            f"{max(max(sample.memory) for sample in made) / 2**20:.0f}", f"{made[-1].size / 1e6:.2f}",
            " + ".join(map(str, made[-1].pages)),
        ])
    lines = [
        f"Measured on {now:%Y-%m-%d %H:%M %Z}, {machine()}, load before the first run {load:.1f}. "
        "Times are least / median / most.",
        "", *table(rows), "",
    ]
    lines += [f"- {name}: {tool.note}" for name, tool in tools.items()]
    if pairs:
        ratios = [["Ratio", "Pairs", "Wall time", "Processor time", "Peak memory, all"]]
        for other, made in pairs.items():
            ratios.append([
                f"concord / {other}", str(len(made)), range_of([a.wall / b.wall for a, b in made], 3),
                range_of([a.cpu / b.cpu for a, b in made], 3),
                range_of([sum(a.memory) / sum(b.memory) for a, b in made], 3),
            ])
        lines += ["", *table(ratios)]
    return "\n".join(lines) + "\n"


def range_of(values: list[float], digits: int = 2) -> str:
    return " / ".join(f"{value:.{digits}f}" for value in spread(values))


def table(rows: list[list[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |" for row in rows]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


if __name__ == "__main__":
    sys.exit(main())
