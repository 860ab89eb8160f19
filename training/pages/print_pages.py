#!/usr/bin/env python3
"""Prints pages of columns at random and reads them: NAME.txt and, with the places of its words, NAME.tsv, as the engine
read it, and NAME.truth.json, where each of its words stood.

print_pages.py TEXT.json OUT FROM TO     pages of the seeds FROM up to TO; some are read in two page modes

TEXT.json holds lists: "paragraphs" in their order, "headings", "items" (of lists) and "names". Take text that the language model has not
counted, or it will know how the lines go on better than it does on any other page. Needs pillow, numpy, tesseract
with nld and eng, and the fonts named below.
"""
import json, math, os, random, subprocess, sys
import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = "/usr/share/fonts/truetype/"
FONTS = [(ROOT + a, ROOT + b) for a, b in [
    ("dejavu/DejaVuSans.ttf", "dejavu/DejaVuSans-Bold.ttf"),
    ("dejavu/DejaVuSerif.ttf", "dejavu/DejaVuSerif-Bold.ttf"),
    ("liberation/LiberationSans-Regular.ttf", "liberation/LiberationSans-Bold.ttf"),
    ("liberation/LiberationSerif-Regular.ttf", "liberation/LiberationSerif-Bold.ttf"),
    ("liberation/LiberationSansNarrow-Regular.ttf", "liberation/LiberationSansNarrow-Bold.ttf"),
    ("open-sans/OpenSans-Regular.ttf", "open-sans/OpenSans-Bold.ttf")]]
MONTHS = "Januari Februari Maart April Mei Juni Juli Augustus September Oktober November December".split()
# The width of columns, in letters' heights, by how many there are.
WIDTHS = {2: (19, 30), 3: (14, 24), 4: (12, 20), 5: (11, 15)}
TALLEST = 2600


def wrapped(text, font, width):
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.getlength(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


class Page:
    """A page of columns: what stands where is in `lines`, as (x, y, text, font, zone, column, kind)."""

    def __init__(self, texts, r):
        self.texts, self.r, self.lines = texts, r, []
        self.k = r.choices([2, 3, 4, 5], [28, 40, 26, 6])[0]
        regular, bold = r.choice(FONTS)
        size = self.size = r.randint(18, 22)
        font = lambda path, scale: ImageFont.truetype(path, int(size * scale))
        self.text = font(regular, 1)
        self.heading = font(bold, r.choice([1.01, 1.15, 1.3, 1.4, 1.5]))
        self.subheading = font(bold, r.uniform(1, 1.08))
        self.title = font(bold, r.uniform(1.7, 2.3))
        self.leading = size * r.uniform(1.15, 1.45)
        self.gutter = int(size * r.choice([1, 1.3, 1.6, 2, 2.5]))
        width = int(size * r.uniform(*WIDTHS[self.k]))
        uneven = r.random() < 0.12
        self.widths = [int(width * r.uniform(0.75, 1.35)) if uneven else width for _ in range(self.k)]
        self.margin = 2 * size
        self.xs = [self.margin + sum(self.widths[:c]) + c * self.gutter for c in range(self.k)]
        self.numbered, self.subheadings = r.random() < 0.06, r.choice([0, 0.3, 0.6, 1])
        self.paragraph = r.randrange(len(texts["paragraphs"]))
        self.set()

    def any_heading(self):
        return self.r.choice(self.texts["headings" if self.r.random() < 0.8 else "names"])

    def next_paragraph(self):
        """Mostly what goes on after the last one."""
        paragraphs = self.texts["paragraphs"]
        self.paragraph = self.r.randrange(len(paragraphs)) if self.r.random() < 0.15 else self.paragraph + 1
        return paragraphs[self.paragraph % len(paragraphs)]

    def section(self):
        r, blocks = self.r, [[self.next_paragraph()] for _ in range(self.r.choice([1, 1, 2, 2, 3]))]
        if r.random() < 0.12:
            mark, end = r.choice(["• ", "- ", "– ", ""]), r.choice(["", "", ";", "."])
            items = [mark + item + end for item in r.sample(self.texts["items"], r.randint(2, 5))]
            blocks.insert(r.randint(0, len(blocks)), items)
        number = r.choice(["1.", "2.", "3.1", "4"]) + " " if self.numbered else ""
        return number + self.any_heading(), self.any_heading() if r.random() < self.subheadings else None, blocks

    def column(self, section, c):
        """The lines of a section in a column, each with its height below the top, and how high all are."""
        heading, subheading, blocks = section
        out, y = [], 0
        for text in wrapped(heading, self.heading, self.widths[c]):
            out.append((y, text, self.heading, "heading"))
            y += int(self.heading.size * 1.2)
        for text in wrapped(subheading, self.subheading, self.widths[c]) if subheading else []:
            out.append((y, text, self.subheading, "subheading"))
            y += int(self.leading)
        for block in blocks:
            for text in (line for part in block for line in wrapped(part, self.text, self.widths[c])):
                out.append((y, text, self.text, "text"))
                y += int(self.leading)
            y += self.size // 2
        return out, y + int(self.size * self.r.choice([0.4, 0.8]))

    def set(self):
        r, y = self.r, self.margin
        if r.random() < 0.85:
            self.lines.append((self.margin, y, self.any_heading(), self.title, 0, 0, "title"))
            y += int(self.title.size * 1.3)
            if r.random() < 0.7:
                date = f"{r.choice(MONTHS)} {r.randint(1960, 2024)}"
                self.lines.append((self.margin, y, date, self.subheading, 0, 0, "date"))
                y += int(self.size * 1.6)
            y += int(self.size * r.uniform(0.6, 1.6))
        sections = [self.section() for _ in range(r.randint(max(2, self.k - 1), 2 * self.k + 2))]
        heights = [self.column(section, 0)[1] for section in sections]
        columns, filled, c = [[] for _ in range(self.k)], [0] * self.k, 0
        # Text is poured from column to column, the last of which runs out; or it fills them evenly, or at random.
        order = r.choices(["poured", "even", "random"], [50, 30, 20])[0]
        target = sum(heights) / self.k * (r.uniform(1, 1.35) if order == "poured" else 1)
        for number, (section, height) in enumerate(zip(sections, heights)):
            if order == "random":
                c = min(range(self.k), key=filled.__getitem__) if r.random() < 0.7 else r.randrange(self.k)
            elif filled[c] and c < self.k - 1 and (filled[c] + height / 2 > target or len(sections) - number < self.k - c):
                c += 1
            columns[c].append(section)
            filled[c] += height
        self.top, self.bottom, how = y, y, r.random()
        for c, of in enumerate(columns):
            drop = r.choice([0, 0.5, 0.6, 1]) * self.leading if how < 0.25 else r.uniform(0, 6) * self.size if how < 0.35 else 0
            y = self.top + int(drop)
            for section in of:
                lines, height = self.column(section, c)
                self.lines += [(self.xs[c], y + dy, text, font, 1, c, kind) for dy, text, font, kind in lines]
                y += height
            self.bottom = max(self.bottom, y)
        if r.random() < 0.2:
            footer = " ".join(r.choice(self.texts["paragraphs"]).split()[:10])
            self.lines.append((self.margin, self.bottom + self.size, footer, self.text, 2, 0, "text"))
        self.size_of = (self.xs[-1] + self.widths[-1] + self.margin, self.bottom + 3 * self.size + self.margin)

    def printed(self):
        """The page as a scanner gives it, how far it is turned (degrees) and how it is scaled."""
        r, (width, height) = self.r, self.size_of
        paper = r.choice([255, 250, 235, 215])
        image = Image.new("L", self.size_of, paper)
        draw = ImageDraw.Draw(image)
        if r.random() < 0.25:  # a tinted box
            c, y = r.randrange(self.k), r.randint(self.top, self.bottom)
            draw.rectangle([self.xs[c] - 5, y, self.xs[c] + self.widths[c] + 5, y + r.randint(60, 260)], fill=paper - r.choice([40, 70, 100]))
        ink, ink_of_heading, justified = r.choice([20, 40, 60, 90]), r.choice([30, 60, 110]), r.random() < 0.25
        for x, y, text, font, zone, c, _ in self.lines:
            fill, words = ink_of_heading if font is self.heading else ink, text.split()
            room = self.widths[c] - sum(font.getlength(word) for word in words)
            if not (justified and zone == 1 and font is self.text and len(words) > 1 and font.getlength(text) > 0.78 * self.widths[c]):
                draw.text((x, y), text, font=font, fill=fill)
                continue
            for word in words:
                draw.text((x, y), word, font=font, fill=fill)
                x += font.getlength(word) + room / (len(words) - 1)
        if r.random() < 0.2:  # a picture at the foot of a column
            c = r.randrange(self.k)
            y = max((line[1] for line in self.lines if line[4:6] == (1, c)), default=self.top) + 3 * self.size
            for _ in range(60 if y + 150 < height else 0):
                x, at = r.randint(self.xs[c], self.xs[c] + self.widths[c]), r.randint(y, y + 150)
                draw.line([x, at, x + r.randint(-80, 80), at + r.randint(-60, 60)], fill=r.randint(60, 180), width=r.randint(1, 5))
        turned = r.choice([0, 0, 0, r.uniform(-0.5, 0.5), r.uniform(-0.25, 0.25)])
        if turned:
            image = image.rotate(turned, resample=Image.BICUBIC, fillcolor=paper)
        image = image.filter(ImageFilter.GaussianBlur(r.choice([0.4, 0.6, 0.8, 0.9, 1.05])))
        grain = numpy.random.default_rng(r.randrange(1 << 32)).normal(0, r.choice([2, 6, 12, 18]), (height, width))
        pixels = 128 + (numpy.asarray(image, float) - 128) * r.uniform(0.6, 1) + grain
        scale = r.choice([1, 1, 1, 0.85, 0.75])
        image = Image.fromarray(numpy.clip(pixels, 0, 255).astype("uint8"))
        return image.resize((int(width * scale), int(height * scale)), Image.BILINEAR), turned, scale

    def stood(self, x, y, turned, scale):
        """What stood at a place of the image: zone, column, line of the column, x, and the kind of line; or nothing."""
        (width, height), turn = self.size_of, math.radians(turned)
        dx, dy = x / scale - width / 2, y / scale - height / 2
        x, y = dx * math.cos(turn) - dy * math.sin(turn) + width / 2, dx * math.sin(turn) + dy * math.cos(turn) + height / 2
        best = None
        for number, (_, top, _, font, zone, c, kind) in enumerate(self.lines):
            left, right = self.xs[c] - self.gutter / 2, self.xs[c] + self.widths[c] + self.gutter / 2
            away = abs(top + 0.6 * font.size - y) / font.size
            if away < 0.8 and (zone != 1 or left <= x < right) and (best is None or away < best[0]):
                best = (away, [zone, c, number, x, kind])
        return best and best[1]


def main(texts, out, first, last):
    texts = json.load(open(texts, encoding="utf-8"))
    os.makedirs(out, exist_ok=True)
    for seed in range(first, last):
        r = random.Random(seed)
        page = Page(texts, r)
        if page.size_of[1] > TALLEST:
            continue
        image, turned, scale = page.printed()
        picture = os.path.join(out, f"{seed}.png")
        image.save(picture)
        for mode in r.choice([[6], [4], [6, 4]]):
            name = os.path.join(out, f"{seed}-{mode}")
            command = ["tesseract", picture, name, "--psm", str(mode), "-l", r.choices(["nld", "eng"], [65, 35])[0], "--dpi", "150", "txt", "tsv"]
            subprocess.run(command, env={**os.environ, "OMP_THREAD_LIMIT": "1"}, capture_output=True, check=True)
            words = []
            for row in open(name + ".tsv", encoding="utf-8").read().split("\n")[1:]:
                cells = row.split("\t")
                if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
                    left, top, wide, high = map(float, cells[6:10])
                    words += [page.stood(left + wide / 2, top + high / 2, turned, scale)] * len(cells[11].split())
            json.dump(words, open(name + ".truth.json", "w"))
        os.remove(picture)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
