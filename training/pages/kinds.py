"""Pages of many kinds: what stands in which zone and column, and where."""
import blocks as b
from blocks import Block
from setting import Press

# The width of columns in ems, by how many there are.
EMS = {1: (24, 48), 2: (17, 30), 3: (13, 24), 4: (11, 20), 5: (10, 15), 6: (9, 13)}


class Page:
    """Printed lines in reading order, what they are parts of, and the zones down the page."""

    def __init__(self, corpus, r, **press):
        self.c, self.r, self.press = corpus, r, Press(r, corpus.language, **press)
        self.lines, self.parts, self.zones, self.y = [], [], [], 0.0
        self.cursor = corpus.page(r)
        self.article = -1
        em = self.press.size
        self.gutter = em * r.choice([0.8, 1, 1.3, 1.6, 2, 2.5, 3.5])

    def new(self, block):
        """The number of a block among the parts; a heading begins an article."""
        if block.kind == "heading" or self.article < 0:
            self.article += 1
        self.parts.append({"kind": block.kind, "what": block.style.get("what"), "article": self.article, "rows": [" ".join(x) if isinstance(x, list) else f"{x[0]} {x[2]}" if isinstance(x, tuple) else str(x) for x in block.rows]})
        return len(self.parts) - 1

    def text(self, most=700):
        if self.r.random() < 0.15:
            leaflet, self.cursor = self.cursor.leaflet, self.c.cursor(self.r)
            self.cursor.leaflet = leaflet
        return b.text(self.c, self.r, self.cursor, most)

    def set(self, zone, column, blocks, x, y, width):
        for block in blocks:
            lines, y = self.press.lines(block, self.new(block), width, x, y)
            for line in lines:
                line.zone, line.column = zone, column
            self.lines += lines
        return y

    def zone(self, columns, widths, starts=None, kind="text"):
        """Sets columns of blocks side by side below what stands already."""
        number, x, bottom, xs = len(self.zones), 0.0, self.y, []
        for column, (blocks, width) in enumerate(zip(columns, widths)):
            y = self.set(number, column, blocks, x, self.y + (starts[column] if starts else 0), width)
            xs.append([round(x, 1), round(x + width, 1)])
            x, bottom = x + width + self.gutter, max(bottom, y)
        self.zones.append({"columns": len(widths), "x": xs, "kind": kind})
        self.y = bottom + self.press.leading * self.r.choice([0, 0.3, 0.6, 1, 1.5])

    def flow(self, blocks, widths):
        """Blocks that run on from column to column, of about the same height."""
        number, start, width = len(self.zones), len(self.lines), widths[0]
        self.set(number, 0, blocks, 0.0, 0.0, width)
        lines = self.lines[start:]
        if not lines:
            return
        most = (lines[-1].y + self.press.leading) / len(widths)
        column, top, bottom, step, heading = 0, 0.0, 0.0, width + self.gutter, False
        for line in lines:
            heads = self.parts[line.part]["kind"] in ("heading", "subheading")
            if line.y - top >= most - 1 and column + 1 < len(widths) or (heads and not heading and line.y - top > most - 2 * self.press.leading and column + 1 < len(widths)):
                column, top = column + 1, line.y
            heading = heads
            line.y, line.column = self.y + line.y - top, column
            line.words = [(w, l + column * step, rr + column * step) for w, l, rr in line.words]
            bottom = max(bottom, line.y + self.press.leading)
        self.zones.append({"columns": len(widths), "x": [[round(i * step, 1), round(i * step + width, 1)] for i in range(len(widths))], "kind": "text"})
        self.y = bottom + self.press.leading * self.r.choice([0.3, 0.6, 1])

    def widths(self, k, unequal=0.0, total=None):
        r, em = self.r, self.press.size
        width = em * r.uniform(*EMS[k]) if total is None else (total - (k - 1) * self.gutter) / k
        if not unequal:
            return [width] * k
        shares = [r.uniform(1 - unequal, 1 + unequal) for _ in range(k)]
        return [width * s * k / sum(shares) for s in shares]

    @property
    def total(self):
        return max((x[1] for zone in self.zones for x in zone["x"]), default=0.0)


def head(page, width):
    """Title, date and a lead over the whole page; any may be missing."""
    r, c, blocks = page.r, page.c, []
    if r.random() < 0.7:
        named = page.cursor.leaflet and c.leaflets.title(page.cursor.leaflet)
        blocks.append(Block("title", [named or (c.heading(r) if r.random() < 0.5 else c.phrase(r, 3, 8))]))
        if r.random() < 0.35:
            blocks.append(Block("date", [c.date(r)]))
    if r.random() < 0.25:
        blocks.append(page.text(500))
    if blocks:
        page.zone([blocks], [width])


def foot(page, width):
    r, c = page.r, page.c
    if r.random() < 0.35:
        page.y += page.press.leading
        page.zone([[Block("footer", [r.choice(c.words["footers"]).format(r.choice([f"www.{c.word(r)}.nl", c.name(r)]))])]], [width], kind="lines")


def column(page, extras, subs, least=1, most=3):
    return b.sections(page.c, page.r, page.cursor, page.r.randint(least, most), subs, extras)


def size(blocks):
    """About how high blocks are, in letters of text."""
    return sum(60 + len(str(row)) for block in blocks for row in block.rows)


def columns_of(page, k, extras, subs, least=1, most=3):
    """Columns of sections: mostly one row of them fills one column after the other, so that it is the last that runs out;
    else each column has its own."""
    r = page.r
    if r.random() < 0.3:
        return [column(page, extras, subs, least, most) for _ in range(k)]
    sections = [column(page, extras, subs, 1, 1) for _ in range(k * r.randint(least, most))]
    full = sum(map(size, sections)) / k * r.uniform(1.0, 1.2)
    columns, used = [[]], 0
    for number, section in enumerate(sections):
        # Those that are left must do for the columns that are left.
        late = len(sections) - number <= k - len(columns)
        if columns[-1] and len(columns) < k and (late or used + size(section) / 2 > full):
            columns.append([])
            used = 0
        columns[-1] += section
        used += size(section)
    return columns


def filled(page, k, extras, subs):
    """Columns of one row of sections, each of which goes on until it is full, so that it is the last that runs out; on some
    pages with holes, where pictures stand while the other columns go on."""
    r = page.r
    sections = [column(page, extras, subs, 1, 1) for _ in range(k * r.randint(1, 3) + r.randint(0, k - 1))]
    full = sum(map(size, sections)) / k * r.uniform(0.85, 1.05)
    columns, used, holes = [[]], 0, r.choice([0, 0, 0.1, 0.2])
    for number, section in enumerate(sections):
        late = len(sections) - number <= k - len(columns)
        if columns[-1] and len(columns) < k and (late or used > full):
            columns.append([])
            used = 0
        for block in section:
            columns[-1] += [b.figure(r), block] if r.random() < holes else [block]
        used += size(section)
    return columns


def starts(page, k):
    """Where columns begin below the top of their zone: mostly all at the same height."""
    step = page.press.leading
    return [page.r.choice([0, 0, step, 2 * step, 0.5 * step, 5 * step]) for _ in range(k)] if page.r.random() < 0.15 else None


def whole(k, widths, page):
    return sum(widths) + (k - 1) * page.gutter


def infographic(page, unequal=0.0, extras=0.12, ks=((2, 3, 4, 5), (28, 40, 26, 6)), arranged=None):
    r = page.r
    k = r.choices(*ks)[0]
    widths = page.widths(k, unequal)
    subs = r.choice([0, 0.3, 0.6, 1])
    head(page, whole(k, widths, page))
    page.zone((arranged or columns_of)(page, k, extras, subs), widths, starts(page, k))
    foot(page, whole(k, widths, page))


def unequal(page):
    if page.r.random() < 0.5:
        return infographic(page, page.r.uniform(0.2, 0.6))
    # A wide column beside a narrow one with a list, an agenda, notes or facts.
    r, em, c = page.r, page.press.size, page.c
    wide, narrow = em * r.uniform(22, 36), em * r.uniform(9, 15)
    side = r.choice([lambda: [Block("heading", [c.heading(r)]), *r.choice([b.items, b.programme, b.addresses, b.ingredients])(c, r)], lambda: column(page, 0.3, 0.2, 1, 2), lambda: b.caption(c, r) + [page.text(200)]])()
    columns, widths = [column(page, 0.05, 0.2, 1, 3), side], [wide, narrow]
    if r.random() < 0.4:
        columns, widths = columns[::-1], widths[::-1]
    head(page, whole(2, widths, page))
    page.zone(columns, widths)
    foot(page, whole(2, widths, page))


def zoned(page):
    """The number of columns changes down the page."""
    r, total = page.r, page.press.size * page.r.uniform(38, 64)
    head(page, total)
    last = 1
    for _ in range(r.randint(2, 4)):
        k = r.choice([n for n in (1, 2, 2, 3, 3, 4) if n != last])
        last = k
        if k == 1:
            content = r.choice([lambda: column(page, 0.1, 0.1, 1, 1), lambda: [page.text(500)], lambda: b.table(page.c, r), lambda: b.items(page.c, r)])()
            page.zone([content], [total], kind="table" if content[0].kind == "table" else "text")
        elif r.random() < 0.25:
            page.flow(column(page, 0, 0.1, 1, 3), page.widths(k, 0, total))
        else:
            page.zone(columns_of(page, k, 0.1, 0.2, 1, 2), page.widths(k, r.choice([0, 0, 0, 0.3]), total), starts(page, k))
    foot(page, total)


def boxes(page):
    infographic(page, page.r.choice([0, 0, 0.25]), 0.5)


def newspaper(page):
    """Bands of narrow columns under headlines that span several."""
    r = page.r
    k = r.choice([3, 4, 4, 5, 5, 6])
    width = page.widths(k)[0]
    total = k * width + (k - 1) * page.gutter
    if r.random() < 0.4:
        page.zone([[Block("title", [page.c.heading(r)])]], [total])
    for _ in range(r.randint(1, 3)):
        if r.random() < 0.7:
            page.zone([[Block("heading", [page.c.phrase(r, 2, 7)])]], [total])
        blocks = [page.text(900) for _ in range(r.randint(3, 8))]
        for _ in range(r.choice([0, 1, 2])):
            blocks.insert(r.randrange(len(blocks) + 1), Block("heading", [page.c.heading(r)]))
        page.flow(blocks, [width] * k)


def two_flow(page):
    """A book or journal in two or three columns that run on."""
    r, k = page.r, page.r.choice([2, 2, 2, 3])
    widths = page.widths(k)
    head(page, whole(k, widths, page))
    page.flow(column(page, 0.05, 0.1, 1, 3) + [page.text(900) for _ in range(r.randint(0, 3))], widths)
    if r.random() < 0.3:
        page.zone([b.notes(page.c, r)], [whole(k, widths, page)])


def margin(page):
    """Notes in the margin of one column of text."""
    r, em = page.r, page.press.size
    wide, narrow = em * r.uniform(24, 38), em * r.uniform(6, 9)
    start, number = len(page.lines), len(page.zones)
    head(page, wide)
    number = len(page.zones)
    page.zone([column(page, 0.05, 0.1, 1, 3)], [wide])
    text = [line for line in page.lines if line.zone == number]
    right = r.random() < 0.6
    x = wide + page.gutter if right else -(narrow + page.gutter)
    bottom = 0.0
    for line in text[r.randint(0, 5)::r.randint(6, 14)]:
        if line.y >= bottom:
            y = line.y if r.random() < 0.7 else line.y + 0.5 * page.press.leading
            bottom = page.set(number, 1 if right else 0, [Block("note", [page.c.phrase(r, 1, 7)])], x, y, narrow) + page.press.leading
    if not right:
        for line in text:
            line.column = 1
    page.zones[number].update(columns=2, x=[[0.0, wide], [x, x + narrow]] if right else [[x, x + narrow], [0.0, wide]], kind="margin")


def lists_in_columns(page):
    """An index, addresses, verse or a register in two or three columns."""
    r, c, k = page.r, page.c, page.r.choice([2, 2, 3, 3, 4])
    make = r.choice([b.index, b.addresses, b.poem, b.contents, b.register, b.items, b.ingredients, b.programme])
    widths = [w * 0.85 for w in page.widths(k)]
    head(page, whole(k, widths, page))
    page.zone([([Block("heading", [c.heading(r)])] if r.random() < 0.4 else []) + make(c, r) for _ in range(k)], widths, kind="lines")


def table_and_columns(page):
    """Prose in columns above or below a table or list over the whole width."""
    r, total = page.r, page.press.size * page.r.uniform(36, 60)
    head(page, total)
    one = lambda: page.zone([r.choice([b.table, b.table, b.register, b.contents])(page.c, r)], [total], kind="table")
    k = r.choice([2, 2, 3])
    many = lambda: page.zone(columns_of(page, k, 0.05, 0.2, 1, 2), page.widths(k, 0, total))
    for make in r.choice([[one, many], [many, one], [many, one, many]]):
        make()


def single(kind):
    def make(page):
        r, em, c = page.r, page.press.size, page.c
        width = em * r.uniform(*(EMS[1] if kind not in ("poem", "addresses", "index") else (16, 34)))
        content = []
        if kind not in ("letter",) and r.random() < 0.7:
            names = {"contents": c.words["contents"], "index": c.words["index"]}.get(kind)
            content.append(Block("title", [r.choice(names) if names else c.heading(r)]))
        content += (b.mixed if kind == "mixed" else b.SINGLE[kind])(c, r, page.cursor)
        if r.random() < 0.15:
            content += b.SINGLE[r.choice(list(b.SINGLE))](c, r, page.cursor)[:8]
        shape = "table" if kind == "table" else "text" if kind in ("report", "letter", "minutes", "statutes", "dialogue", "chronicle", "items") else "lines"
        page.zone([content], [width], kind=shape)
        if r.random() < 0.15:
            foot(page, width)
    return make


COLUMNS = {"infographic": infographic, "zones": zoned, "unequal": unequal, "boxes": boxes, "newspaper": newspaper, "flow": two_flow,
           "margin": margin, "lists": lists_in_columns, "tables": table_and_columns}
SINGLES = {name: single(name) for name in [*b.SINGLE, "mixed"]}
KINDS = {**COLUMNS, **SINGLES, "filled": lambda page: infographic(page, arranged=filled)}


def make(kind, corpus, r):
    press = {}
    if kind in ("newspaper", "flow"):
        press["justified"] = r.random() < 0.85
    if kind == "filled":
        # Leaflets are mostly ragged, and broken between words.
        press["justified"] = r.random() < 0.15
        press["hyphens"] = press["justified"]
    page = Page(corpus, r, **press)
    KINDS[kind](page)
    return page
