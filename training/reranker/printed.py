#!/usr/bin/env python3
"""Prints texts in the type of a period, wears the pages as scans are worn, and has Tesseract read them.

    printed.py TEXTS FONTS OUT_DIR [--segments 70] [--only NAME ...]

TEXTS is what `gather.py` made of printed.toml beside this, FONTS the folder of the families that it names (`npm install
@fontsource/...`, its folder node_modules/@fontsource). Of each source writes OUT_DIR/NAME.jsonl, rows of `id`, `text` and
`truth`, of a line, of a paragraph of some lines, or of a page of a dozen. What is read with more than three errors in ten is
left out. The same input gives the same pictures. Needs Tesseract with the models named, and the packages pillow, numpy and
rapidfuzz.
"""
import argparse
import json
import os
import pathlib
import random
import re
import subprocess
import tempfile
import tomllib

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from rapidfuzz.distance import Levenshtein

HERE = pathlib.Path(__file__).resolve().parent
SIZE, MARGIN = 44, 30  # letters of ten points at 300 dots an inch
LINES = [1, 1, 4, 6, 12]
WORST = 0.3


def fonts_of(folder, family):
    files = folder / family / "files"
    main = ImageFont.truetype(str(files / f"{family}-latin-400-normal.woff"), SIZE)
    more = files / f"{family}-latin-ext-400-normal.woff"
    return main, ImageFont.truetype(str(more), SIZE) if more.exists() else None


def printed(text, long_s):
    return re.sub(r"s(?=\w)", "ſ", text) if long_s else text


def set_lines(text, font, width):
    lines, line = [], ""
    for word in text.split():
        if line and font.getlength(f"{line} {word}".replace("ſ", "f")) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def draw_line(draw, at, text, fonts, ink):
    x, y = at
    for run in filter(None, re.split("(ſ)", text)):
        font = fonts[1] if run == "ſ" else fonts[0]
        draw.text((x, y), run, font=font, fill=ink, anchor="ls")
        x += font.getlength(run)


def picture(lines, fonts, r):
    """The lines as a scanner gives them."""
    width = int(max(fonts[0].getlength(line.replace("ſ", "f")) for line in lines)) + 2 * MARGIN
    step = int(SIZE * r.uniform(1.15, 1.4))
    paper, ink = r.choice([255, 245, 225, 205]), r.choice([10, 40, 80, 110])
    image = Image.new("L", (width, step * len(lines) + 2 * MARGIN), paper)
    draw = ImageDraw.Draw(image)
    for at, line in enumerate(lines):
        draw_line(draw, (MARGIN, MARGIN + step * at + SIZE), line, fonts, ink)
    if r.random() < 0.4:  # the other side of the leaf shines through
        back = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).filter(ImageFilter.GaussianBlur(3))
        image = Image.blend(image, back, r.uniform(0.05, 0.25))
    image = image.rotate(r.uniform(-0.4, 0.4), fillcolor=paper, resample=Image.Resampling.BILINEAR)
    share = r.uniform(0.42, 0.7)  # 125 to 210 dots an inch
    image = image.resize((int(image.width * share), int(image.height * share)), Image.Resampling.BILINEAR)
    image = image.filter(ImageFilter.GaussianBlur(r.uniform(0.2, 0.8)))
    noise = np.random.default_rng(r.getrandbits(32))
    grey = np.asarray(image, dtype=float)
    # Ink that ran or did not take, in spots, and grain.
    spots = Image.fromarray(noise.normal(0, 1, (image.height // 6 + 2, image.width // 6 + 2)).astype("f"))
    spots = np.asarray(spots.resize(image.size, Image.Resampling.BICUBIC))
    grey = grey + r.uniform(0, 20) * spots + noise.normal(0, r.uniform(2, 15), grey.shape)
    if r.random() < 0.5:
        grey = np.where(grey < (paper + ink) / 2 + r.uniform(-25, 25), 0, 255)
    return Image.fromarray(np.clip(grey, 0, 255).astype("u1"))


def segments(source, texts, fonts, many, r):
    """The lines of each segment and what they are printed with."""
    paragraphs = (texts / f"{source['name']}.txt").read_text(encoding="utf-8").replace("\u2060", "").splitlines()
    words = " ".join(paragraphs).split()
    for _ in range(many):
        family = r.choice(source["fonts"])
        start = r.randrange(max(1, len(words) - 250))
        lines = set_lines(" ".join(words[start : start + 200]), fonts[family][0], r.choice([700, 1000, 1300]))
        yield [printed(line, source.get("long_s")) for line in lines[: r.choice(LINES)]], fonts[family]


def read(paths, model, folder, mode="6"):
    """What Tesseract makes of some pictures, in a page mode."""
    names = folder / "names.txt"
    names.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    out = folder / "read"
    run = ["tesseract", str(names), str(out), "-l", model, "--psm", mode]
    subprocess.run(run, check=True, capture_output=True, env={**os.environ, "OMP_THREAD_LIMIT": "1"})
    return out.with_suffix(".txt").read_text(encoding="utf-8").split("\f")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("texts", type=pathlib.Path)
    parser.add_argument("fonts", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--segments", type=int, default=70)
    parser.add_argument("--only", nargs="*")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for source in tomllib.loads((HERE / "printed.toml").read_text(encoding="utf-8"))["source"]:
        name = source["name"]
        if arguments.only and name not in arguments.only:
            continue
        r = random.Random(name)
        fonts = {family: fonts_of(arguments.fonts, family) for family in source["fonts"]}
        rows = []
        with tempfile.TemporaryDirectory() as work:
            folder = pathlib.Path(work)
            of_model = {model: [] for model in source["models"]}
            for at, (lines, of) in enumerate(segments(source, arguments.texts, fonts, arguments.segments, r)):
                path = folder / f"{at}.png"
                picture(lines, of, r).save(path, dpi=(150, 150))
                of_model[source["models"][at % len(source["models"])]].append((at, path, lines))
            for model, pages in of_model.items():
                for (at, _, lines), text in zip(pages, read([path for _, path, _ in pages], model, folder)):
                    truth, text = " ".join(lines).replace("ſ", "s"), " ".join(text.replace("ſ", "s").split())
                    if text and Levenshtein.distance(text, truth) <= WORST * len(truth):
                        # Neighbours in a file are of one document for who takes halves of it.
                        rows.append({"id": f"{name}/{at // 5}:{at}", "text": text, "truth": truth})
        rows.sort(key=lambda row: int(row["id"].rpartition(":")[2]))
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (arguments.out / f"{name}.jsonl").write_text(text, encoding="utf-8")
        errors = sum(Levenshtein.distance(row["text"], row["truth"]) for row in rows)
        print(f"{name}\t{len(rows)} segments\t{errors / max(1, sum(len(row['truth']) for row in rows)):.3f} errors", flush=True)


if __name__ == "__main__":
    main()
