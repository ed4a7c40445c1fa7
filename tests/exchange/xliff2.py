#!/usr/bin/env python3
"""Opens an XLIFF 2 file with translate-toolkit, says how many units it holds, and lets it write the file again.

    xliff2.py IN OUT
    xliff2.py --ready     exits with 0 where a translate-toolkit is there that knows XLIFF 2 (3.17 or later)
"""

import sys

try:
    from translate.storage.xliff2 import Xliff2File
except ImportError:
    sys.exit(1)

if sys.argv[1:] != ["--ready"]:
    store = Xliff2File.parsefile(sys.argv[1])
    units = [unit for unit in store.units if unit.source]
    print(len(units))
    with open(sys.argv[2], "wb") as out:
        store.serialize(out)
