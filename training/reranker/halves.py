#!/usr/bin/env python3
"""How well old print is mended that was not learnt from: each half of the pairs with what was learnt of the other.

    halves.py PAIRS.jsonl PACK_DIR WORK_DIR --ontwar ONTWAR --learner LEARN_RERANKER
              [--packs PACKS --road LANGUAGE.toml --corpus CORPUS_DIR] [--pull .003] [--caution 1] [--worst .25]
              [--fewest 30] [--keep] [--ship]

PAIRS.jsonl has rows of `id` (document:place), `text` and `truth`; documents take turns in two halves, a and b. For each
half a copy of PACK_DIR is made in WORK_DIR whose old layer knows nothing of the other half: words and pairs of words
(only where `--packs` is given, the program of training/packs: other packs take no words from pairs), confusions
(training/packs/kinds.py) and the weights of the evidence (learn.py beside this), which are learnt on the one half read by
the pack of the other and serve for the other. `--caution` is taken off the bias of each sort of change. `--keep` takes
what lies in WORK_DIR already but for the weights. `--ship` then learns the weights from both at once and writes
`WORK_DIR/weights.tsv`.

Writes what each half became to WORK_DIR/a.out.jsonl and b.out.jsonl, and prints for each half and by how badly it was
read: segments, character error rate before and after, improvement, segments better, same, worse. Quotes and dashes
count as one, and white space. Needs the packages rapidfuzz, numpy and scipy.
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
    if not (arguments.keep and folder.exists()):
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
        print(run([*kinds, "--worst", arguments.worst, "--fewest", arguments.fewest]), end="")
    (folder / "historical" / "weights.tsv").unlink(missing_ok=True)
    run([arguments.ontwar, "dict", "build", folder, "-q", "-o", pack])
    return pack


def learn(pairs, arguments):
    """The weights learnt from rows read by a pack that does not know them."""
    command = [sys.executable, HERE / "learn.py", arguments.learner, *pairs, "--caution", arguments.caution]
    return run(command + (["--pull", arguments.pull] if arguments.pull else []), stderr=subprocess.DEVNULL)


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
    parser.add_argument("--learner", required=True)
    parser.add_argument("--packs")
    parser.add_argument("--road")
    parser.add_argument("--corpus")
    parser.add_argument("--pull")
    parser.add_argument("--caution", type=float, default=0.0)
    parser.add_argument("--worst", default="0.25")
    parser.add_argument("--fewest", default="30")
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--language")
    parser.add_argument("--ship", action="store_true")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    rows = halves(arguments.pairs)
    told = ["--language", arguments.language] if arguments.language else []
    packs, files = {}, {}
    for half, of in rows.items():
        packs[half] = make_pack(half, arguments)
        files[half] = arguments.work / f"{half}.jsonl"
        files[half].write_text("".join(json.dumps(row) + "\n" for row in of), encoding="utf-8")
    print("half\tread with errors\tsegments\tcer\tafter\timprovement\tbetter\tsame\tworse\tshare worse")
    for half, other in (("b", "a"), ("a", "b")):
        # What the half taught by which it is read was read by the pack of the half that is measured.
        weights = learn([packs[half], files[other]], arguments)
        folder = arguments.work / other
        (folder / "historical" / "weights.tsv").write_text(weights, encoding="utf-8")
        run([arguments.ontwar, "dict", "build", folder, "-q", "-o", packs[other]])
        text = "".join(json.dumps({"id": row["id"], "text": row["text"]}) + "\n" for row in rows[half])
        out = run([arguments.ontwar, "--no-config", "stream", "--pack", packs[other], *told], input=text)
        (arguments.work / f"{half}.out.jsonl").write_text(out, encoding="utf-8")
        measure(half, rows[half], [json.loads(line) for line in out.splitlines()])
        (folder / "historical" / "weights.tsv").unlink()
        run([arguments.ontwar, "dict", "build", folder, "-q", "-o", packs[other]])
    if arguments.ship:
        both = learn([packs["a"], files["b"], packs["b"], files["a"]], arguments)
        (arguments.work / "weights.tsv").write_text(both, encoding="utf-8")


if __name__ == "__main__":
    main()
