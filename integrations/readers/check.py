#!/usr/bin/env python3
"""Reads what `ontwar clean --format hocr` writes with the readers that others use.

    python check.py ONTWAR [HOCR …]

For each hOCR (a page of two columns with mistakes if none is given): the
words that OCRmyPDF's parser, hocr-tools and archive-hocr-tools find are those
that ontwar's own reader finds, in the same order; no word is there twice; and
`ontwar revert` gives the file back byte for byte. A reader that is not
installed is passed over, and said so; with `--all` that is a failure.
"""

import json
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

LEFT = ["Het geldt voor dejaren 2022", "en later. Het oude gebouw van", "het gemeenternuseum is vandaag", "weer open voor wie wil komen."]
RIGHT = ["Door de regen staat het water", "hoger dan in jaren is gemeten.", "De pompen draaien dag en nacht", "en het dorp blijft droog."]


def example() -> str:
    """A page of two columns whose lines an engine ran together."""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title></title>',
        "<meta name='ocr-system' content='an engine'/></head><body>",
        "<div class='ocr_page' id='page_1' title='image \"a.png\"; bbox 0 0 1200 400; ppageno 0; scan_res 300 300'>",
        "<div class='ocr_carea' id='block_1' title='bbox 50 100 1150 300'><p class='ocr_par' id='par_1' title='bbox 50 100 1150 300'>",
    ]
    for row, pair in enumerate(zip(LEFT, RIGHT)):
        top = 100 + 40 * row
        out.append(f"<span class='ocr_line' id='line_{row}' title='bbox 50 {top} 1150 {top + 30}; baseline 0 -6'>")
        words = []
        for left, text in zip((50, 650), pair):
            for word in text.split():
                right = left + 15 * len(word)
                words.append(
                    f"<span class='ocrx_word' id='word_{row}_{left}' title='bbox {left} {top} {right} {top + 30}; x_wconf 91'>{word}</span>"
                )
                left = right + 15
        out.append("\n".join(words) + "</span>\n")
    out.append("</p></div></div></body></html>\n")
    return "".join(out)


def ocrmypdf_words(path: Path) -> list[str]:
    from ocrmypdf.hocrtransform import HocrParser

    def words(element):
        if element.text:
            yield element.text
        for child in element.children:
            yield from words(child)

    return [word for text in words(HocrParser(path).parse()) for word in text.split()]


def hocr_tools_words(path: Path) -> list[str]:
    # hocr-tools is a set of scripts; this is what its hocr-lines does, for Tesseract's other kinds of line too.
    from lxml import html

    kinds = " or ".join(f"@class='ocr_{kind}'" for kind in ("line", "header", "caption", "textfloat", "footer"))
    lines = html.parse(str(path)).xpath(f"//*[{kinds}]")
    return [word for line in lines for word in line.text_content().split()]


def archive_words(path: Path) -> list[str]:
    from hocr.parse import hocr_page_iterator
    from hocr.text import hocr_page_text

    return [word for page in hocr_page_iterator(str(path)) for word in hocr_page_text(page).split()]


READERS = {"OCRmyPDF": ocrmypdf_words, "hocr-tools": hocr_tools_words, "archive-hocr-tools": archive_words}


def own_words(ontwar: str, path: Path) -> list[str]:
    """The words as ontwar reads the file, left as they are."""
    run = subprocess.run([ontwar, "clean", "--no-repair", "--no-layout", str(path)], capture_output=True, check=True)
    document = json.loads(run.stdout)
    fields = [document["title"], document["footer"]]
    if any(span["path"] == "/date/text" for span in document["spans"]):
        fields.append(document["date"]["text"])
    for section in document["sections"]:
        fields += [section["heading"], section["subheading"]]
        fields += [paragraph["text"] for paragraph in section["paragraphs"]]
    words = [word for field in fields if field for word in field.split()]
    return words + [word for gone in document["discarded"] for word in gone["text"].split()]


def main() -> int:
    arguments = [argument for argument in sys.argv[1:] if argument != "--all"]
    ontwar, paths = arguments[0], [Path(path) for path in arguments[1:]]
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        if not paths:
            paths = [Path(folder) / "example.hocr"]
            paths[0].write_text(example(), encoding="utf-8")
        for path in paths:
            repaired = Path(folder) / "repaired.hocr"
            subprocess.run([ontwar, "clean", "--format", "hocr", "--output", str(repaired), str(path)], check=True)
            back = subprocess.run([ontwar, "revert", str(repaired)], capture_output=True, check=True).stdout
            if back != path.read_bytes():
                print(f"{path}: does not revert to its bytes")
                failed = True
            wanted = sorted(unicodedata.normalize("NFKC", " ".join(own_words(ontwar, repaired))).split())
            orders = {}
            for name, read in READERS.items():
                try:
                    orders[name] = read(repaired)
                except ImportError as missing:
                    print(f"{name}: not installed ({missing}), passed over")
                    failed |= "--all" in sys.argv
                    continue
                # OCRmyPDF resolves ligatures and the like.
                orders[name] = unicodedata.normalize("NFKC", " ".join(orders[name])).split()
                if sorted(orders[name]) != wanted:
                    print(f"{path}: {name} reads other words: {set(orders[name]) ^ set(wanted)}")
                    failed = True
            if len({tuple(words) for words in orders.values()}) > 1:
                print(f"{path}: not all read the same order")
                failed = True
            if path.name == "example.hocr":
                text = " ".join(next(iter(orders.values()), []))
                for part in ["geldt voor de jaren 2022 en later. Het oude gebouw van het gemeentemuseum is vandaag weer open", "hoger dan in jaren is gemeten. De pompen draaien"]:
                    if orders and part not in text:
                        print(f"{path}: {part!r} is not in what was read: {text}")
                        failed = True
            print(f"{path.name}: {len(wanted)} words, read by {', '.join(orders) or 'nobody'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
