"""What stands on a page beside its text, and of which an engine reads letters that were never printed: photographs,
drawings, charts, icons, frames and rules."""
import math
import numpy
from PIL import Image, ImageFilter


def photograph(image, draw, box, r):
    """Greys that come and go, as in a halftone."""
    left, top, right, bottom = box
    wide, high = right - left, bottom - top
    coarse = numpy.random.default_rng(r.randrange(1 << 32)).uniform(30, 235, (max(2, high // r.randint(6, 40)), max(2, wide // r.randint(6, 40))))
    greys = Image.fromarray(coarse.astype("uint8")).resize((wide, high), r.choice([Image.BICUBIC, Image.BILINEAR, Image.NEAREST]))
    if r.random() < 0.4:  # printed in dots
        step = r.choice([3, 4, 5])
        y, x = numpy.mgrid[0:high, 0:wide]
        dots = 128 + 120 * numpy.sin(x * 2 * math.pi / step) * numpy.sin(y * 2 * math.pi / step)
        greys = Image.fromarray(numpy.where(numpy.asarray(greys) > dots, 240, 40).astype("uint8"))
    image.paste(greys, (left, top))


def drawing(image, draw, box, r):
    """Strokes."""
    left, top, right, bottom = box
    for _ in range(r.randint(8, 70)):
        x, y = r.randint(left, right), r.randint(top, bottom)
        draw.line([x, y, min(right, max(left, x + r.randint(-90, 90))), min(bottom, max(top, y + r.randint(-70, 70)))], fill=r.randint(20, 170), width=r.randint(1, 6))


def chart(image, draw, box, r):
    """Axes, and bars or a line."""
    left, top, right, bottom = box
    draw.line([left, top, left, bottom, right, bottom], fill=40, width=r.randint(1, 4))
    many = r.randint(3, 12)
    step = (right - left) / many
    at = [(left + step * (n + 0.5), r.randint(top, bottom)) for n in range(many)]
    if r.random() < 0.6:
        for x, y in at:
            draw.rectangle([x - step * 0.35, y, x + step * 0.35, bottom], fill=r.randint(40, 200))
    else:
        draw.line(at, fill=40, width=r.randint(2, 5))
        for x, y in at:
            draw.ellipse([x - 6, y - 6, x + 6, y + 6], fill=r.randint(40, 120))


def icons(image, draw, box, r):
    """A row of marks: rings, arrows, people, houses, ticks."""
    left, top, right, bottom = box
    size = r.randint(26, 90)
    fill, wide = r.choice([20, 60, 120]), r.randint(2, 7)
    kind = r.choice(["ring", "arrow", "person", "house", "tick", "disc", "cross"])
    x, y = left, top + max(0, (bottom - top - size) // 2)
    for _ in range(r.randint(1, 6)):
        if x + size > right or y + size > bottom:
            break
        middle = x + size // 2
        if kind == "ring":
            draw.ellipse([x, y, x + size, y + size], outline=fill, width=wide)
        elif kind == "disc":
            draw.ellipse([x, y, x + size, y + size], fill=fill)
            draw.polygon([(middle, y + size // 4), (x + size // 4, y + size // 2), (middle, y + 3 * size // 4)], fill=250)
        elif kind == "arrow":
            draw.line([x, y + size // 2, x + size, y + size // 2], fill=fill, width=wide)
            draw.polygon([(x + size, y + size // 2), (middle, y + size // 5), (middle, y + 4 * size // 5)], fill=fill)
        elif kind == "person":
            draw.ellipse([middle - size // 6, y, middle + size // 6, y + size // 3], fill=fill)
            draw.rectangle([middle - size // 4, y + size // 3 + 3, middle + size // 4, y + size], fill=fill)
        elif kind == "house":
            draw.polygon([(x, y + size // 2), (middle, y), (x + size, y + size // 2)], outline=fill, width=wide)
            draw.rectangle([x + size // 6, y + size // 2, x + size - size // 6, y + size], outline=fill, width=wide)
        elif kind == "tick":
            draw.line([x, y + size // 2, x + size // 3, y + size, x + size, y], fill=fill, width=wide)
        else:
            draw.line([x, y, x + size, y + size], fill=fill, width=wide)
            draw.line([x + size, y, x, y + size], fill=fill, width=wide)
        if r.random() < 0.3:
            kind = r.choice(["ring", "arrow", "person", "house", "tick", "disc", "cross"])
        x += int(size * r.uniform(1.2, 2.5))


KINDS = [photograph, drawing, chart, icons, icons]


def illustrate(image, draw, taken, r):
    """Puts pictures where none of the boxes that are `taken` stands, and perhaps frames and rules beside those that are."""
    width, height = image.size
    for _ in range(r.choice([2, 4, 8, 14, 24])):
        wide, high = r.randint(40, 420), r.randint(30, 300)
        for _ in range(12):
            if wide >= width - 8 or high >= height - 8:
                break
            left, top = r.randint(2, width - wide - 4), r.randint(2, height - high - 4)
            box = (left, top, left + wide, top + high)
            if not any(meets(box, other) for other in taken):
                r.choice(KINDS)(image, draw, box, r)
                taken.append(box)
                break
            wide, high = max(30, int(wide * 0.85)), max(24, int(high * 0.85))
    rule, thick = r.choice([30, 90, 150]), r.randint(1, 4)
    if r.random() < 0.35:  # a frame around some lines
        some = r.sample(taken, min(len(taken), 1))
        for left, top, right, bottom in some:
            down = [box for box in taken if meets((left, top, right, min(height, top + r.randint(60, 500))), box)]
            frame = [min(box[0] for box in down) - 8, min(box[1] for box in down) - 8, max(box[2] for box in down) + 8, max(box[3] for box in down) + 8]
            if not any(cuts(frame, box) for box in taken):
                draw.rectangle(frame, outline=rule, width=thick)
    for _ in range(r.choice([0, 0, 1, 3])):  # rules, where nothing stands
        if r.random() < 0.6:
            x, top = r.randint(4, width - 4), r.randint(4, height // 2)
            box = (x - 3, top, x + 3, top + r.randint(80, height // 2))
            line = [x, box[1], x, box[3]]
        else:
            y, left = r.randint(4, height - 4), r.randint(4, width // 2)
            box = (left, y - 3, left + r.randint(80, width // 2), y + 3)
            line = [box[0], y, box[2], y]
        if not any(meets(box, other) for other in taken):
            draw.line(line, fill=rule, width=thick)


def meets(a, b):
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def cuts(frame, box):
    """Whether an edge of a frame runs through a box."""
    inside = frame[0] <= box[0] and frame[1] <= box[1] and box[2] <= frame[2] and box[3] <= frame[3]
    return meets(frame, box) and not inside
