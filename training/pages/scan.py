"""Prints a set page and has Tesseract read it: rows of tokens as `engine.read` gives them, with an engine's own mistakes.
Needs tesseract with the language and eng, pillow, numpy and the Liberation fonts, whose letters are as wide as those set."""
import os, random, subprocess, tempfile
import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from engine import Row, Token
from pictures import illustrate

FONTS = "/usr/share/fonts/truetype/liberation/Liberation"
NAMES = {"Helvetica": "Sans", "Times-Roman": "Serif", "Courier": "Mono"}
MODELS = {"nl": "nld", "de": "deu", "fr": "fra", "en": "eng"}
SCALE, MARGIN = 2.0, 40


def picture(page, r, illustrated):
    """The page as a scanner gives it."""
    left = min(line.left for line in page.lines)
    place = lambda x, y: (int((x - left) * SCALE) + MARGIN, int(y * SCALE) + MARGIN)
    width, height = place(max(line.right for line in page.lines), max(line.y + line.size for line in page.lines))
    if illustrated:  # room for pictures, beside the text and below it
        width, height = width + r.choice([0, 0, 200, 400]), height + r.choice([0, 150, 400])
    paper, ink = r.choice([255, 250, 235, 215]), r.choice([20, 40, 60, 90])
    image = Image.new("L", (width + MARGIN, height + 2 * MARGIN), paper)
    draw = ImageDraw.Draw(image)
    if illustrated:
        taken = [(*place(line.left - 3, line.y - 2), *place(line.right + 3, line.y + line.size + 3)) for line in page.lines]
        illustrate(image, draw, taken, r)
    tints = tinted(page, draw, place, r) if illustrated else {}
    name, narrow, fonts = NAMES[page.press.regular], page.press.narrow, {}
    thin = name == "Sans" and narrow < 0.85
    for line in page.lines:
        bold = page.parts[line.part]["kind"] in ("title", "heading", "subheading")
        size = max(6, round(line.size * SCALE * (1 if thin else narrow)))
        font = fonts.setdefault((bold, size), ImageFont.truetype(f"{FONTS}{name}{'Narrow' if thin else ''}-{'Bold' if bold else 'Regular'}.ttf", size))
        if line.debris:
            x, y = place(line.words[0][1], line.y)
            for _ in range(12):
                a, b = x + r.randint(0, int((line.words[0][2] - line.words[0][1]) * SCALE)), y + r.randint(0, int(line.size * SCALE))
                draw.line([a, b, a + r.randint(-60, 60), b + r.randint(-20, 20)], fill=r.randint(60, 180), width=r.randint(1, 5))
            continue
        for text, at, _ in line.words:
            draw.text(place(at, line.y), text, font=font, fill=tints.get(line.part, ink))
    # Pages with pictures are as badly scanned as any: what is misread beyond telling is noise too.
    blur, grains, contrast = ([0.4, 0.8, 1.2, 1.7, 2.2], [1, 3, 6, 10], 0.5) if illustrated else ([0.3, 0.4, 0.6, 0.8], [2, 4, 8], 0.8)
    image = image.filter(ImageFilter.GaussianBlur(r.choice(blur)))
    grain = numpy.random.default_rng(r.randrange(1 << 32)).normal(0, r.choice(grains), (image.height, image.width))
    pixels = 128 + (numpy.asarray(image, float) - 128) * r.uniform(contrast, 1) + grain
    return Image.fromarray(numpy.clip(pixels, 0, 255).astype("uint8")), left


def tinted(page, draw, place, r):
    """Boxes of colour behind some parts of the page, and the ink of what is printed on them."""
    inks = {}
    parts = sorted({line.part for line in page.lines if not line.debris})
    for part in r.sample(parts, min(len(parts), r.choice([0, 0, 1, 2, 4]))):
        lines = [line for line in page.lines if line.part == part]
        box = (*place(min(line.left for line in lines) - 4, min(line.y for line in lines) - 3),
               *place(max(line.right for line in lines) + 4, max(line.y + line.size for line in lines) + 4))
        paper = r.choice([40, 90, 130, 160, 190])
        draw.rectangle(box, fill=paper)
        inks[part] = r.choice([235, 250]) if paper < 120 else r.choice([20, 250]) if paper < 165 else 30
    return inks


def read(page, mode, r, language, illustrated=False):
    image, least = picture(page, r, illustrated)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page")
        image.save(path + ".png")
        model = r.choices([MODELS[language], "eng"], [75, 25])[0]
        subprocess.run(["tesseract", path + ".png", path, "--psm", mode.removeprefix("psm"), "-l", model, "--dpi", "150", "tsv"],
                       env={**os.environ, "OMP_THREAD_LIMIT": "1"}, capture_output=True, check=True)
        table = open(path + ".tsv", encoding="utf-8").read().split("\n")[1:]
    printed, rank = [], 0
    for number, line in enumerate(page.lines):
        if not line.debris:
            printed.append((line.y + 0.5 * line.size, line.size, number, [(rank + n, a, b) for n, (_, a, b) in enumerate(line.words)]))
            rank += len(line.words)
    rows, key = [], None
    for cells in (row.split("\t") for row in table):
        if len(cells) != 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, wide, high = ((float(x)) / SCALE for x in cells[6:10])
        left, middle = left - MARGIN / SCALE + least, top + high / 2 - MARGIN / SCALE
        if cells[2:5] != key:
            rows.append(Row(top, high, blank=int(bool(key) and cells[2:4] != key[:2])))
            key = cells[2:5]
        for text in cells[11].split():
            token = Token(text, left, left + wide, -1)
            near = [(abs(y - middle), number, words) for y, size, number, words in printed
                    if abs(y - middle) < 0.6 * size and words[0][1] - 3 < left + wide / 2 < words[-1][2] + 3]
            if near:
                _, number, words = min(near)
                inside = [n for n, a, b in words if left - 2 < (a + b) / 2 < left + wide + 2] or [n for n, a, b in words if a - 2 < left + wide / 2 < b + 2]
                if inside:
                    token.line, token.first, token.count = number, inside[0], len(inside)
                    before = rows[-1].tokens[-1] if rows[-1].tokens else None
                    if before and before.line == number and before.first + before.count > token.first:
                        before.count = max(0, token.first - before.first)
            rows[-1].tokens.append(token)
    return [row for row in rows if row.tokens]
