#!/usr/bin/env python3
"""Makes pages of many kinds as engines read them, with what is true of them. No page is printed: see README.md.

make.py [--kinds K,K…] [--modes M,M…] [--language L] [--part N/M] --count N --seed S --out PAGES.jsonl TEXT…     a page a line
make.py … --cases DIR TEXT…     folders NAME-KIND with input.txt and truth.json, as `ontwar eval` scores them
make.py … --files DIR TEXT…     NAME.txt, NAME.tsv and NAME.truth.json, as the learners read them

TEXT is a file or a folder of files of .txt or .txt.xz with a paragraph a line. A kind may be written twice to be made twice as often;
`columns`, `single` and `all` stand for many.
"""
import argparse, json, os, random
from corpus import Corpus
from leaflets import Leaflets
import engine, kinds, noise

GROUPS = {"columns": list(kinds.COLUMNS), "single": list(kinds.SINGLES), "all": list(kinds.COLUMNS) * 2 + list(kinds.SINGLES)}


def page_of(corpus, kind, mode, seed, scan=False, pictures=False):
    r = random.Random(f"{seed}-{kind}-{mode}")
    while True:
        page = kinds.make(kind, corpus, r)
        if 3 <= len(page.lines) <= 400:
            break
    clean = mode in ("pdftotext", "layout")
    if scan:
        import scan as scanner
        return page, scanner.read(page, mode, r, corpus.language, pictures)
    rows = engine.read(page, mode, r)
    noise.spoil(rows, noise.plan(r) if not clean else dict.fromkeys(["letters", "merged", "split", "marks", "plain", "edges", "lost", "quotes"], 0) | {"bullet": None}, r)
    return page, rows


def text_of(rows):
    out = []
    for row in rows:
        out += [""] * row.blank
        out.append("".join((" " * t.blanks if n or t.blanks > 1 else "") + t.text for n, t in enumerate(row.tokens)))
    return "\n".join(out) + "\n"


def cells_of(page):
    return {str(n): line.cells for n, line in enumerate(page.lines) if len(line.cells) > 1}


def record(name, kind, mode, language, page, rows):
    return {"id": name, "kind": kind, "mode": mode, "language": language, "text": text_of(rows),
            "tokens": [[t.first, t.count, t.line] if t.line >= 0 else None for row in rows for t in row.tokens],
            "words": [word[0] for line in page.lines if not line.debris for word in line.words],
            "lines": [[line.zone, line.column, line.part] for line in page.lines], "cells": cells_of(page),
            "parts": [{"kind": p["kind"], "what": p["what"], "article": p["article"]} for p in page.parts], "zones": page.zones}


def case(kind, mode, language, page):
    """What `ontwar eval` and its like ask: title, sections and their text in reading order."""
    sections, title, date, footer, now = [], None, None, None, None
    words = {}
    for line in page.lines:
        if not line.debris:
            words.setdefault(line.part, []).append(" ".join(w[0] for w in line.words))
    for number, part in enumerate(page.parts):
        what, text = part["kind"], "\n".join(part["rows"])
        if what == "debris" or number not in words:
            continue
        if what == "title" and title is None:
            title = text
        elif what == "date":
            date = text
        elif what == "footer":
            footer = text
        elif what in ("heading", "title"):
            sections.append({"heading": text, "subheading": None, "text": ""})
        elif what == "subheading" and sections and not sections[-1]["text"] and not sections[-1]["subheading"]:
            sections[-1]["subheading"] = text
        else:
            if not sections:
                sections.append({"heading": None, "subheading": None, "text": ""})
            sections[-1]["text"] += ("\n\n" if sections[-1]["text"] else "") + text
    return {"language": language, "title": title, "date": date, "sections": sections, "footer": footer,
            "columns": max(z["columns"] for z in page.zones), "kind": kind, "mode": mode}


def tsv(page, rows):
    """The words with their places as an engine writes them, ten pixels to a letter's width."""
    out = ["level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"]
    scale, least = 3.0, min([t.left for row in rows for t in row.tokens], default=0)
    block = 1
    for number, row in enumerate(rows, 1):
        block += row.blank > 0
        for nth, t in enumerate(row.tokens, 1):
            size = page.lines[t.line].size if t.line >= 0 else page.press.size
            top = (row.y + page.press.leading * 3 - 0.72 * size) * scale
            out.append(f"5\t1\t{block}\t1\t{number}\t{nth}\t{(t.left - least) * scale + 40:.0f}\t{top:.0f}\t{max(1, (t.right - t.left) * scale):.0f}\t{size * 0.95 * scale:.0f}\t{90 if t.line >= 0 else 30}\t{t.text}")
    return "\n".join(out) + "\n"


def learner_truth(page, rows):
    """For each word as read [zone, column, line, x, kind, part, columns of the zone, what lines are], or null where no word stood."""
    out = []
    for row in rows:
        for t in row.tokens:
            if t.line < 0:
                out.append(None)
                continue
            line = page.lines[t.line]
            out.append([line.zone, line.column, t.line, round(t.left, 1), page.parts[line.part]["kind"], line.part, page.zones[line.zone]["columns"], page.parts[line.part]["what"]])
    return out


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("text", nargs="+")
    ask.add_argument("--kinds", default="all")
    ask.add_argument("--modes", default="psm6,psm6,psm4,psm4,psm3,pdftotext,layout")
    ask.add_argument("--language", default="nl", choices=["nl", "de", "fr", "en"])
    ask.add_argument("--part", default="0/1")
    ask.add_argument("--count", type=int, default=100)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--out")
    ask.add_argument("--cases")
    ask.add_argument("--scan", action="store_true", help="print the pages and have Tesseract read them: some seconds each (scan.py)")
    ask.add_argument("--pictures", action="store_true", help="with --scan: photographs, charts, icons, frames and rules beside the text (pictures.py)")
    ask.add_argument("--nouns", action="store_true", help="make headings of nouns and what belongs to them, as most are, and not of any words")
    ask.add_argument("--files")
    ask.add_argument("--about", type=float, default=0.0, help="the share of sections of which a heading names what its text begins with")
    ask.add_argument("--sections", help="a folder of sections with their own headings (sections.py)")
    ask.add_argument("--sections-of", default="learn", choices=["learn", "measure"], help="which part of them is read")
    ask.add_argument("--share", type=float, default=0.6, help="with --sections: the share of pages that are set from them")
    a = ask.parse_args()
    names = [name for group in a.kinds.split(",") for name in GROUPS.get(group, [group])]
    modes = a.modes.split(",")
    corpus = Corpus(a.text, a.language, *map(int, a.part.split("/")), nouns=a.nouns)
    corpus.about = a.about
    if a.sections:
        corpus.leaflets, corpus.share = Leaflets(a.sections, a.sections_of), a.share
    out = open(a.out, "w", encoding="utf-8") if a.out else None
    for n in range(a.count):
        r = random.Random(f"{a.seed}-{n}")
        kind, mode = names[n % len(names)], r.choice(modes)
        page, rows = page_of(corpus, kind, mode, f"{a.seed}-{n}", a.scan, a.pictures)
        name = f"{n:05d}-{mode}"
        if out:
            out.write(json.dumps(record(f"{name}-{kind}", kind, mode, a.language, page, rows), ensure_ascii=False) + "\n")
        if a.cases:
            folder = os.path.join(a.cases, f"{name}-{kind}")
            os.makedirs(folder, exist_ok=True)
            open(os.path.join(folder, "input.txt"), "w", encoding="utf-8").write(text_of(rows))
            json.dump(case(kind, mode, a.language, page), open(os.path.join(folder, "truth.json"), "w", encoding="utf-8"), ensure_ascii=False)
        if a.files:
            os.makedirs(a.files, exist_ok=True)
            base = os.path.join(a.files, name)
            open(base + ".txt", "w", encoding="utf-8").write(text_of(rows))
            if mode not in ("layout",):
                open(base + ".tsv", "w", encoding="utf-8").write(tsv(page, rows))
            json.dump(learner_truth(page, rows), open(base + ".truth.json", "w"))
            json.dump({"kind": kind, "mode": mode, "language": a.language}, open(base + ".meta.json", "w"))


if __name__ == "__main__":
    main()
