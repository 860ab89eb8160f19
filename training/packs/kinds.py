#!/usr/bin/env python3
"""Learns what a scanner makes of the kinds of old print of a language, from aligned pairs.

    kinds.py PAIRS.jsonl ONTWAR OUT_DIR [--half a|b] [--without COLLECTION ...] [--worst .25] [--least 2] [--fewest 8]
             [--more PAIRS.jsonl]

PAIRS.jsonl has rows of `id` (collection/document:place), `text` and `truth`. Each segment is of one kind, told by how its
letters were misread: gothic type read as roman (d as b), the long s read as f, or neither. Segments with more errors than
`--worst` teach nothing: what stands there was not read. ONTWAR is the program; its `dict learn` counts. Writes
confusions.tsv (of later print; what modern scans show besides, by the confusions.tsv of the folder above, stays in it),
long-s.tsv and gothic.tsv. With `--half`, documents take turns and only one half is
counted. A kind with fewer segments than `--fewest` gets no table. What `--more` has, of later print read by another engine, is
learnt by itself, and a row of it is taken where the engine misreads so oftener: what two engines do is not averaged, as
a page is read by one. Needs the package rapidfuzz.
"""
import argparse
import json
import pathlib
import subprocess
import tempfile
import unicodedata

from rapidfuzz.distance import Levenshtein

HEADS = {
    "confusions": "What a scanner makes of old print.",
    "long-s": "What a scanner makes of old print with the long s.",
    "gothic": "What a scanner that expects roman type makes of gothic type.",
}
FEW = 120  # fewer segments show the long s alone: all else is taken from later print
OFTEN = 3  # a confusion of it that so few segments show less often is chance
LATER_WORST = 0.5  # later print is read well: what has more errors is of another kind, not told


def plain(text):
    """Transcripts keep the letters of the print; readings are to be in today's."""
    for mark, letter in (("a\u0364", "ä"), ("o\u0364", "ö"), ("u\u0364", "ü"), ("ſ", "s"), ("⸗", "-"), ("¬", "-"), ("‑", "-"), ("‐", "-")):
        text = text.replace(mark, letter)
    for ligature in "ﬀﬁﬂﬃﬄﬅﬆ":
        text = text.replace(ligature, unicodedata.normalize("NFKC", ligature))
    return unicodedata.normalize("NFC", text)


def kind(read, truth):
    b_for_d = d_for_d = f_for_s = s_for_s = 0
    for op in Levenshtein.opcodes(read, truth):
        a, b = read[op.src_start : op.src_end], truth[op.dest_start : op.dest_end]
        if op.tag == "equal":
            d_for_d += a.count("d")
            s_for_s += sum(a[i] == "s" and a[i + 1].isalpha() for i in range(len(a) - 1))
        elif op.tag == "replace":
            for x, y in zip(a, b):
                b_for_d += x in "bD" and y == "d"
                f_for_s += x in "fl" and y == "s"
    if b_for_d > 1 and b_for_d > 0.5 * d_for_d:
        return "gothic"
    return "long-s" if f_for_s > 1 and f_for_s > s_for_s else "later"


def swallows(read, meant):
    return any(mark in read and mark not in meant for mark in ".,;:")


def unseen_of(path, table):
    """The rows of another table for what this one has not."""
    if not path.exists():
        return []
    seen = {tuple(row.split("\t")[:2]) for row in table}
    rows = [row for row in path.read_text(encoding="utf-8").splitlines() if row and not row.startswith("#")]
    rows = [row.split("\t")[:3] for row in rows]
    return ["\t".join(row) for row in rows if tuple(row[:2]) not in seen]


def is_artefact(read, meant):
    """Some transcripts have ff for the ligature of a long s and an i."""
    return "ff" in meant and "s" in read


def learn(ontwar, least, rows):
    """The rows of a table as `dict learn` makes it, without what is no confusion of letters."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in rows))
        file.flush()
        learn = [ontwar, "dict", "learn", "--least", least, "-q", file.name]
        learnt = subprocess.run(learn, check=True, capture_output=True, text=True).stdout
    table = [line for line in learnt.splitlines() if line and not line.startswith("#")]
    # A mark of punctuation stands between two words whose blank was lost more often than for a letter.
    # Nor is a mark inside a word ever nothing: what lost its blank there is two words.
    table = [line for line in table if line.split("\t")[0].strip(".,;:-") and not swallows(*line.split("\t")[:2])]
    return [line for line in table if not is_artefact(*line.split("\t")[:2])]


def likelier(table, more):
    """Of each confusion the row of the two tables that has it oftener."""
    rows = {}
    for line in (*table, *more):
        read, meant, weight, *_ = line.split("\t")
        if (read, meant) not in rows or float(weight) > float(rows[read, meant].split("\t")[2]):
            rows[read, meant] = line
    return sorted(rows.values())


def segments(path, half, without, worst):
    """The segments of a file, or of one half of its documents, by their kinds; what was not read is left out."""
    found, documents = {"later": [], "long-s": [], "gothic": []}, []
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        document = row["id"].split(":")[0]
        if document not in documents[-1:]:
            documents.append(document)
        if half not in (None, "ab"[(len(documents) + 1) % 2]) or row["id"].split("/")[0] in without:
            continue
        read, truth = plain(row["text"]), plain(row["truth"])
        errors, of = Levenshtein.normalized_distance(read, truth), kind(read, truth)
        if errors <= (worst if of != "later" else LATER_WORST * worst):
            found[of].append({"text": read, "truth": truth})
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs")
    parser.add_argument("ontwar")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--worst", type=float, default=0.25)
    parser.add_argument("--least", default="2")
    parser.add_argument("--fewest", type=int, default=8)
    parser.add_argument("--more")
    arguments = parser.parse_args()
    found = segments(arguments.pairs, arguments.half, arguments.without, arguments.worst)
    more = segments(arguments.more, arguments.half, [], arguments.worst)["later"] if arguments.more else []
    arguments.out.mkdir(parents=True, exist_ok=True)
    tables = {"confusions": found["later"], "long-s": found["long-s"], "gothic": found["gothic"]}
    for name, rows in tables.items():
        print(f"{name}: {len(rows)} segments")
        if len(rows) < arguments.fewest:
            continue
        table = learn(arguments.ontwar, arguments.least, rows)
        # Modern scans and later print are read by the same engines, and so is the rest of the letters beside a long s.
        if name == "confusions":
            table = sorted(table + unseen_of(arguments.out.parent / "confusions.tsv", table))
            table = likelier(table, learn(arguments.ontwar, arguments.least, more)) if more else table
        elif name == "long-s" and len(rows) < FEW:
            seen_often = lambda row: "s" in row[1] and int(row[3]) >= OFTEN
            table = [line for line in table if seen_often(line.split("\t"))]
            table = sorted(table + unseen_of(arguments.out / "confusions.tsv", table))
        head = f"# {HEADS[name]}\n# Learnt by alignment. read\tmeant\tweight\tcount\n"
        (arguments.out / f"{name}.tsv").write_text(head + "".join(f"{row}\n" for row in table), encoding="utf-8")


if __name__ == "__main__":
    main()
