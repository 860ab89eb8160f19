#!/usr/bin/env python3
"""Text as people type it: a blank line after each paragraph, and each of these on one line, or wrapped; some of it signed.

typed.py --count N --seed S [--language L] [--part N/M] DIR TEXT…    DIR/NAME.txt, NAME.truth.json and NAME.meta.json, as learn.py reads them
"""
import argparse, json, os, random, re, sys, textwrap

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../pages"))
from corpus import Corpus

SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-ZÀ-Þ])")


def paragraphs(corpus, r):
    """Whole paragraphs, or short ones: a sentence or two."""
    short = r.random() < 0.6
    for _ in range(r.randint(4, 18)):
        text = r.choice(r.choice(corpus.files))
        if short and r.random() < 0.9:
            sentences = SENTENCE.split(text)
            at = r.randrange(len(sentences))
            text = " ".join(sentences[at:at + r.choice([1, 1, 2])])
        if len(text) > 15:
            yield text


def signed(corpus, r):
    """What stands below a letter, a line each: who signs it, what they are, sometimes of what; a blank line may stand before."""
    closing = [r.choice(corpus.words["closings"]), *([""] if r.random() < 0.6 else [])] if r.random() < 0.7 else []
    return [*closing, corpus.person(r), *(r.choice(corpus.content) for _ in range(r.choice([0, 1, 1]))), *([corpus.name(r)] if r.random() < 0.3 else [])]


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder")
    ask.add_argument("text", nargs="+")
    ask.add_argument("--language", default="nl")
    ask.add_argument("--part", default="0/1")
    ask.add_argument("--count", type=int, default=100)
    ask.add_argument("--seed", type=int, default=1)
    a = ask.parse_args()
    corpus = Corpus(a.text, a.language, *map(int, a.part.split("/")))
    os.makedirs(a.folder, exist_ok=True)
    for n in range(a.count):
        r = random.Random(f"{a.seed}-{n}")
        width = r.choice([None, None, r.randint(50, 100)])
        lines, truth, number, part = [], [], 0, -1
        for part, text in enumerate(paragraphs(corpus, r)):
            for line in textwrap.wrap(text, width) if width else [text]:
                truth += [[0, 0, number, 0.0, "text", part, 1, None] for _ in line.split()]
                lines.append(line)
                number += 1
            lines.append("")
        if r.random() < 0.4:
            for line in signed(corpus, r):
                part += bool(line)
                truth += [[0, 0, number, 0.0, "text", part, 1, None] for _ in line.split()]
                lines.append(line)
                number += bool(line)
        base = os.path.join(a.folder, f"{n:05d}-typed")
        open(base + ".txt", "w", encoding="utf-8").write("\n".join(lines))
        json.dump(truth, open(base + ".truth.json", "w"))
        json.dump({"kind": "typed", "mode": "typed", "language": a.language}, open(base + ".meta.json", "w"))


if __name__ == "__main__":
    main()
