"""Reads a set page as an engine would: lines of tokens, each with the printed words that it is read from."""
from dataclasses import dataclass, field
import math


@dataclass
class Token:
    text: str
    left: float
    right: float
    line: int  # of the page's printed lines, or -1 for debris
    first: int = 0  # the first printed word it is read from, numbered over the page in reading order
    count: int = 1
    blanks: int = 1  # before it


@dataclass
class Row:
    y: float
    height: float
    tokens: list = field(default_factory=list)
    blank: int = 0  # blank lines before it
    begins: bool = False  # whether a block begins with it
    middle: float = 0.0  # of its letters


# How far apart, in lines, what stands side by side may be to become one row. On 48 pages that were printed and read by
# Tesseract (`scan.py`) 99 of 100 pairs of lines 0.3 apart were one row, 75 of those 0.4 apart, 33 at 0.5, 13 at 0.6; with
# these bounds the same pages have as many rows of one column, and change columns as often, as they were read.
TOGETHER = (0.42, 0.68)

MODES = ["psm6", "psm4", "psm4s", "psm3", "pdftotext", "layout"]


def tokens_of(page, r, debris):
    """The printed lines as tokens, with their heights on a page that may lie askew."""
    slope = math.tan(math.radians(r.choice([0, 0, 0, 0, r.uniform(-0.35, 0.35)])))
    rank, out = 0, []
    for number, line in enumerate(page.lines):
        if line.debris:
            if r.random() < debris:
                out.append((line.y, line.size, line.zone, line.column, junk(line.words[0][1], line.words[0][2], r)))
            continue
        tokens = []
        for text, left, right in line.words:
            tokens.append(Token(text, left, right, number, rank))
            rank += 1
        out.append((line.y + slope * tokens[0].left, line.size, line.zone, line.column, tokens))
    return [o for o in out if o[4]]


def junk(left, right, r):
    """What an engine makes of a picture."""
    letters = "eeeeaaonisrtkKNE|_.:,;-'~=<>/\\()[]§©®«»°*+5378"
    many = r.choice([0, 1, 1, 2, 3, 5, 7])
    places = sorted(r.uniform(left, max(left, right - 12)) for _ in range(many))
    return [Token("".join(r.choice(letters) for _ in range(r.choice([1, 1, 2, 2, 3, 4]))), at, at + 10, -1) for at in places]


def rows_of(lines, tolerance):
    """Lines at about one height become a row, as engines read that see no columns: of the rows that a line may be in the
    nearest one, by the middle of its letters."""
    rows = []
    for y, size, _, _, tokens in sorted(lines, key=lambda line: (line[0] + 0.5 * line[1], line[4][0].left)):
        middle = y + 0.5 * size
        near = [(abs(row.middle - middle), n) for n, row in enumerate(rows[-6:], max(0, len(rows) - 6))
                if abs(row.middle - middle) < tolerance and all(t.right <= tokens[0].left + 1 or t.left >= tokens[-1].right - 1 for t in row.tokens)]
        if near:
            row = rows[min(near)[1]]
            row.tokens = sorted(row.tokens + tokens, key=lambda t: t.left)
        else:
            rows.append(Row(y, size, list(tokens), middle=middle))
    return rows


def block_of(lines, tolerance):
    """The rows of a block, of which the first is known to begin it."""
    rows = rows_of(lines, tolerance)
    for row in rows[:1]:
        row.begins = True
    return rows


def groups(lines, missed, r):
    """The lines of a zone in blocks from left to right: neighbouring columns whose gutter is missed stay together."""
    columns = sorted({line[3] for line in lines})
    joined, out = [columns[:1]] if columns else [], []
    for column in columns[1:]:
        joined[-1].append(column) if r.random() < missed else joined.append([column])
    for group in joined:
        out.append([line for line in lines if line[3] in group])
    return out


def read(page, mode, r):
    """The rows of a page in the order in which an engine gives them."""
    lines = tokens_of(page, r, 0 if mode in ("pdftotext", "layout") else r.choice([0.3, 0.6, 0.9]))
    zones = [[line for line in lines if line[2] == zone] for zone in range(len(page.zones))]
    tolerance = page.press.leading * r.uniform(*TOGETHER)
    if mode in ("psm6", "layout"):
        rows = rows_of(lines, tolerance)
    elif mode in ("psm4", "psm4s"):
        # Here and there a gutter is found, for a stretch of a zone's height, or (psm4s) for several.
        rows, found = [], r.choice([0.1, 0.4, 0.7, 1])
        for zone in zones:
            if not zone or r.random() >= found:
                rows += rows_of(zone, tolerance)
                continue
            ys = [line[0] for line in zone]
            many = r.choice([1, 2, 3]) if mode == "psm4s" else 1
            ends = sorted(r.uniform(min(ys), max(ys) + 1) for _ in range(2 * many)) if r.random() < 0.7 else [-1e8, 1e8]
            # Before the first, from that to the second and so on: each second stretch is one where gutters are found.
            missed = [r.choice([0, 0.5]) if nth % 2 else 1 for nth in range(len(ends) + 1)]
            for low, high, missed in zip([-1e9, *ends], [*ends, 1e9], missed):
                blocks = groups([line for line in zone if low <= line[0] < high], missed, r)
                if mode == "psm4s" and r.random() < 0.4:
                    r.shuffle(blocks)  # by where they begin, which is as good as chance
                for group in blocks:
                    rows += block_of(group, tolerance)
    else:
        missed = 0 if mode == "pdftotext" else r.choice([0, 0, 0.1, 0.5])
        blocks = [group for zone in zones for group in groups(zone, missed, r)]
        if mode == "psm3" and r.random() < 0.1 and len(blocks) > 2:
            at = r.randrange(len(blocks) - 1)
            blocks[at], blocks[at + 1] = blocks[at + 1], blocks[at]
        rows = [row for block in blocks for row in block_of(block, tolerance)]
    blank_lines(page, rows, mode, r)
    if mode == "layout":
        keep_blanks(rows, page.press.size * 0.5 * page.press.narrow)
    return rows


def blank_lines(page, rows, mode, r):
    """Engines put blank lines where they see a gap, and elsewhere; those that look for blocks (psm4s), between blocks and
    paragraphs. On 28 pages that Tesseract read with mode 4 there were 38 for 100 lines, on 25 with
    mode 3 35, on 26 with mode 6 15; psm4s gives 31, psm4 without them 15, psm6 13."""
    at_gaps, anywhere = r.choice([0, 0.3, 0.9, 1]), r.choice([0, 0, 0.01, 0.05])
    if r.random() < 0.03:
        anywhere = 0.95
    part_of = lambda row: page.lines[row.tokens[-1].line].part if row.tokens and row.tokens[-1].line >= 0 else -1
    paragraphs = r.choice([0.3, 0.6, 0.9]) if mode == "psm4s" else 0
    for before, row in zip(rows, rows[1:]):
        gap = row.y - before.y
        if paragraphs and (row.begins or part_of(row) != part_of(before)) and r.random() < (0.95 if row.begins else paragraphs):
            row.blank = 1
        if (gap > 1.3 * page.press.leading or gap < -page.press.leading) and r.random() < at_gaps or r.random() < anywhere:
            row.blank = 1
        if mode == "layout" and gap > 1.8 * page.press.leading:
            row.blank = min(3, int(gap / page.press.leading) - 1)


def keep_blanks(rows, letter):
    """pdftotext -layout keeps the distances by blanks."""
    least = min(row.tokens[0].left for row in rows) if rows else 0
    for row in rows:
        at = 0
        for nth, token in enumerate(row.tokens):
            want = int(round((token.left - least) / letter))
            before = row.tokens[nth - 1].right if nth else least
            token.blanks = max(1 if nth else 0, want - at) if nth == 0 or token.left - before > letter * 1.4 else 1
            at += token.blanks + len(token.text)
