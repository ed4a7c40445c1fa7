#!/usr/bin/env python3
"""Makes src/world.txt from Natural Earth's countries at 1:50 million (public domain).

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    python3 -m pip install pycountry==26.2.16
    python3 make.py package/countries-50m.json > src/world.txt

The outlines are simplified (Visvalingam and Whyatt: the point that spans the smallest triangle goes first) to what a map
of a page's width can show, arc by arc, so that neighbours keep one border. Degrees are written in tenths.
"""

import heapq
import json
import sys

import pycountry

SCALE = 10
# Square degrees: the smallest triangle that stays, and the smallest island of a country that has more land than ISLANDS.
TRIANGLE = 0.05
ISLAND = 0.15
ISLANDS = 2.0
# What is land and no country's.
LAND_ONLY = ""
# What the file has without a code of ISO 3166-1: the country whose code it gets here. XK is a code that users may assign.
PARTS = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK", "Siachen Glacier": LAND_ONLY, "Indian Ocean Ter.": None,
         "Ashmore and Cartier Is.": None, "Antarctica": None, "Fr. S. Antarctic Lands": None, "Heard I. and McDonald Is.": None,
         "S. Geo. and the Is.": None}
# The Crimean peninsula, which the file draws as the occupation has it (General Assembly, resolution 68/262).
CRIMEA = (32.0, 44.0, 37.0, 46.5)


def decoded(topology):
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        yield points


def triangle(a, b, c):
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def simplified(points, least):
    """The arc without the points that span less than `least`; its ends stay, and of a closed arc three points."""
    keep = 4 if points[0] == points[-1] else 2
    before = list(range(-1, len(points) - 1))
    after = list(range(1, len(points) + 1))
    alive = [True] * len(points)
    left = len(points)
    heap = [(triangle(points[i - 1], points[i], points[i + 1]), i) for i in range(1, len(points) - 1)]
    heapq.heapify(heap)
    area = {i: size for size, i in heap}
    while heap and left > keep:
        size, i = heapq.heappop(heap)
        if not alive[i] or size != area[i]:
            continue
        if size >= least:
            break
        alive[i] = False
        left -= 1
        a, b = before[i], after[i]
        after[a], before[b] = b, a
        for j in (a, b):
            if 0 < j < len(points) - 1:
                area[j] = max(size, triangle(points[before[j]], points[j], points[after[j]]))
                heapq.heappush(heap, (area[j], j))
    return [point for point, stays in zip(points, alive) if stays]


def area(ring):
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:]))) / 2


def centre(ring):
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])) or 1e-9
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:])) / (3 * total)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in zip(ring, ring[1:])) / (3 * total)
    return x, y


def rings(geometry):
    arcs = geometry["arcs"]
    return [ring for polygon in (arcs if geometry["type"] == "MultiPolygon" else [arcs]) for ring in polygon]


def points(ring, arcs):
    out = []
    for index in ring:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        out.extend(arc[1:] if out else arc)
    return unwrapped(out)


def unwrapped(ring):
    """The ring with longitudes beyond 180 degrees where it crosses that meridian."""
    out = ring[:1]
    for x, y in ring[1:]:
        out.append((x - 360 * round((x - out[-1][0]) / 360), y))
    return out


def code(geometry):
    name = geometry["properties"]["name"]
    if name in PARTS:
        return PARTS[name]
    country = pycountry.countries.get(numeric=geometry.get("id", "").zfill(3))
    if country is None:
        raise SystemExit(f"no code for {name}")
    return country.alpha_2


def is_crimea(ring):
    west, south, east, north = CRIMEA
    return all(west <= x <= east and south <= y <= north for x, y in ring)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        topology = json.load(file)
    full = list(decoded(topology))
    countries = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        key = code(geometry)
        if key is None or not geometry.get("type"):
            continue
        for ring in rings(geometry):
            owner = "UA" if key == "RU" and is_crimea(points(ring, full)) else key
            countries.setdefault(owner, []).append(ring)
    # Parts that became one country have no boundary between them any more.
    countries = {key: joined(own, full) for key, own in countries.items()}
    kept = {}
    for key, own in countries.items():
        sizes = [area(points(ring, full)) for ring in own]
        small = sum(sizes) < ISLANDS
        kept[key] = [ring for ring, size in zip(own, sizes) if small or size >= ISLAND]
        kept[key] = kept[key] or [own[sizes.index(max(sizes))]]
    used = sorted({index if index >= 0 else ~index for own in kept.values() for ring in own for index in ring})
    number = {index: place for place, index in enumerate(used)}
    islands = {index if index >= 0 else ~index for key, own in kept.items()
               if sum(area(points(ring, full)) for ring in own) < ISLANDS for ring in own for index in ring}
    print("# Made by make.py from Natural Earth 1:50m, public domain. Tenths of a degree, east and north.")
    for index in used:
        arc = simplified(full[index], TRIANGLE / 20 if index in islands else TRIANGLE)
        rounded = [(round(x * SCALE), round(y * SCALE)) for x, y in arc]
        x, y = rounded[0]
        words = [f"{x} {y}"]
        for nx, ny in rounded[1:]:
            words.append(f"{nx - x} {ny - y}")
            x, y = nx, ny
        print("arc", ",".join(words))
    def renumbered(own):
        return [[number[i] if i >= 0 else ~number[~i] for i in ring] for ring in own]

    print_rings("land", renumbered(joined([ring for own in kept.values() for ring in own], full)))
    for key in sorted(kept.keys() - {LAND_ONLY}):
        own = sorted(kept[key], key=lambda ring: -area(points(ring, full)))
        x, y = centre(points(own[0], full))
        print_rings(f"{key} {round((x + 180) % 360 * SCALE) - 180 * SCALE} {round(y * SCALE)}", renumbered(own))


def joined(rings, full):
    """The rings around all of some rings together: of the arcs that only one of them has, end to end."""
    uses = {}
    for ring in rings:
        for index in ring:
            uses.setdefault(index if index >= 0 else ~index, []).append(index)
    start = {}
    for index in (index[0] for index in uses.values() if len(index) == 1):
        arc = full[index] if index >= 0 else full[~index][::-1]
        start.setdefault(arc[0], []).append((index, arc[-1]))
    out = []
    for first in sorted(start):
        while start[first]:
            index, end = start[first].pop()
            ring = [index]
            while end != first:
                index, end = start[end].pop()
                ring.append(index)
            out.append(ring)
    return out


def print_rings(head, all_rings):
    print(head, ";".join(" ".join(str(index) for index in ring) for ring in all_rings), sep="|")


if __name__ == "__main__":
    main()
