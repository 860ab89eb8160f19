"""What pages are made of: blocks of every kind, and the documents of one column that are made of them."""
from dataclasses import dataclass, field
import leaflets


@dataclass
class Block:
    """`kind` is title, date, heading, subheading, text, list_item, table, lines, caption, note, footer or debris;
    `rows` are its lines as written (one for what wraps at will), those of a table lists of cells."""
    kind: str
    rows: list
    style: dict = field(default_factory=dict)


BULLETS = ["•", "•", "•", "-", "–", "*", "■"]


def text(c, r, cursor, most=700, **style):
    return Block("text", [c.paragraph(r, cursor, most)], style)


def items(c, r, many=None):
    mark, end = r.choice(BULLETS), r.choice(["", "", ";", "."])
    number = r.choice([None, None, None, "{}.", "{})"])
    make = r.choice([lambda: c.phrase(r, 1, 5), lambda: c.phrase(r, 3, 12), lambda: c.sentence(r, 4, 22).rstrip("."), lambda: c.phrase(r, 2, 8)[0].lower() + c.phrase(r, 2, 8)[1:]])
    hang = r.random() < 0.6
    return [Block("list_item", [f"{number.format(n + 1) if number else mark} {make()}{end}"], {"hang": hang, "last": False}) for n in range(many or r.randint(2, 7))]


def leader(r):
    return r.choices(["dots", "spaced", "blank"], [6, 1, 3])[0]


def contents(c, r, many=None):
    rows, page, number, how, numbered = [], 1, [0, 0], leader(r), r.random() < 0.5
    for _ in range(many or r.randint(5, 22)):
        if number[0] and r.random() < 0.4:
            number[1] += 1
        else:
            number = [number[0] + 1, 0]
        page += r.randint(1, 14)
        head = (f"{number[0]}.{number[1]} " if number[1] else f"{number[0]}. ") if numbered else ""
        rows.append((head + c.heading(r), how, str(page)))
    return [Block("lines", rows, {"what": "contents"})]


def index(c, r, many=None):
    numbers = lambda: ", ".join(str(n) for n in sorted(r.sample(range(1, 400), r.choice([1, 1, 2, 3, 5]))))
    entry = lambda: c.name(r) if r.random() < 0.5 else c.word(r).capitalize() if r.random() < 0.6 else c.phrase(r, 1, 3)
    rows = sorted(f"{entry()}, {numbers()}" if r.random() < 0.9 else f"{c.word(r)}, zie {c.word(r)}" for _ in range(many or r.randint(8, 40)))
    return [Block("lines", rows, {"what": "index"})]


def poem(c, r, many=None):
    """Verse: lines of phrases, or text that runs on over line ends as in much verse."""
    out, width = [], r.randint(4, 8)
    capitals, runs_on = r.random() < 0.5, r.random() < 0.5
    words = [w for _ in range(4) for w in c.paragraph(r, c.cursor(r), 400).split()] if runs_on else []
    size = r.choice([2, 3, 4, 4, 4, 6, 8])
    for _ in range(many or r.randint(1, 5)):
        rows = []
        for _ in range(size):
            if runs_on:
                # A line ends where a phrase does, or after so many words.
                end = next((n for n in range(width - 2, width + 2) if n < len(words) and words[n - 1][-1] in ",.;:!?"), r.randint(width - 1, width + 1))
                row, words = " ".join(words[:end]), words[end:]
                if not row:
                    break
            else:
                row = c.phrase(r, max(2, width - 2), width + 1) + r.choice(["", "", ",", ",", ".", ";", "!"])
            rows.append(row[0].upper() + row[1:] if capitals or not rows else row if runs_on else row[0].lower() + row[1:])
        if rows:
            if runs_on:
                rows[-1] = rows[-1].rstrip(",;:.") + r.choice([".", ".", ",", "", "!"])
            out.append(Block("lines", rows, {"what": "verse", "indent": r.choice([0, 0, 1])}))
    return out


def programme(c, r, many=None):
    w, at, rows = c.words, r.randint(7, 19), []
    hour = r.choice(["", f" {w['hour']}"])
    for _ in range(many or r.randint(4, 14)):
        when = f"{at}{r.choice(['.', ':'])}{r.choice(['00', '15', '30', '45'])}{hour}"
        rows.append(f"{when} {c.phrase(r, 1, 5)}" + (f" ({c.person(r)})" if r.random() < 0.25 else ""))
        at = min(23, at + r.choice([0, 1, 1, 2]))
    return [Block("lines", rows, {"what": "programme"})]


def form(c, r, many=None):
    rows = []
    for label in r.sample(c.words["labels"], many or r.randint(3, 9)):
        value = r.choice([c.name(r), c.person(r), str(r.randint(1, 2020)), c.word(r), c.date(r), "....................", ""])
        rows.append(f"{label}: {value}".strip())
    return [Block("lines", rows, {"what": "form"})]


def addresses(c, r, many=None):
    out = []
    for _ in range(many or r.randint(1, 8)):
        rows = [c.heading(r) if r.random() < 0.4 else c.person(r), *c.address(r)]
        if r.random() < 0.6:
            rows.append(r.choice(["Tel. ", "Tel: ", ""]) + f"0{r.randint(10, 99)}-{r.randint(100000, 9999999)}")
        if r.random() < 0.3:
            rows.append(f"www.{c.word(r)}.nl")
        out.append(Block("lines", rows, {"what": "address"}))
    return out


def register(c, r, many=None):
    shape, rows, number = r.randrange(3), [], r.randint(1, 400)
    for _ in range(many or r.randint(6, 25)):
        number += r.randint(1, 3)
        name = f"{c.name(r).split()[-1]}, {c.person(r).split('. ')[0]}"
        rows.append([f"{number} {name}, {c.word(r)}, {r.randint(1800, 1960)}", f"{name}. {c.word(r).capitalize()}. {c.date(r)}.", f"{name} {r.randint(18, 80)} {c.word(r)} {c.name(r)}"][shape])
    return [Block("lines", rows, {"what": "register"})]


def ingredients(c, r, many=None):
    w = c.words
    return [Block("lines", [f"{r.choice([1, 2, 3, 4, 50, 100, 250, 500])} {r.choice(w['units'])} {c.word(r)}" + (f", {c.phrase(r, 1, 3).lower()}" if r.random() < 0.3 else "") for _ in range(many or r.randint(4, 10))], {"what": "ingredients"})]


def table(c, r, many=None, columns=None):
    columns = columns or r.choice([2, 3, 3, 4, 4, 5, 6])
    numeric = [False] + [r.random() < 0.7 for _ in range(columns - 1)]
    heads = [c.words["table"][(i * 3 + r.randrange(3)) % len(c.words["table"])] for i in range(columns)]
    if r.random() < 0.4:
        start = r.randint(1850, 2020)
        heads, numeric = [heads[0]] + [str(start + i) for i in range(columns - 1)], [False] + [True] * (columns - 1)
    cell = lambda i: (r.choice([str(r.randint(0, 99)), str(r.randint(100, 9999)), f"{r.randint(0, 99)},{r.randint(0, 9)}", f"{r.randint(1, 99)}.{r.randint(100, 999)}", "-", f"{r.randint(0, 100)}%"])
                      if numeric[i] else c.phrase(r, 1, 3) if i == 0 or r.random() < 0.5 else c.name(r))
    rows = ([heads] if r.random() < 0.75 else []) + [[cell(i) for i in range(columns)] for _ in range(many or r.randint(3, 16))]
    if r.random() < 0.2:
        rows.append([c.words["total"]] + [cell(i) if numeric[i] else "" for i in range(1, columns)])
    return [Block("table", [[x for x in row if x] for row in rows], {"numeric": numeric})]


def caption(c, r):
    """A big figure with what it counts, or the words below a picture."""
    if r.random() < 0.5:
        number = r.choice([f"{r.randint(2, 98)} %", f"{r.randint(2, 98)}%", f"{r.randint(2, 900)}.{r.randint(100, 999)}", str(r.randint(2, 3000)), f"€ {r.randint(2, 90)} mln", f"1 {c.words['of']} {r.randint(2, 10)}"])
        return [Block("caption", [number, f"{r.choice([c.words['share'] + ' ', ''])}{c.phrase(r, 1, 4).lower()}"], {"big": True})]
    number = f"{r.choice(c.words['figure'])} {r.randint(1, 20)}{r.choice(['.', ':', ''])} " if r.random() < 0.5 else ""
    return [figure(r), Block("caption", [number + c.phrase(r, 3, 14) + r.choice([".", ""])], {"small": True})]


def figure(r):
    """A picture, of which an engine reads debris or nothing."""
    return Block("debris", [r.randint(3, 12)], {})


def notes(c, r):
    first = r.randint(1, 30)
    mark = r.choice(["{}", "{}.", "{})", "[{}]"])
    return [Block("note", [f"{mark.format(first + n)} {c.sentence(r, 4, 30)}"], {"small": True}) for n in range(r.randint(1, 4))]


def dialogue(c, r, many=None):
    a, b = c.name(r).split()[0], c.name(r).split()[0]
    return [Block("text", [f"{(a, b)[n % 2]}: {c.sentence(r, 3, 30)}"], {"indent": 0}) for n in range(many or r.randint(4, 14))]


def chronicle(c, r, cursor, many=None):
    out, year = [], r.randint(1700, 1990)
    for _ in range(many or r.randint(3, 8)):
        year += r.randint(1, 9)
        out += [Block("heading", [str(year)], {"plain": True}), text(c, r, cursor, r.choice([120, 250, 400]))]
    return out


def statutes(c, r, cursor, many=None):
    return [Block("list_item", [f"{n + 1}{r.choice(['.', '. '])} {c.paragraph(r, cursor, 350)}".replace("  ", " ")], {"hang": r.random() < 0.3}) for n in range(many or r.randint(3, 9))]


def bibliography(c, r, many=None):
    return [Block("lines", [f"{c.name(r).split()[-1]}, {c.person(r).split('. ')[0]}, {c.heading(r)}. {c.name(r)} {r.randint(1800, 2020)}." for _ in range(many or r.randint(4, 14))], {"what": "bibliography", "hang": True})]


def letter(c, r, cursor):
    w = c.words
    out = [Block("lines", [c.person(r), *c.address(r)], {"what": "address"})] if r.random() < 0.8 else []
    out.append(Block("lines", [f"{c.name(r)}, {r.randint(1, 28)} {r.choice(w['months'])} {r.randint(1880, 2025)}"], {"what": "address"}))
    out.append(Block("lines", [r.choice(w["salutations"])], {"what": "address"}))
    for _ in range(r.randint(2, 6)):
        out.append(text(c, r, cursor))
    if r.random() < 0.3:
        out[-1:-1] = items(c, r)
    return out + [Block("lines", [r.choice(w["closings"])], {"what": "address"}), Block("lines", [c.person(r)], {"what": "address"})]


def leaflet(c, r, cursor, subs, extras):
    """A section with its own heading."""
    title, heading, lines = c.leaflets.next(cursor.leaflet)
    lines = leaflets.short(lines, r)
    heads = [Block("heading", [heading])]
    if r.random() < subs:
        if title and title != heading and len(title) < 50:
            heads = [Block("heading", [title]), Block("subheading", [heading])]
        else:
            heads.append(Block("subheading", [c.about_text(r, lines[0]) if r.random() < 0.5 else c.heading(r)]))
    out, mark, hang = heads, r.choice(BULLETS), r.random() < 0.6
    for line in lines:
        if line.startswith("- "):
            out.append(Block("list_item", [f"{mark} {line[2:]}"], {"hang": hang, "last": False}))
        else:
            out.append(Block("text", [line]))
            if r.random() < extras / 2:
                out += caption(c, r)
    return out


def sections(c, r, cursor, many, subs=0.3, extras=0.15):
    """Sections of prose; some hold items, a caption or other things."""
    if cursor.leaflet:
        return [block for _ in range(many) for block in leaflet(c, r, cursor, subs, extras)]
    out = []
    for _ in range(many):
        heads = [Block("heading", [c.heading(r)])]
        if r.random() < subs:
            heads.append(Block("subheading", [c.heading(r)]))
        out += heads
        for nth in range(r.choice([1, 1, 2, 2, 3])):
            out.append(text(c, r, cursor))
            if nth == 0 and c.about and r.random() < c.about:
                r.choice(heads).rows = [c.about_text(r, out[-1].rows[0])]
            if r.random() < extras:
                out += r.choice([items, items, caption])(c, r)
    return out


def report(c, r, cursor):
    out = sections(c, r, cursor, r.randint(1, 4), 0.15, 0.1)
    if r.random() < 0.3:
        out += notes(c, r)
    return out


def minutes(c, r, cursor):
    out = [Block("lines", [f"{a}: {', '.join(c.person(r) for _ in range(r.randint(2, 6)))}"], {"what": "form"}) for a in c.words["labels"][:r.randint(0, 2)]]
    for n in range(r.randint(3, 9)):
        out.append(Block("text", [f"{r.choice([f'{n + 1}. ', ''])}{c.heading(r)}: {c.paragraph(r, cursor, 500)}"], {"indent": 0}) if r.random() < 0.6 else Block("text", [f"{n + 1}. {c.paragraph(r, cursor, 400)}"], {"indent": 0}))
    return out


def recipe(c, r, cursor):
    return ingredients(c, r) + [text(c, r, cursor) for _ in range(r.randint(1, 3))]


def mixed(c, r, cursor):
    out = []
    for _ in range(r.randint(3, 6)):
        if r.random() < 0.5:
            out.append(Block("heading", [c.heading(r)]))
        out += r.choice(list(SINGLE.values()))(c, r, cursor)[:r.randint(2, 8)]
    return out


def lone(make):
    return lambda c, r, cursor: make(c, r)


# Documents of one column: nothing in them is to be moved.
SINGLE = {
    "report": report, "letter": letter, "items": lambda c, r, cursor: items(c, r, r.randint(4, 14)), "minutes": minutes, "contents": lone(contents),
    "index": lone(index), "recipe": recipe, "poem": lone(poem), "programme": lone(programme), "form": lone(form), "addresses": lone(addresses),
    "register": lone(register), "bibliography": lone(bibliography), "table": lone(table), "dialogue": lone(dialogue), "chronicle": chronicle,
    "statutes": statutes,
}
