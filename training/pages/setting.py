"""Sets blocks as a printer does: lines of words with places, by the widths of letters of Helvetica, Times and Courier."""
from dataclasses import dataclass, field
import unicodedata
import pyphen
from reportlab.pdfbase import _fontdata

FACES = {"sans": ("Helvetica", "Helvetica-Bold"), "serif": ("Times-Roman", "Times-Bold"), "typewriter": ("Courier", "Courier-Bold")}
_WIDTHS = {}


def _width_of(font, char):
    known = _WIDTHS.setdefault(font, {})
    if char not in known:
        glyphs = _fontdata.widthsByFontGlyph[font]
        base = unicodedata.normalize("NFD", char)[0]
        name = _NAMES.get(char) or _NAMES.get(base)
        known[char] = glyphs.get(name, 556 if "Helv" in font else 600 if "Cour" in font else 500) / 1000
    return known[char]


_NAMES = {}
for _code, _name in enumerate(_fontdata.encodings["WinAnsiEncoding"]):
    if _name:
        _NAMES.setdefault(bytes([_code]).decode("cp1252", "replace"), _name)


@dataclass
class Line:
    """A printed line: its words as (text, left, right), what comes before the mark of a broken word aside."""
    y: float
    size: float
    words: list
    part: int
    zone: int = 0
    column: int = 0
    cells: list = field(default_factory=list)  # where the cells of a table begin, as numbers of words
    debris: bool = False

    @property
    def left(self):
        return self.words[0][1]

    @property
    def right(self):
        return self.words[-1][2]


class Press:
    """The typography of a page."""

    def __init__(self, r, language, **fixed):
        self.r = r
        face = fixed.get("face") or r.choices(["sans", "serif", "typewriter"], [45, 48, 7])[0]
        self.regular, self.bold = FACES[face]
        self.narrow = r.choice([1, 1, 1, 0.82, 0.9])
        self.size = 10.0
        self.leading = 10 * r.uniform(1.12, 1.5)
        self.justified = fixed.get("justified", r.random() < 0.4)
        hyphens = fixed.get("hyphens", True) and r.random() < (0.8 if self.justified else 0.4)
        self.hyphens = pyphen.Pyphen(lang={"en": "en_GB"}.get(language, language)) if hyphens else None
        self.indent = r.choice([0, 0, 10, 15]) if self.justified else r.choice([0, 0, 0, 10])
        self.skip = r.choice([0, 0, 0.5, 1]) if self.indent else r.choice([0, 0.4, 0.6, 1])
        self.scale = {"title": r.uniform(1.6, 2.6), "heading": r.choice([1, 1, 1.15, 1.3, 1.5, 1.8]), "subheading": r.uniform(1, 1.12),
                      "note": r.uniform(0.75, 0.95), "caption": r.uniform(0.75, 1), "footer": r.uniform(0.8, 1), "date": r.uniform(0.9, 1.2)}
        self.capitals = r.random() < 0.1
        self.air = r.choice([0.2, 0.5, 1, 1.5])  # above a heading, in lines

    def width(self, word, font, size):
        return sum(_width_of(font, c) for c in word) * size * self.narrow

    def wrap(self, words, font, size, width, first=0, hang=0, may_break=True):
        """Lines of words, each as (words, indent, whether the paragraph ends here)."""
        blank = _width_of(font, " ") * size * self.narrow
        lines, line, at, indent = [], [], first, first
        queue = list(words)
        while queue:
            word = queue.pop(0)
            wide = self.width(word, font, size)
            need = wide + (blank if line else 0)
            if at + need <= width or not line:
                line.append(word)
                at += need
                continue
            if self.hyphens and may_break and len(word) > 6 and self.r.random() < 0.8:
                for a, b in reversed(list(self.hyphens.iterate(word))):
                    if len(a) >= 2 and len(b) >= 3 and a[-1].isalpha() and b[0].isalpha() and at + blank + self.width(a + "-", font, size) <= width:
                        line.append(a + "-")
                        queue.insert(0, b)
                        word = None
                        break
            lines.append((line, indent, False))
            line, at, indent = [], hang, hang
            if word is not None:
                queue.insert(0, word)
        return lines + [(line, indent, True)] if line else lines

    def lines(self, block, number, width, x, y):
        """The lines of a block at a place, and where what follows begins."""
        r, kind, style = self.r, block.kind, block.style
        size = self.size * (2.2 * 1 if style.get("big") else self.scale.get(kind, 1) if not style.get("plain") else 1)
        font = self.bold if kind in ("title", "heading", "subheading") and not (style.get("plain") and r.random() < 0.5) else self.regular
        out, leading = [], self.leading * size / self.size
        if kind == "debris":
            return [Line(y + self.leading * n, self.size, [("", x, x + width)], number, debris=True) for n in range(block.rows[0])], y + self.leading * (block.rows[0] + 0.5)
        if kind == "heading":
            y += self.air * self.leading
        if kind == "table":
            return self.table(block, number, width, x, y)
        for nth, row in enumerate(block.rows):
            if style.get("big") and nth:
                size, leading = self.size * self.scale["caption"], self.leading
            if isinstance(row, tuple):
                out.append(self.led(row, font, size, width, x, y, number))
                y += leading
                continue
            if self.capitals and kind == "heading":
                row = row.upper()
            if not row.split():
                continue
            hang = 1.2 * size if style.get("hang") else 0
            first = style.get("indent", self.indent) if kind == "text" else 0
            if kind == "lines" and style.get("indent") and nth % 2:
                first = 1.5 * size
            wrapped = self.wrap(row.split(), font, size, width, first, hang or (1.5 * size if kind == "lines" else 0), kind in ("text", "list_item", "note"))
            for words, indent, last in wrapped:
                wides = [self.width(w, font, size) for w in words]
                blank = _width_of(font, " ") * size * self.narrow
                spread = self.justified and not last and kind in ("text", "list_item", "note") and len(words) > 1
                if spread:
                    blank = max(blank, (width - indent - sum(wides)) / (len(words) - 1))
                at, set_words = x + indent, []
                for word, wide in zip(words, wides):
                    set_words.append((word, at, at + wide))
                    at += wide + blank
                out.append(Line(y, size, set_words, number))
                y += leading
        below = {"text": self.skip, "heading": r.choice([0, 0.2, 0.4]), "subheading": 0.1, "title": 0.8, "date": 0.6, "lines": 0.8, "table": 1, "caption": 0.8}.get(kind, 0.2 if style.get("last", True) else 0)
        return out, y + below * self.leading

    def led(self, row, font, size, width, x, y, number):
        """An entry with its number at the end of the line, after dots or a blank."""
        head, how, tail = row
        blank = _width_of(font, " ") * size * self.narrow
        words, at = [], x
        for word in head.split():
            wide = self.width(word, font, size)
            if words and at + wide > x + width - 4 * size:
                break
            words.append((word, at, at + wide))
            at += wide + blank
        end = x + width - self.width(tail, font, size)
        dot = self.width(".", font, size)
        if how == "dots" and end - at > 4 * dot:
            words.append(("." * int((end - at - blank) / dot), at, end - blank))
        elif how == "spaced":
            while at + 2 * dot < end - blank:
                words.append((".", at, at + dot))
                at += 3 * dot
        return Line(y, size, [*words, (tail, end, x + width)], number)

    def table(self, block, number, width, x, y):
        r, out = self.r, []
        columns = max(map(len, block.rows))
        size = self.size
        natural = [max([self.width(row[i], self.regular, size) for row in block.rows if i < len(row)] or [0]) for i in range(columns)]
        gap = max(0.6 * size, (width - sum(natural)) / max(1, columns - 1) * r.uniform(0.15, 1)) if columns > 1 else 0
        if sum(natural) + gap * (columns - 1) > width * 1.05:
            gap = 0.8 * size
        lefts = [x + sum(natural[:i]) + gap * i for i in range(columns)]
        for row in block.rows:
            words, cells = [], []
            for i, cell in enumerate(row):
                cells.append(len(words))
                right = block.style["numeric"][i] if i < len(block.style["numeric"]) else False
                at = lefts[i] + (natural[i] - self.width(cell, self.regular, size) if right else 0)
                for word in cell.split():
                    wide = self.width(word, self.regular, size)
                    words.append((word, at, at + wide))
                    at += wide + _width_of(self.regular, " ") * size * self.narrow
            if words:
                out.append(Line(y, size, words, number, cells=cells))
                y += self.leading
        return out, y + self.leading
