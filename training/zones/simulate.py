#!/usr/bin/env python3
"""Sets pages as text, as an engine that reads straight across would read them, for learning where columns are.

simulate.py OUT.jsonl PAGES SEED CORPUS… [--kinds KIND,…]

A corpus is a text file (.txt or .txt.xz) with a paragraph a line; nothing of it is kept but what OUT.jsonl quotes. A row
a page: its `kind`, its `text`, the `order` (for each token, parted by white space, its place in the true reading order;
-1 for debris; a place is skipped between columns), and the `zones` (first line, line after the last, columns), lines
counted without blank ones.
"""
import argparse, json, lzma, random, re

# Advance widths of U+0020 to U+007E in hundredths of an average letter, as in src/layout/width.rs.
WIDTHS = [57, 67, 83, 115, 115, 187, 158, 40, 73, 73, 98, 125, 57, 73, 57, 61, 115, 115, 115, 115, 115, 115, 115, 115, 115, 115, 61, 61, 125, 125, 125, 108,
          210, 152, 145, 151, 157, 139, 127, 163, 157, 67, 96, 152, 127, 188, 157, 163, 132, 163, 151, 132, 133, 157, 152, 206, 152, 152, 133, 67, 61, 67, 102, 115,
          73, 108, 115, 102, 115, 108, 67, 115, 115, 55, 55, 109, 55, 175, 115, 115, 115, 115, 73, 96, 61, 115, 109, 157, 109, 109, 102, 90, 50, 90, 122]


class Source:
    """Text to print, from some corpora, each as likely as any other."""

    def __init__(self, paths, r):
        self.corpora = []
        for path in paths:
            data = (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8").read(6_000_000)
            rows = [re.sub(r" ([.,;:!?)])", r"\1", re.sub(r"([(„]) ", r"\1", re.sub(r"\s+", " ", row))).strip() for row in data.split("\n")]
            rows = [row for row in rows if 30 < len(row) < 1500 and sum(c.isalpha() for c in row) > 0.7 * len(row)]
            if rows:
                self.corpora.append(rows)

    def use(self, r):
        self.rows = r.choice(self.corpora)

    def paragraph(self, r, most=600):
        at, text = r.randrange(len(self.rows)), ""
        while len(text) < r.uniform(60, most):
            text += " " + self.rows[at % len(self.rows)]
            at += 1
        return text.strip()[:most].rsplit(" ", 1)[0]

    def sentence(self, r):
        return re.split(r"(?<=[.!?]) ", r.choice(self.rows))[0][:160]

    def words(self, r, least, most):
        words = [w.strip(".,;:()\"'") for w in r.choice(self.rows).split()]
        words = [w for w in words if w] or ["het"]
        at = r.randrange(max(1, len(words) - most))
        return words[at:at + r.randint(least, most)]

    def phrase(self, r, least=1, most=4):
        text = " ".join(self.words(r, least, most))
        return text[:1].upper() + text[1:]

    def name(self, r):
        last = max(self.words(r, 1, 8), key=len).capitalize()
        return f"{r.choice('ABCDEFGHJKLMNPRSTVW')}. {last}" if r.random() < 0.5 else f"{r.choice(NAMES)} {last}"


NAMES = "Jan Piet Anna Maria Kees Willem Johanna Hendrik Pieter Sofie Emma Bram Lotte Tom Eva Marie Paul Peter Hans Karl Louise Jean Claire".split()
MONTHS = "januari februari maart april mei juni juli augustus september oktober november december".split()


class Font:
    def __init__(self, r):
        loose = r.uniform(0.0, 0.12)
        self.of = {chr(32 + i): w / 100 * r.uniform(1 - loose, 1 + loose) for i, w in enumerate(WIDTHS)}
        self.blank = self.of[" "]

    def width(self, text):
        return sum(self.of.get(c, 1.13) for c in text)


def halves(word, r):
    places = [i for i in range(2, len(word) - 2) if word[i].lower() not in "aeiouy" and word[i - 1].lower() in "aeiouy" and word[i:].isalpha()]
    if not places or not word.isalpha():
        return None
    at = r.choice(places)
    return word[:at] + "-", word[at:]


def wrap(text, width, font, r, hyphens=0.0, loose=0.0):
    """Lines of a width. `loose`: how much a line may vary, for what is set by hand."""
    lines, line, used = [], [], 0.0
    words = text.split()[::-1]
    room = width
    while words:
        word = words.pop()
        wide = font.width(word) + (font.blank if line else 0)
        if line and used + wide > room:
            both = halves(word, r) if r.random() < hyphens else None
            if both and used + font.blank + font.width(both[0]) <= room:
                line.append(both[0])
                word = both[1]
            lines.append(" ".join(line))
            line, used, wide = [], 0.0, font.width(word)
            room = width * (1 - loose * r.random())
        line.append(word)
        used += wide
    return lines + ([" ".join(line)] if line else [])


# ---- one column, by kind: lists of lines, "" for a blank one ----

def prose(s, r, f, wide=None):
    wide = wide or r.uniform(28, 100)
    hyphens, gap, lines = r.choice([0, 0, 0.5, 0.9]), r.random() < 0.6, []
    for _ in range(r.randint(2, 7)):
        if r.random() < 0.25:
            lines += [s.phrase(r, 1, 6)] + ([""] if r.random() < 0.4 else [])
        lines += wrap(s.paragraph(r), wide, f, r, hyphens) + ([""] if gap else [])
    return lines


def letter(s, r, f):
    day = f"{r.randint(1, 28)} {r.choice(MONTHS)} {r.randint(1890, 2025)}"
    lines = [s.name(r), s.phrase(r, 1, 2) + f" {r.randint(1, 300)}", f"{r.randint(1000, 9999)} {r.choice('ABCD')}{r.choice('KLMN')} " + s.phrase(r, 1, 1).upper(), "", day, ""]
    if r.random() < 0.5:
        lines += [f"Betreft: {s.phrase(r, 2, 6)}", f"Ons kenmerk: {r.randint(10, 99)}/{r.randint(100, 999)}", ""]
    lines += [f"Geachte {s.name(r)},", ""] + prose(s, r, f, r.uniform(50, 90))
    if r.random() < 0.5:
        lines += [""] + [f"{r.choice('-•*e')} {s.sentence(r)[:r.randint(20, 70)]}" for _ in range(r.randint(3, 7))]
    return lines + ["", "Hoogachtend,", "", s.name(r), s.phrase(r, 1, 2)]


def items(s, r, f):
    mark = r.choice(["-", "•", "*", "e", "o", "1.", "a)", "©", "«", ""])
    lines, wide = [s.phrase(r, 2, 6) + r.choice(["", ":"])], r.uniform(40, 90)
    for n in range(r.randint(5, 18)):
        m = mark.replace("1", str(n + 1)).replace("a)", chr(97 + n % 26) + ")")
        text = s.sentence(r)[:r.choice([40, 60, 160])].rsplit(" ", 1)[0]
        lines += wrap(f"{m} {text}".strip(), wide, f, r) + ([""] if r.random() < 0.1 else [])
    return lines


def minutes(s, r, f):
    lines, wide = ["Verslag " + s.phrase(r, 2, 5), f"Aanwezig: {', '.join(s.name(r) for _ in range(4))}", ""], r.uniform(45, 90)
    for n in range(r.randint(4, 9)):
        lines += [f"{n + 1}. {s.phrase(r, 1, 4)}"] + wrap(s.paragraph(r, 260), wide, f, r)
        if r.random() < 0.5:
            lines += [f"Actie: {s.name(r)}, {s.phrase(r, 2, 6)}"]
        lines += [""] if r.random() < 0.6 else []
    return lines


def contents(s, r, f):
    leader = r.choice([" . . . . . ", " ..... ", " ", "......", " … ", " _____ "])
    lines, page = [r.choice(["Inhoud", "Inhoudsopgave", "Table", "Inhalt"]), ""], 1
    for n in range(r.randint(8, 30)):
        page += r.randint(0, 12)
        number = r.choice(["", f"{n + 1} ", f"{n // 4 + 1}.{n % 4 + 1} "])
        lines.append(f"{number}{s.phrase(r, 1, 7)}{leader}{page}")
    return lines


def index(s, r, f):
    lines = []
    for _ in range(r.randint(15, 45)):
        pages = ", ".join(str(r.randint(1, 400)) for _ in range(r.randint(1, 6)))
        entry = s.phrase(r, 1, 3).lower() if r.random() < 0.6 else s.name(r)
        lines.append(f"{entry}{r.choice([', ', ' '])}{pages}")
        if r.random() < 0.15:
            lines.append(f"zie ook {s.phrase(r, 1, 2).lower()}")
    return sorted(lines, key=str.lower) if r.random() < 0.7 else lines


def programme(s, r, f):
    lines, hour = [s.phrase(r, 1, 4), f"{r.randint(1, 28)} {r.choice(MONTHS)}", ""], r.randint(8, 12)
    sep = r.choice([".", ":", "."])
    for n in range(r.randint(6, 20)):
        a, b = f"{hour + n // 2}{sep}{'30' if n % 2 else '00'}", f"{hour + (n + 1) // 2}{sep}{'30' if (n + 1) % 2 else '00'}"
        lines.append(f"{a}{r.choice([' - ' + b, '', ' uur'])} {s.phrase(r, 1, 6)}{r.choice(['', ', ' + s.name(r), ' (' + s.phrase(r, 1, 2) + ')'])}")
        if r.random() < 0.2:
            lines += [s.sentence(r)[:70]]
    return lines


def verse(s, r, f):
    lines = [s.phrase(r, 1, 4), ""]
    for _ in range(r.randint(3, 8)):
        for _ in range(r.choice([3, 4, 4, 4, 5, 6, 8])):
            words = s.words(r, 4, 9)
            lines.append((words[0].capitalize() if r.random() < 0.8 else words[0]) + " " + " ".join(words[1:]) + r.choice(["", ",", ",", ";", ".", "!"]))
        lines.append("")
    return lines


def recipe(s, r, f):
    lines = [s.phrase(r, 1, 4), f"voor {r.randint(2, 8)} personen", ""]
    lines += [f"{r.choice([str(r.randint(1, 900)), '½', '1', '2'])} {r.choice(['g', 'gram', 'dl', 'el', 'tl', 'stuks', ''])} {' '.join(s.words(r, 1, 3)).lower()}" for _ in range(r.randint(5, 14))]
    lines += [""] + [x for n in range(r.randint(3, 6)) for x in wrap(f"{n + 1}. {s.paragraph(r, 180)}", r.uniform(40, 80), f, r)]
    return lines


def form(s, r, f):
    lines = [s.phrase(r, 2, 5).upper()]
    for _ in range(r.randint(8, 22)):
        label = s.phrase(r, 1, 3)
        lines.append(label + r.choice([":", ": ", " :", ""]) + " " + r.choice([s.name(r), str(r.randint(1, 99999)), s.phrase(r, 1, 4), "....................", "", "ja / nee", f"{r.randint(1, 28)}-{r.randint(1, 12)}-{r.randint(1900, 2025)}"]))
        if r.random() < 0.15:
            lines += [""]
    return lines


def addresses(s, r, f):
    lines, gap = [], r.random() < 0.7
    for _ in range(r.randint(4, 12)):
        lines += [s.name(r), f"{s.phrase(r, 1, 2)} {r.randint(1, 300)}", f"{r.randint(1000, 9999)} {r.choice('ABCD')}{r.choice('KLMN')} {s.phrase(r, 1, 1)}"]
        if r.random() < 0.5:
            lines.append(r.choice([f"tel. 0{r.randint(10, 99)} - {r.randint(1000000, 9999999)}", s.phrase(r, 1, 1).lower() + "@" + s.phrase(r, 1, 1).lower() + ".nl"]))
        lines += [""] if gap else []
    return lines


def bibliography(s, r, f):
    lines, wide = [r.choice(["Literatuur", "Bronnen", "Noten"])], r.uniform(50, 95)
    for n in range(r.randint(6, 16)):
        mark = r.choice(["", f"{n + 1}. ", f"[{n + 1}] "])
        lines += wrap(f"{mark}{s.name(r)} ({r.randint(1850, 2024)}), {s.phrase(r, 3, 9)}. {s.phrase(r, 1, 1)}: {s.phrase(r, 1, 2)}, {r.randint(1, 80)}-{r.randint(81, 400)}.", wide, f, r)
    return lines


def register(s, r, f):
    lines = []
    for n in range(r.randint(10, 35)):
        parts = [str(n + r.randint(1, 3)), s.name(r), f"{r.randint(1, 28)} {r.choice(MONTHS)[:3]}. {r.randint(1600, 1950)}", s.phrase(r, 1, 2), str(r.randint(1, 900)), r.choice(["fl.", "zn. van", "wed.", "te"]) + " " + s.phrase(r, 1, 2)]
        r2 = random.Random(len(lines) // 100 + id(f) % 7)
        keep = sorted(r2.sample(range(6), 4))
        lines.append(r.choice([" ", ", "]).join(parts[i] for i in keep))
    return lines


def table(s, r, f):
    many = r.randint(2, 7)
    cell = lambda: r.choice([str(r.randint(0, 9999)), f"{r.randint(0, 99)},{r.randint(0, 9)}", f"{r.randint(0, 100)} %", "-", f"{r.randint(1, 9)}.{r.randint(100, 999)}"])
    wide = r.choice([1, 1, 1, 3])
    lines = [s.phrase(r, 2, 6), (" " * wide).join(s.phrase(r, 1, 2) for _ in range(many))]
    lines += [(" " * wide).join([s.phrase(r, 1, 3)] + [cell() for _ in range(many)]) for _ in range(r.randint(5, 25))]
    return lines + ["", "Bron: " + s.phrase(r, 1, 4)]


def word_table(s, r, f):
    many, wide = r.randint(2, 5), r.choice([1, 1, 1, 3])
    least, most = r.choice([(1, 2), (1, 3), (2, 4), (1, 5)])
    lines = [(" " * wide).join(s.phrase(r, 1, 1) for _ in range(many))]
    small = r.random() < 0.4
    for _ in range(r.randint(5, 25)):
        row = [" ".join(s.words(r, least, most)) for _ in range(many)]
        lines.append((" " * wide).join(c if small else c[:1].upper() + c[1:] for c in row))
    return lines


def schedule(s, r, f):
    days = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
    lines = [s.phrase(r, 1, 4)]
    for _ in range(r.randint(1, 4)):
        lines += [s.phrase(r, 1, 3)] + [f"{d} {r.randint(8, 11)}.00 - {r.randint(16, 21)}.{r.choice(['00', '30'])}{r.choice(['', ' uur'])}" for d in days[:r.randint(4, 7)]] + [""]
    return lines


def law(s, r, f):
    lines, wide = [], r.uniform(50, 90)
    for n in range(r.randint(3, 7)):
        lines += [f"Artikel {n + r.randint(1, 3)}", ""] if r.random() < 0.8 else [f"Art. {n}. {s.phrase(r, 1, 4)}"]
        for k in range(r.randint(1, 4)):
            lines += wrap(f"{k + 1}. {s.paragraph(r, 240)}", wide, f, r)
    return lines


def dialogue(s, r, f):
    wide, who, lines = r.uniform(40, 80), [s.name(r).split()[-1].upper(), s.name(r).split()[-1].upper()], []
    for n in range(r.randint(5, 14)):
        lines += wrap(f"{who[n % 2]}{r.choice(['.', ':'])} {s.sentence(r)}", wide, f, r)
    return lines


def glossary(s, r, f):
    wide = r.uniform(45, 90)
    return [x for _ in range(r.randint(6, 16)) for x in wrap(f"{s.phrase(r, 1, 2)}{r.choice([':', ' –', '', ' ='])} {s.sentence(r)[:120]}", wide, f, r)]


def prices(s, r, f):
    return [s.phrase(r, 1, 3)] + [f"{' '.join(s.words(r, 1, 4))} {r.choice(['€ ', 'f ', ''])}{r.randint(0, 90)},{r.choice(['-', '50', '95'])}" for _ in range(r.randint(8, 24))]


def short_lines(s, r, f):
    return [s.phrase(r, 1, r.choice([2, 4, 6])) + r.choice(["", "", "."]) for _ in range(r.randint(6, 30))]


def names(s, r, f):
    many, sep = r.randint(1, 3), r.choice([" ", ", "])
    return [sep.join(s.name(r) for _ in range(many)) for _ in range(r.randint(6, 30))]


def notes(s, r, f):
    wide = r.uniform(50, 95)
    return wrap(s.paragraph(r), wide, f, r) * 1 + [""] + [x for n in range(r.randint(3, 9)) for x in wrap(f"{n + 1} {s.sentence(r)}", wide, f, r)]


def ruins(s, r, f):
    lines = prose(s, r, f)
    return [" ".join("".join(c if r.random() > 0.12 else r.choice("ilr|.,ecn'f") for c in w) for w in line.split()) for line in lines]


def narrow(s, r, f):
    return prose(s, r, f, r.uniform(14, 28))


def ragged(s, r, f):
    wide, lines = r.uniform(40, 90), []
    for _ in range(r.randint(2, 5)):
        lines += wrap(s.paragraph(r), wide, f, r, loose=r.choice([0.2, 0.4, 0.6])) + [""]
    return lines


def questions(s, r, f):
    return [x for n in range(r.randint(6, 20)) for x in [f"{n + 1}. {s.phrase(r, 3, 9)}?"] + ([f"{c} {s.phrase(r, 1, 4)}" for c in "abc"] if r.random() < 0.5 else [])]


SINGLE = dict(prose=prose, letter=letter, items=items, minutes=minutes, contents=contents, index=index, programme=programme, verse=verse, recipe=recipe, form=form,
              addresses=addresses, bibliography=bibliography, register=register, table=table, wordtable=word_table, schedule=schedule, law=law, dialogue=dialogue,
              glossary=glossary, prices=prices, short=short_lines, names=names, notes=notes, ruins=ruins, narrow=narrow, ragged=ragged, questions=questions)


# ---- pages of zones ----

def column(s, r, f, wide, rows, list_share=0.12, heads=0.7):
    """What stands in a column: headings, paragraphs, lists."""
    lines, gap, hyphens = [], r.choice([0, 1, 1]), r.choice([0, 0, 0.6])
    while len(lines) < rows:
        if r.random() < heads:
            lines += wrap(s.phrase(r, 1, 5), wide / 1.2, f, r) + [""] * r.choice([0, 0, 1])
        for _ in range(r.randint(1, 3)):
            if r.random() < list_share:
                lines += [x for _ in range(r.randint(2, 5)) for x in wrap(f"{r.choice('-•e*')} {s.sentence(r)[:70]}", wide, f, r)]
            else:
                lines += wrap(s.paragraph(r, r.choice([160, 300, 500])), wide, f, r, hyphens)
            lines += [""] * gap
    lines = lines[:rows]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def split(total, many, r, unequal):
    gutter = r.uniform(1, 4)
    room = total - gutter * (many - 1)
    if not unequal:
        return [room / many] * many
    shares = r.choice([[1, 2], [2, 1], [1, 3], [3, 1], [2, 3], [3, 2]] if many == 2 else
                      [[1, 2, 1], [1, 1, 2], [2, 1, 1], [1, 2, 2], [3, 2, 3], [2, 3, 2]] if many == 3 else [[1] * (many - 1) + [2], [2] + [1] * (many - 1)])
    shares = [x * r.uniform(0.9, 1.1) for x in shares]
    return [room * x / sum(shares) for x in shares]


def columns_zone(s, r, f, total, many, rows, unequal=False, uneven=0.4, boxes=False, **how):
    columns = []
    for n, wide in enumerate(split(total, many, r, unequal)):
        mine = rows if r.random() > uneven else r.randint(max(2, rows // 3), rows)
        if boxes and r.random() < 0.4:
            mine = r.randint(2, max(3, rows // 2))
        lines = column(s, r, f, max(9, wide), mine, **how)
        head = 0 if r.random() > 0.3 else r.randint(0, max(0, rows - len(lines)))
        columns.append([""] * head + lines)
    return columns


def full(s, r, f, total, most=6):
    what = r.random()
    if what < 0.35:
        return [wrap(s.phrase(r, 3, 9), total, f, r)]
    lines = wrap(s.paragraph(r, 700), total * r.choice([1, 1, 0.9, 0.8]), f, r)
    return [lines[:r.randint(2, max(3, most))]]


def table_zone(s, r, f, total):
    return [[x for x in r.choice([table, word_table, prices, form, contents])(s, r, f) if x][:r.randint(4, 12)]]


def side_note(s, r, f, total, rows):
    note = total * r.uniform(0.15, 0.28)
    body = column(s, r, f, total - note - 3, rows, heads=0.3)
    notes = [""] * r.randint(0, 3)
    while len(notes) < rows:
        notes += wrap(s.phrase(r, 2, 9), note, f, r) + [""] * r.randint(1, 12)
    notes = notes[:rows]
    return [notes, body] if r.random() < 0.5 else [body, notes]


def laid_out(kind, s, r, f):
    """Zones, each a list of columns, each a list of lines."""
    total, zones = r.uniform(70, 150), []
    title = [wrap(s.phrase(r, 2, 8), total * 0.7, f, r)]
    many = r.choices([2, 3, 4, 5], [5, 6, 3, 1])[0]
    if kind == "infographic":
        total = max(total, many * 22)
        zones = [title, columns_zone(s, r, f, total, many, r.randint(8, 32), boxes=r.random() < 0.3)]
        zones += [[["Meer informatie: www." + s.phrase(r, 1, 1).lower() + ".nl"]]] if r.random() < 0.4 else []
    elif kind == "article":
        zones = ([title] if r.random() < 0.6 else []) + ([full(s, r, f, total)] if r.random() < 0.4 else []) + [columns_zone(s, r, f, total, r.choice([2, 2, 3]), r.randint(15, 45), uneven=0.15, heads=0.25)]
    elif kind == "zones":
        zones = [title] if r.random() < 0.5 else []
        last = 0
        for _ in range(r.randint(2, 5)):
            many = r.choice([k for k in (1, 1, 2, 2, 3, 3, 4) if k != last])
            last = many
            zones.append(full(s, r, f, total, 12) if many == 1 else columns_zone(s, r, f, max(total, many * 18), many, r.randint(4, 16), uneven=0.25))
    elif kind == "unequal":
        zones = ([title] if r.random() < 0.5 else []) + [columns_zone(s, r, f, total, r.choice([2, 2, 3]), r.randint(10, 35), unequal=True)]
        zones += [full(s, r, f, total)] if r.random() < 0.3 else []
    elif kind == "boxes":
        for _ in range(r.randint(2, 4)):
            zones.append(columns_zone(s, r, f, total, r.choice([2, 3, 3, 4]), r.randint(3, 12), boxes=True, list_share=0.3, uneven=0.7, unequal=r.random() < 0.4))
            zones += [full(s, r, f, total)] if r.random() < 0.4 else []
    elif kind == "newspaper":
        many = r.randint(4, 6)
        total = many * r.uniform(18, 32)
        for _ in range(r.randint(1, 3)):
            zones += [[[s.phrase(r, 3, 8)]]] if r.random() < 0.6 else []
            zones.append(columns_zone(s, r, f, total, many, r.randint(10, 40), uneven=0.1, heads=0.2))
    elif kind == "margin":
        zones = ([title] if r.random() < 0.5 else []) + [side_note(s, r, f, total, r.randint(12, 35))]
    elif kind == "mixed":
        for _ in range(r.randint(2, 4)):
            zones.append(r.choice([lambda: table_zone(s, r, f, total), lambda: full(s, r, f, total, 15), lambda: columns_zone(s, r, f, total, r.choice([2, 3]), r.randint(5, 18))])())
    elif kind == "lists":
        make = r.choice([index, names, addresses, items, short_lines])
        many = r.choice([2, 2, 3])
        zones = [[[x for x in make(s, r, f)][:30] for _ in range(many)]]
        zones = ([title] if r.random() < 0.5 else []) + zones
    elif kind == "parted":
        zones = [title, columns_zone(s, r, f, total, r.choice([2, 3]), r.randint(8, 30))]
    return zones


LAID_OUT = ["infographic", "article", "zones", "unequal", "boxes", "newspaper", "margin", "mixed", "lists", "parted"]


class Noise:
    """What an engine makes of a page."""

    def __init__(self, r):
        self.r, bad = r, r.choice([0, 0, 0.3, 1, 1, 2.5])
        self.letter, self.merge, self.split, self.junk = 0.006 * bad, 0.008 * bad, 0.003 * bad, 0.01 * bad
        self.between = r.choice([0, 0, 0, 0.05, 0.2])

    def word(self, text):
        r = self.r
        return "".join(c if r.random() >= self.letter else r.choice(["", "l", "i", "e", "c", "o", "rn", "t", "1"]) for c in text) or text

    def line(self, tokens):
        r, out = self.r, []
        for text, key in tokens:
            text = self.word(text)
            if out and out[-1][1] is not None and out[-1][1][:3] == key[:3] and r.random() < self.merge:
                out[-1] = (out[-1][0] + text, out[-1][1])
            elif r.random() < self.split and len(text) > 5:
                at = r.randrange(2, len(text) - 2)
                out += [(text[:at], key), (text[at:], key[:3] + (key[3] + 0.5,))]
            else:
                out.append((text, key))
            if r.random() < self.junk:
                out.append((r.choice(["|", "~", "_", "=", "'", "ii", "—", "\\"]), None))
        return out


def page(kind, s, r):
    """Rows of tokens with their places, and the zones."""
    f = Font(r)
    s.use(r)
    noise = Noise(r)
    if kind in SINGLE:
        if r.random() < 0.12 and kind not in ("prose", "narrow"):
            lines = SINGLE[kind](s, r, f) + [""] + prose(s, r, f)[:r.randint(3, 15)]
        else:
            lines = SINGLE[kind](s, r, f)
        layout = [[lines]]
    else:
        layout = laid_out(kind, s, r, f)
    keep_blank = r.random() < 0.85
    parted = kind == "parted"
    half = kind in LAID_OUT and r.random() < 0.08
    rows, zones, line_at = [], [], 0
    for z, columns in enumerate(layout):
        columns = [c for c in columns if any(c)]
        if not columns:
            continue
        first = line_at
        many, depth = len(columns), max(map(len, columns))
        apart = set()
        if parted and many > 1:
            a = r.randrange(depth)
            apart = set(range(a, min(depth, a + r.randint(3, max(4, depth // 2)))))
        y = 0
        while y < depth:
            token = lambda c, y: [(w, (z, c, y, float(n))) for n, w in enumerate(columns[c][y].split())] if y < len(columns[c]) else []
            if y in apart:
                for c in range(many):
                    for yy in sorted(apart):
                        rows.append(noise.line(token(c, yy)))
                y = max(apart) + 1
            elif half and many > 1:
                for c in range(many):
                    rows.append(noise.line(token(c, y)))
                y += 1
            else:
                out = []
                for c in range(many):
                    part = noise.line(token(c, y))
                    if out and part and r.random() < noise.between:
                        out.append((r.choice(["|", "_", "l", "I", "!"]), None))
                    out += part
                rows.append(out)
                y += 1
        line_at = sum(1 for row in rows if row)
        zones.append([first, line_at, 1 if parted and many > 1 else many])
        if r.random() < 0.5:
            rows.append([])
    keys = sorted({t[1] for row in rows for t in row if t[1]})
    ranks, at, before = {}, 0, None
    for key in keys:
        at += 2 if before and before[:2] != key[:2] else 1
        ranks[key], before = at, key
    text, order = [], []
    for row in rows:
        # A token that is written with a blank inside would be two.
        row = [(re.sub(r"\s", "", t), k) for t, k in row]
        if row or (keep_blank and text and text[-1]):
            text.append(" ".join(t for t, _ in row))
            order += [ranks[k] if k else -1 for _, k in row]
    return {"kind": kind, "text": "\n".join(text), "order": order, "zones": zones}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("out"); p.add_argument("pages", type=int); p.add_argument("seed", type=int); p.add_argument("corpora", nargs="+"); p.add_argument("--kinds")
    a = p.parse_args()
    r = random.Random(a.seed)
    s = Source(a.corpora, r)
    kinds = a.kinds.split(",") if a.kinds else None
    with open(a.out, "w", encoding="utf-8") as out:
        for _ in range(a.pages):
            kind = r.choice(kinds) if kinds else r.choice(list(SINGLE)) if r.random() < 0.5 else r.choice(LAID_OUT)
            row = page(kind, s, r)
            if len(row["order"]) > 20:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
