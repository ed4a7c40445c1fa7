#!/usr/bin/env python3
"""Judges SARIF logs by the official JSON schema of SARIF 2.1.0.

    validate.py FILE...     exits with 1 where a file does not conform
    validate.py --ready     exits with 0 where the schema and the package jsonschema are there

The schema is taken out of a package that Cargo has fetched; Cargo.toml beside this file says which.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

MANIFEST = Path(__file__).with_name("Cargo.toml")


def schema():
    cargo = os.environ.get("CARGO", "cargo")
    command = [cargo, "metadata", "--format-version", "1", "--offline", "--manifest-path", MANIFEST]
    said = subprocess.run(command, check=True, capture_output=True).stdout
    packages = json.loads(said)["packages"]
    [manifest] = [package["manifest_path"] for package in packages if package["name"] == "serde-sarif"]
    return json.loads(Path(manifest).with_name("src").joinpath("schema.json").read_text("utf-8"))


def main():
    import jsonschema

    judge = jsonschema.Draft7Validator(schema())
    if sys.argv[1:] == ["--ready"]:
        return 0
    faults = []
    for name in sys.argv[1:]:
        log = json.loads(Path(name).read_text("utf-8"))
        faults += [f"{name}: {fault.json_path}: {fault.message}" for fault in judge.iter_errors(log)]
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
