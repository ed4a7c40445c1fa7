#!/usr/bin/env python3
"""The bill of materials of the program `concord`: CycloneDX 1.6 as JSON, on the standard output.

    python3 crates/concord/release/sbom.py target/release/concord

What is in the binary is what Cargo resolved for it: the packages that `concord` needs to run. Packages that only run while it is
built (procedural macros, build scripts' own, and what these need) can change it too, and are listed with the scope
`excluded`, which is CycloneDX's word for what is not in the program at run time. Those of tests are left out. The file holds no
time and no serial number, so that the same program has the same bill.
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


def kinds(dependency):
    """`None` for what a package needs to run, or `build`, or `dev`."""
    return {kind["kind"] for kind in dependency["dep_kinds"]}


def is_macro(package):
    """Whether a package runs in the compiler and not in the program."""
    return all("proc-macro" in target["kind"] for target in package["targets"]
               if not {"custom-build", "bin", "example", "test", "bench"} & set(target["kind"]))


def reached(metadata):
    """The packages that the program needs to run and to be built, with those that each of them needs; and, of these, the
    packages that are in it when it runs."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    packages = {package["id"]: package for package in metadata["packages"]}
    root = next(identity for identity in metadata["workspace_members"] if packages[identity]["name"] == ROOT)
    # What is needed only to build needs the whole of its own to run, in the compiler.
    found, inside, waiting = {}, set(), [(root, True)]
    while waiting:
        identity, runs = waiting.pop()
        runs = runs and not is_macro(packages[identity])
        if identity in found and (identity in inside or not runs):
            continue
        needs = [(it["pkg"], kinds(it)) for it in nodes[identity]["deps"]]
        found[identity] = [other for other, why in needs if why & {None, "build"}]
        if runs:
            inside.add(identity)
        waiting.extend((other, runs and None in why) for other, why in needs if why & {None, "build"})
    return root, found, inside


def checksums():
    with open("Cargo.lock", encoding="utf-8") as file:
        blocks = file.read().split("[[package]]")[1:]
    fields = [dict(line.split(" = ", 1) for line in block.splitlines() if " = " in line) for block in blocks]
    text = lambda own, key: own.get(key, "").strip('"')
    return {(text(own, "name"), text(own, "version")): text(own, "checksum") for own in fields}


def component(package, sums, is_inside=True):
    reference = f"pkg:cargo/{package['name']}@{package['version']}"
    out = {"type": "library", "bom-ref": reference, "name": package["name"], "version": package["version"],
           "scope": "required" if is_inside else "excluded", "purl": reference}
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
    root, found, inside = reached(metadata)
    sums = checksums()
    program = component(packages[root], sums)
    program.pop("scope")
    program.update(type="application", hashes=[{"alg": "SHA-256", "content": digest}])
    components = sorted((component(packages[it], sums, it in inside) for it in found if it != root), key=lambda it: it["bom-ref"])
    reference = lambda identity: f"pkg:cargo/{packages[identity]['name']}@{packages[identity]['version']}"
    dependencies = sorted(({"ref": reference(it), "dependsOn": sorted({reference(other) for other in needs})}
                           for it, needs in found.items()), key=lambda it: it["ref"])
    bill = {"$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json", "bomFormat": "CycloneDX", "specVersion": "1.6",
            "version": 1, "metadata": {"component": program}, "components": components, "dependencies": dependencies}
    json.dump(bill, sys.stdout, indent=2, ensure_ascii=False)
    print()


if __name__ == "__main__":
    main()
