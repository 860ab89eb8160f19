#!/usr/bin/env python3
"""Has Tesseract read the line images of a corpus of transcribed print, as aligned pairs.

    lines.py CLONE OUT.jsonl [--lines 15] [--model frk]

CLONE is one of jbaiter/archiscribe-corpus: line images of German books of 1800 to 1900 with their transcripts (CC BY 4.0). So
many lines of each book are read; a line, or some lines of a book one after the other, are a row of `id`
(AR/BOOK:place), `text` and `truth`. What is read with more than three errors in ten is left out. The same input gives the
same rows. Needs Tesseract with the model named, and the packages pillow, numpy and rapidfuzz.
"""
import argparse
import collections
import io
import json
import pathlib
import random
import subprocess
import sys
import tempfile

from PIL import Image, ImageOps
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "packs"))
import kinds
from printed import WORST, read

MARGIN = 12  # white around a line
SHORTEST = 15  # letters of a transcript
RUNS = [1, 1, 3, 6, 9]


def plain(text):
    return " ".join(kinds.plain(text).split())


class Clone:
    def __init__(self, folder):
        self.git = ["git", "-C", str(folder / "repo" if (folder / "repo").exists() else folder)]

    def run(self, *command):
        return subprocess.run([*self.git, *command], check=True, capture_output=True).stdout

    def books(self):
        """The lines of each book, without their endings."""
        books = collections.defaultdict(list)
        for path in self.run("ls-tree", "-r", "--name-only", "HEAD", "transcriptions").decode().splitlines():
            if path.endswith(".txt"):
                books[path.rsplit("_", 1)[0].removeprefix("transcriptions/")].append(path[:-4])
        return dict(sorted(books.items()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("clone", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--lines", type=int, default=15)
    parser.add_argument("--model", default="frk")
    arguments = parser.parse_args()
    clone, r, rows = Clone(arguments.clone), random.Random(3), []
    with tempfile.TemporaryDirectory() as work:
        folder, lines = pathlib.Path(work), []
        for book, paths in clone.books().items():
            r.shuffle(paths)
            for path in paths[: arguments.lines]:
                truth = plain(clone.run("show", f"HEAD:{path}.txt").decode())
                if len(truth) >= SHORTEST:
                    image = Image.open(io.BytesIO(clone.run("show", f"HEAD:{path}.png"))).convert("L")
                    to = folder / f"{len(lines)}.png"
                    ImageOps.expand(image, MARGIN, 255).save(to)
                    lines.append((book, truth, to))
        texts = read([to for *_, to in lines], arguments.model, folder, mode="7")
    of_book = collections.defaultdict(list)
    for (book, truth, _), text in zip(lines, texts):
        if (text := plain(text)) and Levenshtein.distance(text, truth) <= WORST * len(truth):
            of_book[book].append((text, truth))
    for book, pairs in of_book.items():
        at = 0
        while at < len(pairs):
            run = pairs[at : at + r.choice(RUNS)]
            text, truth = (" ".join(of) for of in zip(*run))
            rows.append({"id": f"AR/{book.replace('/', '-')}:{at}", "text": text, "truth": truth})
            at += len(run)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    arguments.out.write_text(lines, encoding="utf-8")
    print(f"{len(rows)} segments of {len(of_book)} books")


if __name__ == "__main__":
    main()
