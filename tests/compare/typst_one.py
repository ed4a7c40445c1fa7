#!/usr/bin/env python3
"""Compiles one Typst source: typst_one.py LOCALE FOLDER OUTPUT.

FOLDER is what generate.py wrote. The PDF is asked for as both PDF/UA-1 and PDF/A-2a, as Concord makes it; where this
Typst refuses that, as PDF/UA-1, and else with Typst's own tags. What was used is printed.
"""

import sys
from pathlib import Path

import typst

STANDARDS = (["ua-1", "a-2a"], ["ua-1"], None)


def main() -> None:
    if len(sys.argv) != 4:
        raise SystemExit(__doc__)
    locale, folder, output = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    source = folder / "typst" / f"{locale}.typ"
    if not source.is_file():
        raise SystemExit(f"error: {source} is missing; run generate.py first")
    refusals = []
    for standards in STANDARDS:
        more = {"pdf_standards": standards} if standards else {}
        try:
            typst.compile(str(source), output=output, root=str(folder), font_paths=[str(folder / "fonts")],
                          ignore_system_fonts=True, format="pdf", **more)
        except (typst.TypstError, ValueError, RuntimeError) as error:
            refusals.append(f"{standards}: {error}")
            # Only a refusal of the standards is worth another attempt.
            if "standard" not in str(error).lower() and "PDF/" not in str(error):
                break
        else:
            print("+".join(standards) if standards else "default tags")
            return
    raise SystemExit("error: Typst refuses the source\n" + "\n".join(refusals))


if __name__ == "__main__":
    main()
