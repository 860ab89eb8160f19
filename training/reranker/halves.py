#!/usr/bin/env python3
"""Makes the two halves of aligned pairs, and for each a pack that has learnt from it alone.

    halves.py PAIRS.jsonl PACK_DIR WORK_DIR --ontwar ONTWAR [--packs PACKS --road LANGUAGE.toml --corpus CORPUS_DIR]
              [--worst .25] [--fewest 30] [--without COLLECTION ...] [--more PAIRS.jsonl] [--measure]

PAIRS.jsonl has rows of `id` (document:place), `text` and `truth`; documents take turns in two halves, a and b. For each
half a copy of PACK_DIR is made in WORK_DIR whose old layer knows nothing of the other half: words and pairs of words
(only where `--packs` is given, the program of training/packs: other packs take no words from pairs) and confusions
(training/packs/kinds.py). Writes `a.jsonl`, `b.jsonl`, `a.pack`, `b.pack`, from which `learn.py` beside this learns.
With `--more` the halves have other pairs too, of which confusions are learnt by themselves (training/packs/kinds.py).

With `--measure` the halves that lie there are measured: half b, read by ONTWAR with the pack of a. That says how well
pages are mended that were not learnt from only where the forest in ONTWAR was learnt from half a alone (`learn.py --half
a`, and build). Writes what became of it to WORK_DIR/b.out.jsonl, and prints by how badly it was read: segments,
character error rate before and after, improvement, segments better, same, worse. Quotes and dashes count as one, and
white space. Needs the package rapidfuzz.
"""
import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import unicodedata

from rapidfuzz.distance import Levenshtein

HERE = pathlib.Path(__file__).resolve().parent
FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-"})
BANDS = [0.02, 0.04, 0.08, 0.16, 9.0]


def plain(text):
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text or "").translate(FOLD)).strip()


def text_of(document):
    """The running text of a document as the program writes it."""
    parts = [document.get("title")]
    for section in document.get("sections", []):
        parts += [section.get("heading"), section.get("subheading")]
        parts += [p["text"] if isinstance(p, dict) else p for p in section.get("paragraphs", [])]
    footer = document.get("footer")
    parts.append(footer.get("text") if isinstance(footer, dict) else footer)
    return document.get("text") or " ".join(part for part in parts if part)


def halves(path):
    """The rows of each half. Documents take turns, in the order of the file, as in training/packs."""
    rows, documents = {"a": [], "b": []}, []
    with open(path, encoding="utf-8") as file:
        for row in map(json.loads, file):
            document = row["id"].split(":")[0]
            if document not in documents[-1:]:
                documents.append(document)
            rows["ab"[(len(documents) + 1) % 2]].append(row)
    return rows


def run(command, **more):
    return subprocess.run([str(part) for part in command], check=True, text=True, stdout=subprocess.PIPE, **more).stdout


def make_pack(half, arguments):
    """The pack that knows but one half."""
    folder, pack = arguments.work / half, arguments.work / f"{half}.pack"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(arguments.pack_dir, folder)
    old = folder / "historical"
    if arguments.packs:
        for name in ("words", "rare", "bigrams"):
            for path in old.glob(f"{name}.tsv*"):
                path.unlink()
        run([arguments.packs, arguments.road, arguments.corpus, folder, "--pairs", arguments.pairs, "--half", half])
    for path in old.glob("gothic.tsv"):
        path.unlink()
    kinds = [sys.executable, HERE.parent / "packs" / "kinds.py", arguments.pairs, arguments.ontwar, old, "--half", half]
    without = [part for name in arguments.without for part in ("--without", name)]
    kinds += ["--more", arguments.more] if arguments.more else []
    print(run([*kinds, "--worst", arguments.worst, "--fewest", arguments.fewest, *without]), end="")
    run([arguments.ontwar, "dict", "build", folder, "-q", "-o", pack])
    return pack


def measure(half, rows, out):
    """Prints the figures of a half, and of its segments by how badly they were read."""
    bands = {}
    for row, new in zip(rows, out, strict=True):
        truth, read = plain(row["truth"]), plain(row["text"])
        before, after = Levenshtein.distance(read, truth), Levenshtein.distance(plain(text_of(new)), truth)
        of = next(i for i, band in enumerate(BANDS) if before < band * max(1, len(truth)))
        for key in ("all", of):
            sums = bands.setdefault(key, [0] * 7)
            more = [1, len(truth), before, after, after < before, after == before, after > before]
            bands[key] = [a + b for a, b in zip(sums, more)]
    for key, (count, letters, before, after, better, same, worse) in sorted(bands.items(), key=str):
        name = "all" if key == "all" else f"below {BANDS[key]:.2f}"
        gain = 100 * (before - after) / max(1, before)
        print(f"{half}\t{name}\t{count}\t{before / letters:.4f}\t{after / letters:.4f}\t{gain:.2f} %\t{better}\t{same}\t{worse}\t{100 * worse / count:.1f} %")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("pairs", type=pathlib.Path)
    parser.add_argument("pack_dir", type=pathlib.Path)
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--ontwar", required=True)
    parser.add_argument("--packs")
    parser.add_argument("--road")
    parser.add_argument("--corpus")
    parser.add_argument("--worst", default="0.25")
    parser.add_argument("--fewest", default="30")
    parser.add_argument("--without", action="append", default=[])
    parser.add_argument("--more", type=pathlib.Path)
    parser.add_argument("--measure", action="store_true")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    rows = halves(arguments.pairs)
    if arguments.measure:
        print("half\tread with errors\tsegments\tcer\tafter\timprovement\tbetter\tsame\tworse\tshare worse")
        text = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows["b"])
        out = run([arguments.ontwar, "--no-config", "stream", "--pack", arguments.work / "a.pack"], input=text)
        (arguments.work / "b.out.jsonl").write_text(out, encoding="utf-8")
        measure("b", rows["b"], [json.loads(line) for line in out.splitlines()])
        return
    for half, more in (halves(arguments.more) if arguments.more else {}).items():
        rows[half] += more
    for half, of in rows.items():
        make_pack(half, arguments)
        (arguments.work / f"{half}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in of), encoding="utf-8")


if __name__ == "__main__":
    main()
