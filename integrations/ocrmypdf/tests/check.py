#!/usr/bin/env python3
"""Real runs of OCRmyPDF with the plugin, against runs without it.

    python check.py ONTWAR [--language nld]

Draws pages of fixtures/pages, spoils them as a scanner would, and makes one
PDF of them. What must hold: with the plugin at least as many words are right
as without, in both renderers; the sidecar has the words of the text layer;
the result is the same for one job and for two; and where ontwar fails the
output is what it would be without the plugin.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import textwrap
from collections import Counter
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = Path(__file__).resolve()
PAGES = HERE.parents[3] / "fixtures" / "pages"
# One column and several: repair and order are both at work.
NAMES = ["een-60", "gemeente-3"]


def truth(name: str) -> str:
    document = json.loads((PAGES / name / "truth.json").read_text(encoding="utf-8"))
    parts = [document.get("title"), document.get("footer")]
    for section in document.get("sections", []):
        parts += [section.get("heading"), section.get("subheading")]
        parts += [section.get("text")]
        parts += [paragraph["text"] if isinstance(paragraph, dict) else paragraph for paragraph in section.get("paragraphs", [])]
    return "\n".join(part for part in parts if part)


def font(size: int):
    for name in ("DejaVuSerif.ttf", "LiberationSerif-Regular.ttf"):
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def scan(text: str, seed: int) -> Image.Image:
    """A page with the text on it, blurred and spotted, at 150 dots an inch."""
    chance = random.Random(seed)
    page = Image.new("L", (1240, 1754), 250)
    pen = ImageDraw.Draw(page)
    top = 90
    for paragraph in text.split("\n"):
        for line in textwrap.wrap(paragraph, 74):
            pen.text((90, top), line, fill=60, font=font(24))
            top += 33
        top += 14
    page = page.filter(ImageFilter.GaussianBlur(1.0))
    pixels = page.load()
    for _ in range(9_000):
        x, y = chance.randrange(page.width), chance.randrange(page.height)
        pixels[x, y] = chance.choice((40, 90, 255))
    return page.resize((1860, 2631), Image.Resampling.BILINEAR)


def run(pdf: Path, out: Path, language: str, *arguments: str, environment=None) -> tuple[str, str, str]:
    sidecar = out.with_suffix(".txt")
    command = [sys.executable, "-m", "ocrmypdf", "-l", language, "--force-ocr", "--output-type", "pdf", "--optimize", "0"]
    # A machine that is busy with other things reads no less.
    command += ["--tesseract-timeout", "900", "--tesseract-non-ocr-timeout", "900"]
    command += ["--sidecar", str(sidecar), *arguments, str(pdf), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{done.stderr}")
    layer = subprocess.run(["pdftotext", str(out), "-"], capture_output=True, text=True, check=True).stdout
    return layer, sidecar.read_text(encoding="utf-8"), done.stderr


def words(text: str) -> Counter:
    return Counter(word.strip(".,;:!?()\"'“”‘’") for word in text.split())


def scores(text: str, wanted: str) -> tuple[float, float]:
    found, right = words(text), words(wanted)
    both = sum((found & right).values())
    return both / max(sum(right.values()), 1), both / max(sum(found.values()), 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("ontwar")
    parser.add_argument("--language", default="nld")
    arguments = parser.parse_args()
    program = ("--plugin", "ontwar_ocrmypdf", "--ontwar-program", os.path.abspath(arguments.ontwar))
    wanted = "\n".join(truth(name) for name in NAMES)
    failed = []

    def check(holds: bool, what: str) -> None:
        print(("ok    " if holds else "FAILS ") + what)
        if not holds:
            failed.append(what)

    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        scans = [scan(truth(name), seed) for seed, name in enumerate(NAMES)]
        pdf = folder / "scan.pdf"
        scans[0].save(pdf, save_all=True, append_images=scans[1:], resolution=225.0)
        plain, plain_sidecar, _ = run(pdf, folder / "plain.pdf", arguments.language)
        before = scores(plain, wanted)
        for renderer in ("auto", "sandwich"):
            more = ("--pdf-renderer", renderer)
            layer, sidecar, _ = run(pdf, folder / f"{renderer}.pdf", arguments.language, *program, *more)
            after = scores(layer, wanted)
            figures = "recall {:.3f} -> {:.3f}, precision {:.3f} -> {:.3f}".format(before[0], after[0], before[1], after[1])
            check(after[0] >= before[0] and after[1] >= before[1], f"{renderer}: {figures}")
            check(scores(sidecar, wanted)[0] >= before[0], f"{renderer}: the sidecar is repaired too")
            # Words broken at a line end are whole in the sidecar and halves in the layer, and noise is not in it.
            check(scores(sidecar, wanted)[0] >= after[0] - 0.05, f"{renderer}: the sidecar has what the layer has")
        again, _, _ = run(pdf, folder / "jobs.pdf", arguments.language, *program, "--jobs", "2")
        once, _, _ = run(pdf, folder / "job.pdf", arguments.language, *program, "--jobs", "1")
        check(again == once, "the same with one job and with two")
        broken = ("--plugin", "ontwar_ocrmypdf", "--ontwar-program", sys.executable)
        left, left_sidecar, said = run(pdf, folder / "broken.pdf", arguments.language, *broken)
        check(left == plain and left_sidecar == plain_sidecar, "a repair that fails leaves the page as it was")
        check("left as Tesseract read" in said, "and says so")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
