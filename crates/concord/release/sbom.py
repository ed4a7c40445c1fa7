#!/usr/bin/env python3
"""The bill of materials of the program `concord`: CycloneDX 1.6 as JSON, on the standard output.

    python3 crates/concord/release/sbom.py target/release/concord

What is in the binary is what Cargo resolved for it: the packages that `concord` needs to run, without those of tests and
builds. The file holds no time and no serial number, so that the same program has the same bill.
"""

import hashlib
import json
import subprocess
import sys

ROOT = "concord"


def cargo_metadata():
    host = next(line.split()[1] for line in subprocess.run(["rustc", "-vV"], check=True, capture_output=True, text=True)
                .stdout.splitlines() if line.startswith("host:"))
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", host]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def is_run_time(dependency):
    return any(kind["kind"] is None for kind in dependency["dep_kinds"])


def reached(metadata):
    """The packages that the program needs to run, with those that each of them needs."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    names = {package["id"]: package["name"] for package in metadata["packages"]}
    root = next(identity for identity in metadata["workspace_members"] if names[identity] == ROOT)
    found, waiting = {}, [root]
    while waiting:
        identity = waiting.pop()
        if identity in found:
            continue
        found[identity] = [it["pkg"] for it in nodes[identity]["deps"] if is_run_time(it)]
        waiting.extend(found[identity])
    return root, found


def checksums():
    with open("Cargo.lock", encoding="utf-8") as file:
        blocks = file.read().split("[[package]]")[1:]
    fields = [dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line) for block in blocks]
    text = lambda own, key: own.get(key, "").strip('"')
    return {(text(own, "name"), text(own, "version")): text(own, "checksum") for own in fields}


def component(package, sums):
    reference = f"pkg:cargo/{package['name']}@{package['version']}"
    out = {"type": "library", "bom-ref": reference, "name": package["name"], "version": package["version"], "purl": reference}
    if package.get("description"):
        out["description"] = " ".join(package["description"].split())
    checksum = sums.get((package["name"], package["version"]))
    if checksum:
        out["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    if package.get("license"):
        out["licenses"] = [{"expression": package["license"].replace("/", " OR ")}]
    return out


def main():
    with open(sys.argv[1], "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    metadata = cargo_metadata()
    packages = {package["id"]: package for package in metadata["packages"]}
    root, found = reached(metadata)
    sums = checksums()
    program = component(packages[root], sums)
    program.update(type="application", hashes=[{"alg": "SHA-256", "content": digest}])
    components = sorted((component(packages[it], sums) for it in found if it != root), key=lambda it: it["bom-ref"])
    reference = lambda identity: f"pkg:cargo/{packages[identity]['name']}@{packages[identity]['version']}"
    dependencies = sorted(({"ref": reference(it), "dependsOn": sorted({reference(other) for other in needs})}
                           for it, needs in found.items()), key=lambda it: it["ref"])
    bill = {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
            "version": 1, "metadata": {"component": program}, "components": components, "dependencies": dependencies}
    json.dump(bill, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
