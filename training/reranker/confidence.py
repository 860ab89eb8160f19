#!/usr/bin/env python3
"""How far confidences can be trusted: of the changes of each band, how many were right.

    confidence.py ONTWAR PAIRS.jsonl [PAIRS.jsonl ...] [--language TAG] [--least .1] [--by-kind]

PAIRS has rows of `id`, `text` (as read) and `truth` (as printed). A change is right where the text is nearer to
the truth with it than without, looking at eight letters on either side; wrong where it is farther. All changes from
`--least` on are asked for, so that those below the usual bound are seen too.
"""
import argparse
import collections
import json
import subprocess

from rapidfuzz.distance import Levenshtein

AROUND = 8
BANDS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01]


def places(read, truth):
    """For every place of what was read, the place in the truth that it is aligned with."""
    place = [0] * (len(read) + 1)
    for code in Levenshtein.opcodes(read, truth):
        length = max(code.src_end - code.src_start, 1)
        for i in range(code.src_start, code.src_end):
            place[i] = code.dest_start + (i - code.src_start) * (code.dest_end - code.dest_start) // length
    place[len(read)] = len(truth)
    return place


def saved(read, truth, place, change):
    """How many edits a change saves."""
    start, end = change["source"]
    while start and not (read[start - 1].isspace()):
        start -= 1
    while end < len(read) and not read[end].isspace():
        end += 1
    begin, stop = change["source"]
    a, b = max(0, start - AROUND), min(len(read), end + AROUND)
    printed = truth[place[a] : place[b]]
    new = read[a:begin] + change["after"] + read[stop:b]
    return Levenshtein.distance(read[a:b], printed) - Levenshtein.distance(new, printed)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("ontwar")
    ap.add_argument("pairs", nargs="+")
    ap.add_argument("--language")
    ap.add_argument("--least", default="0.1")
    ap.add_argument("--by-kind", action="store_true")
    a = ap.parse_args()
    command = [a.ontwar, "--no-config", "stream", "--min-confidence", a.least]
    command += ["--language", a.language] if a.language else []
    counts = collections.defaultdict(lambda: [0, 0, 0])
    for path in a.pairs:
        with open(path, encoding="utf-8") as f:
            rows = [json.loads(line) for line in f]
        text = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows)
        out = subprocess.run(command, input=text, capture_output=True, text=True, check=False).stdout
        for row, line in zip(rows, out.splitlines(), strict=True):
            read, truth = row["text"], row["truth"]
            place = places(read, truth)
            for change in json.loads(line).get("corrections", []):
                band = next(b for b in BANDS if change["confidence"] < b)
                won = saved(read, truth, place, change)
                kind = change["kind"] if a.by_kind else ""
                counts[kind, band][0 if won > 0 else 1 if won == 0 else 2] += 1
    print("kind\tconfidence below\tright\tneither\twrong\tshare right")
    for (kind, band), (right, neither, wrong) in sorted(counts.items()):
        print(f"{kind}\t{min(band, 1):.2f}\t{right}\t{neither}\t{wrong}\t{right / (right + neither + wrong):.2f}")


if __name__ == "__main__":
    main()
