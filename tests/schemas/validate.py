#!/usr/bin/env python3
"""Judges TOML files by JSON schemas, and reads YAML.

    validate.py SCHEMA FILE [SCHEMA FILE ...]   exits with 1 where a file does not keep to its schema
    validate.py --wrong SCHEMA FILE [...]       exits with 1 where a file does keep to its schema
    validate.py --yaml FILE                     prints every command that a workflow runs, one a line
    validate.py --ready                         exits with 0 where the packages are there
"""

import json
import sys
from pathlib import Path


def commands(workflow):
    for job in workflow["jobs"].values():
        if not job.get("runs-on") or not job.get("steps"):
            raise SystemExit("a job has no runner or no steps")
        for need in [job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", []):
            workflow["jobs"][need]
        for step in job["steps"]:
            if ("run" in step) == ("uses" in step):
                raise SystemExit(f"a step must run or use something: {step}")
            yield from step.get("run", "").splitlines()


def main():
    import tomllib

    import jsonschema
    import yaml

    if sys.argv[1:] == ["--ready"]:
        return 0
    if sys.argv[1] == "--yaml":
        workflow = yaml.safe_load(Path(sys.argv[2]).read_text("utf-8"))
        print("\n".join(commands(workflow)))
        return 0
    faults, judges = [], {}
    must_fail = sys.argv[1] == "--wrong"
    arguments = sys.argv[2:] if must_fail else sys.argv[1:]
    for schema_name, name in zip(arguments[::2], arguments[1::2], strict=True):
        if schema_name not in judges:
            schema = json.loads(Path(schema_name).read_text("utf-8"))
            jsonschema.Draft202012Validator.check_schema(schema)
            judges[schema_name] = jsonschema.Draft202012Validator(schema)
        value = tomllib.loads(Path(name).read_text("utf-8"))
        found = list(judges[schema_name].iter_errors(value))
        if must_fail:
            faults += [] if found else [f"{name} is accepted"]
            continue
        faults += [f"{name}: {fault.json_path}: {fault.message}" for fault in found]
    print("\n".join(faults))
    return 1 if faults else 0


sys.exit(main())
