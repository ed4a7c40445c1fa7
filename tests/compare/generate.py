#!/usr/bin/env python3
"""Writes a generated publication: as a Concord folder, as Typst sources and as HTML for WeasyPrint.

Needs nothing but Python 3.11 and the sample publication, whose texts supply the words.
"""

import argparse
import os
import shutil
from pathlib import Path

from generator import concord_folder, content, html_source, typst_source
from generator.facts import LANGUAGES

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent.parent / "fixtures" / "building-bridges"
FOLDERS = ("concord", "typst", "html", "fonts")
#: The file that says that the folders beside it may be removed.
MARK = "generated.txt"
#: The fonts of Concord's report template, in the crates that bring them.
FONTS = {
    "typst-assets-*/files/fonts": [f"LibertinusSerif-{style}.otf" for style in ("Regular", "Italic", "Bold", "BoldItalic")],
    "notosans-*/fonts": [f"NotoSans-{style}.ttf" for style in ("Regular", "Italic", "Bold", "BoldItalic")],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, required=True, metavar="DIR", help="the folder to write to")
    parser.add_argument("--pages", type=int, default=content.PAGES, help="about so many pages a language (default %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another text (default %(default)s)")
    parser.add_argument("--sample", type=Path, default=SAMPLE, metavar="DIR", help="the publication that supplies the words")
    parser.add_argument("--fonts", type=Path, metavar="DIR", help="a folder with the fonts, instead of Cargo's registry")
    options = parser.parse_args()
    if not 10 <= options.pages <= 2000:
        parser.error("--pages must be between 10 and 2000")
    write(options.output, options.pages, options.seed, options.sample, options.fonts)


def write(output: Path, pages: int, seed: int = 1, sample: Path = SAMPLE, fonts: Path | None = None) -> None:
    """Writes everything. What an earlier run wrote is removed first."""
    publication = content.generate(sample, pages, seed)
    clear(output)
    concord_folder.write(publication, output / "concord", sample)
    missing = copy_fonts(output / "fonts", fonts)
    for language in LANGUAGES:
        concord_folder.put(output / "typst" / f"{language}.typ", typst_source.source(publication, language))
        concord_folder.put(output / "html" / f"{language}.html", html_source.source(publication, language))
    concord_folder.put(output / "html" / "report.css", html_source.STYLESHEET)
    if missing:
        print("warning: these fonts were not found, and others will stand for them:", ", ".join(missing))
        print("         run `cargo fetch` first, or name their folder with --fonts")


def clear(output: Path) -> None:
    """Removes what an earlier run wrote; refuses a folder that holds anything else under the same names."""
    mark = output / MARK
    found = [output / name for name in FOLDERS if (output / name).exists()]
    if found and not mark.exists():
        raise SystemExit(f"error: {found[0]} was not made by this program; name another folder with --output")
    for folder in found:
        shutil.rmtree(folder)
    concord_folder.put(mark, "Written by generate.py, which removes these folders before it writes them again.\n")


def copy_fonts(folder: Path, given: Path | None) -> list[str]:
    """Copies the fonts beside the sources; gives the names of those that were not found."""
    registry = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo")) / "registry" / "src"
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for place, names in FONTS.items():
        for name in names:
            found = [given / name] if given else sorted(registry.glob(f"*/{place}/{name}"))
            if found and found[-1].is_file():
                shutil.copyfile(found[-1], folder / name)
            else:
                missing.append(name)
    return missing


if __name__ == "__main__":
    main()
