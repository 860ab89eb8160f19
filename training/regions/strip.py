#!/usr/bin/env python3
"""Takes regions and order away from pages whose regions people labelled, as a file comes that nobody zoned.

strip.py OUT PAGE.xml…    writes OUT/NUMBER.xml (PAGE, one region, lines from top to bottom) and OUT/NUMBER.truth.json beside it

A forest that only sees headings as regions of their own does not know them where nobody marked regions. Pages are PAGE or ALTO;
words without places are laid along their line by their letters. The truth has an entry for each word, in the order of the
file: `[0, 0, 0, 0, KIND]` with KIND `heading` or `text`, or `null` where it is not known (what stands around the text, tables, notes).
"""
import json, os, re, statistics, sys
import xml.etree.ElementTree as ET
from xml.sax.saxutils import quoteattr

# What regions and lines are called, in small letters without marks; what is not named here is text.
HEADING = {"heading", "headingline", "subheading", "headline"}
UNKNOWN = {"header", "footer", "pagenumber", "catchword", "signaturemark", "marginalia", "reference", "table", "dropcapital",
           "noise", "other", "caption", "titlepagezone", "runningtitlezone", "numberingzone", "quiremarkszone", "margintextzone",
           "dropcapitalzone", "graphiczone", "stampzone", "sealzone", "damagezone", "digitizationartefactzone", "tablezone", "musiczone",
           "interlinearline", "dropcapitalline", "musicline", "advertnumber"}
# A line is as high as this share of the distance to the next, and its letters stand on the baseline with this share above it.
HIGH, ABOVE = 0.85, 0.8


def kind(*labels):
    for label in labels:
        plain = re.sub(r"\W|_", "", re.split(r"[:#]", label or "")[0]).lower()
        if plain in HEADING:
            return "heading"
        if plain in UNKNOWN or re.fullmatch(r"t\d+c\d+", plain):
            return None
    return "text"


def numbers(text):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", text or "")]


def points(text):
    all_of = numbers(text)
    return list(zip(all_of[::2], all_of[1::2]))


def box(corners):
    xs, ys = zip(*corners)
    return [min(xs), min(ys), max(xs), max(ys)]


def custom(element):
    found = re.search(r"structure\s*\{[^}]*type:\s*([^;}]+)", element.get("custom") or "")
    return found[1].strip() if found else ""


def of_page(root, ns):
    """Lines of PAGE: text, corners, baseline, words with boxes, kind."""
    def text_of(element):
        equivs = sorted(element.findall(ns + "TextEquiv"), key=lambda one: int(one.get("index") or 0))
        return " ".join((equivs[0].findtext(ns + "Unicode") or "").split()) if equivs else ""

    def walk(around, in_table):
        for region in around:
            tag = region.tag[len(ns):]
            if not tag.endswith("Region") and tag != "TableCell":
                continue
            table = in_table or tag.startswith("Table")
            for line in region.findall(ns + "TextLine"):
                coords, base = line.find(ns + "Coords"), line.find(ns + "Baseline")
                corners = points(coords.get("points")) if coords is not None else []
                words = []
                for word in line.findall(ns + "Word"):
                    place = word.find(ns + "Coords")
                    if place is not None and text_of(word):
                        words.append((text_of(word), box(points(place.get("points")))))
                is_what = None if table else kind(region.get("type") or custom(region), custom(line))
                yield text_of(line), corners, points(base.get("points")) if base is not None else [], words, is_what
            yield from walk(region, table)

    yield from walk(root.find(ns + "Page"), False)


def of_alto(root, ns):
    """The same of ALTO."""
    tags = {tag.get("ID"): tag.get("LABEL") for tag in root.iter() if tag.tag.endswith("Tag")}
    named = lambda element: [tags.get(one) for one in (element.get("TAGREFS") or "").split()]
    place = lambda element: [float(element.get(name) or 0) for name in ("HPOS", "VPOS", "WIDTH", "HEIGHT")]
    for block in root.iter(ns + "TextBlock"):
        for line in block.findall(ns + "TextLine"):
            x, y, width, height = place(line)
            polygon = line.find(f"{ns}Shape/{ns}Polygon")
            corners = points(polygon.get("POINTS")) if polygon is not None else [(x, y), (x + width, y + height)]
            strings = [one for one in line.findall(ns + "String") if (one.get("CONTENT") or "").strip()]
            text = " ".join(" ".join(one.get("CONTENT").split()) for one in strings)
            words = [(one.get("CONTENT").strip(), [x, y, x + w, y + h]) for one in strings for x, y, w, h in [place(one)]]
            base = points(line.get("BASELINE"))
            yield text, corners, base, words if len(strings) > 1 else [], kind(*named(line), *named(block))


def lay(text, corners, base, words, pitch):
    """Words with boxes: the file's, or along the line by their letters."""
    if words and " ".join(word for word, _ in words) == text and all(len(word.split()) == 1 for word, _ in words):
        return words
    x0, y0, x1, y1 = box(corners)
    height = min(y1 - y0, HIGH * pitch)
    on = sorted(base) or [(x0, y0 + ABOVE * (y1 - y0))]
    unit, at, laid = (x1 - x0) / max(1, len(text)), 0, []
    for word in text.split():
        left, right = x0 + at * unit, x0 + (at + len(word)) * unit
        middle = (left + right) / 2
        after = next((n for n, point in enumerate(on) if point[0] >= middle), len(on) - 1)
        (xa, ya), (xb, yb) = on[max(0, after - 1)], on[after]
        foot = ya + (yb - ya) * min(1, max(0, (middle - xa) / (xb - xa))) if xb > xa else yb
        laid.append((word, [left, foot - ABOVE * height, right, foot + (1 - ABOVE) * height]))
        at += len(word) + 1
    return laid


def strip(path):
    root = ET.parse(path).getroot()
    ns = root.tag.split("}")[0] + "}" if "}" in root.tag else ""
    lines = [one for one in (of_page if root.tag.endswith("PcGts") else of_alto)(root, ns) if one[0] and len(one[1]) > 1]
    middles = [(box(line[1])[1] + box(line[1])[3]) / 2 for line in lines]
    apart = [below - above for above, below in zip(middles, middles[1:]) if below > above]
    if len(apart) < 3:
        return None
    pitch, made, truth = statistics.median(apart), [], []
    for line in lines:
        words = lay(*line[:4], pitch)
        if words:
            made.append((min(box[1] for _, box in words), box([corner for _, (a, b, c, d) in words for corner in ((a, b), (c, d))]), words, line[4]))
    made.sort(key=lambda one: one[0])
    width, height = (max(area[side] for _, area, _, _ in made) + 50 for side in (2, 3))
    coords = lambda area: '<Coords points="{0},{1} {2},{1} {2},{3} {0},{3}"/>'.format(*map(round, area))
    equiv = lambda text: f"<TextEquiv><Unicode>{quoteattr(text)[1:-1]}</Unicode></TextEquiv>"
    out = []
    for number, (_, area, words, is_what) in enumerate(made):
        inside = "".join(f'<Word id="w{number}_{at}">{coords(place)}{equiv(word)}</Word>' for at, (word, place) in enumerate(words))
        out.append(f'<TextLine id="l{number}">{coords(area)}{inside}{equiv(" ".join(word for word, _ in words))}</TextLine>')
        truth += [[0, 0, 0, 0, is_what] if is_what else None for _ in words]
    head = '<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator/><Created/><LastChange/></Metadata>'
    page = f'<Page imageFilename="page.jpg" imageWidth="{round(width)}" imageHeight="{round(height)}">'
    region = f'<TextRegion id="r">{coords([0, 0, width, height])}'
    return head + page + region + "\n".join(out) + "</TextRegion></Page></PcGts>", truth


def main():
    out = sys.argv[1]
    os.makedirs(out, exist_ok=True)
    for number, path in enumerate(sys.argv[2:]):
        stripped = strip(path)
        # A page on which nobody marked a heading may have headings that nobody marked.
        if stripped is None or not any(word and word[4] == "heading" for word in stripped[1]):
            continue
        with open(f"{out}/{number:04}.xml", "w", encoding="utf-8") as page:
            page.write(stripped[0])
        with open(f"{out}/{number:04}.truth.json", "w", encoding="utf-8") as truth:
            json.dump(stripped[1], truth)


if __name__ == "__main__":
    main()
