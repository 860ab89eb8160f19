#!/usr/bin/env python3
"""Makes pages that people transcribed to text as an engine that sees no columns reads it, to learn from.

transcribed.py OUT.jsonl FOLDER… [--part N/M]

A FOLDER holds PAGE XML; its lines are taken in their reading order, and what stands on one row is made one line. Rows as of
`simulate.py`. Real print has one-column pages of kinds and languages that nobody would think of, and none of them may move.
"""
import argparse, glob, hashlib, json, os
import xml.etree.ElementTree as ET

# So far apart, in heights of a line, lines side by side are one row.
TOGETHER = 0.5


def lines_of(path):
    """The lines of a page in reading order: text, and the box it stands in."""
    root = ET.parse(path).getroot()
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
    order = [r.get("regionRef") for r in root.iter("RegionRefIndexed")]
    regions = {region.get("id"): region for region in root.iter("TextRegion")}
    names = [name for name in order if name in regions] + [name for name in regions if name not in order]
    out = []
    for name in names:
        for line in regions[name].findall("TextLine"):
            text = line.find("TextEquiv/Unicode")
            points = line.find("Coords")
            if text is None or not (text.text or "").split() or points is None:
                continue
            points = [tuple(map(float, p.split(","))) for p in points.get("points").split()]
            xs, ys = zip(*points)
            out.append((text.text.split(), min(xs), min(ys), max(xs), max(ys)))
    return out


def rows_of(lines):
    """Rows from top to bottom, each of numbers of lines from left to right."""
    height = sorted(line[4] - line[2] for line in lines)[len(lines) // 2]
    rows = []
    for number, (_, left, top, right, bottom) in sorted(enumerate(lines), key=lambda line: line[1][2] + line[1][4]):
        middle = (top + bottom) / 2
        for row in rows[-4:][::-1]:
            apart = all(min(right, lines[n][3]) - max(left, lines[n][1]) <= 0.2 * (right - left) for n in row[1])
            if abs(middle - row[0]) <= TOGETHER * height and apart:
                row[1].append(number)
                break
        else:
            rows.append((middle, [number]))
    return [sorted(row, key=lambda n: lines[n][1]) for _, row in sorted(rows)]


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("out"); ask.add_argument("folders", nargs="+"); ask.add_argument("--part", default="0/1")
    a = ask.parse_args()
    part, parts = map(int, a.part.split("/"))
    with open(a.out, "w", encoding="utf-8") as out:
        for path in sorted(p for folder in a.folders for p in glob.glob(os.path.join(folder, "**", "*.xml"), recursive=True)):
            if hashlib.md5(os.path.basename(path).encode()).digest()[0] % parts != part:
                continue
            lines = lines_of(path)
            if len(lines) < 8:
                continue
            first, at = [], 0
            for words, *_ in lines:
                first.append(at)
                at += len(words)
            rows = rows_of(lines)
            order = [first[n] + k for row in rows for n in row for k in range(len(lines[n][0]))]
            text = "\n".join(" ".join(word for n in row for word in lines[n][0]) for row in rows)
            fused = sum(len(row) > 1 for row in rows) / len(rows)
            out.write(json.dumps({"kind": "transcribed" if fused < 0.2 else "fused print", "text": text, "order": order, "zones": []}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
