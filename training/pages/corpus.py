"""Text to print: paragraphs of corpora, and what headings, names and lines are made of."""
import bisect, collections, glob, lzma, os, re
from words import WORDS

SIZE = 12_000_000  # characters of one file; more of a kind adds little
_HEADING = re.compile(r"^[A-ZÀ-Þ0-9][^.!?:;|<>*#_=\[\]{}]{2,60}$")
_JUNK = re.compile(r"[|<>*#_=\[\]{}\\~^`]|https?:|  | [,.;:]")


def _lines(path):
    with lzma.open(path, "rt", encoding="utf-8") if path.endswith(".xz") else open(path, encoding="utf-8") as file:
        yield from file


def _decoded(line):
    """A line that was decoded as if each of its bytes were a letter (`é` as two) is decoded anew."""
    if "Ã" not in line and "Â" not in line:
        return line
    try:
        return line.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return line


class Cursor(list):
    """Where text goes on, as [file, paragraph], and where sections with their own headings do, if the page is set from such."""

    leaflet = None


class Corpus:
    """The text of some files, .txt or .txt.xz, a paragraph or sentence a line. `part` of `parts` of their stretches is read:
    print with one part what is learnt from, with another what is measured on. Headings are made of `nouns`, as most are, or of
    any words that stand together."""

    def __init__(self, paths, language, part=0, parts=1, nouns=False):
        self.language, self.words = language, WORDS[language]
        self.about = 0.0  # the share of sections of which a heading names what its text begins with
        self.leaflets, self.share = None, 0.0  # sections with their own headings, and the share of pages that are set from them
        files = sorted(f for p in paths for f in (glob.glob(os.path.join(p, "*.txt*")) if os.path.isdir(p) else [p]))
        self.files, headings, counts, names = [], set(), collections.Counter(), set()
        for path in files:
            paragraphs, size = [], 0
            for number, line in enumerate(_lines(path)):
                if number // 200 % parts != part:
                    continue
                line = _decoded(line.strip())
                size += len(line)
                if size > SIZE:
                    break
                if _JUNK.search(line):
                    continue
                if _HEADING.match(line) and len(line.split()) <= 8 and not re.match(r"^[\d\W]+$", line):
                    headings.add(line)
                elif 40 <= len(line) <= 1500 and line[-1] in ".!?”\"»" and line[0].isupper() and sum(c.isalpha() or c == " " for c in line) > 0.9 * len(line):
                    paragraphs.append(line)
                    if len(paragraphs) % 7 == 0:
                        tokens = line.split()
                        counts.update(re.sub(r"^\W+|\W+$", "", t).lower() for t in tokens)
                        names.update(" ".join(m) for m in re.findall(r"(?<=[a-zà-ÿ,] )([A-ZÀ-Þ][a-zà-ÿ]{2,})( [A-ZÀ-Þ][a-zà-ÿ]{2,})?(?![\w])", line))
            if len(paragraphs) > 50:
                self.files.append(paragraphs)
        if not self.files:
            raise SystemExit("no text: corpora are files of .txt or .txt.xz, a paragraph a line")
        self.headings = sorted(headings)
        weak = set(self.words["weak"])
        content = [w for w, n in counts.most_common(12000) if 4 <= len(w) <= 18 and w.isalpha() and w not in weak]
        self.content, self.names = content[150:], sorted(" ".join(n.split()) for n in names)
        self.nouns = _nouns(self.files, self.words) if nouns else []
        # Long corpora do not drown short ones: a file counts by the square root of its size.
        sizes = [len(f) ** 0.5 for f in self.files]
        self.upto = [sum(sizes[:i + 1]) for i in range(len(sizes))]

    def cursor(self, r):
        """Where some text begins, as (file, paragraph)."""
        file = min(bisect.bisect(self.upto, r.random() * self.upto[-1]), len(self.files) - 1)
        return Cursor([file, r.randrange(len(self.files[file]))])

    def page(self, r):
        """Where the text of a page begins."""
        cursor = self.cursor(r)
        if self.leaflets and r.random() < self.share:
            cursor.leaflet = self.leaflets.cursor(r)
        return cursor

    def paragraph(self, r, cursor, most=700):
        """The paragraph at the cursor, which goes on; a file of sentences gives several as one."""
        file = self.files[cursor[0]]
        text = file[cursor[1] % len(file)]
        cursor[1] += 1
        want = r.choice([60, 120, 200, 300, 450])
        while len(text) < want:
            text += " " + file[cursor[1] % len(file)]
            cursor[1] += 1
        return _cut(text, most)

    def sentence(self, r, least=3, most=14):
        for _ in range(20):
            file, at = self.cursor(r)
            words = re.split(r"(?<=[.!?]) ", self.files[file][at])[0].split()
            if least <= len(words) <= most:
                return " ".join(words)
        return " ".join(words[:most]).rstrip(",;:") + "."

    def phrase(self, r, least=1, most=6):
        """Some words of a sentence that a heading or an item may be."""
        weak = set(self.words["weak"])
        for _ in range(20):
            file, at = self.cursor(r)
            words = self.files[file][at].split()
            start = r.randrange(max(1, len(words) - most))
            part = words[start:start + r.randint(least, most)]
            part = part[:next((i + 1 for i, w in enumerate(part) if w[-1] in ".,;:!?"), len(part))]
            while part and re.sub(r"\W", "", part[-1]).lower() in weak:
                part.pop()
            if len(part) >= least:
                text = re.sub(r"^\W+|[\W]+$", "", " ".join(part))
                if text:
                    return text[0].upper() + text[1:]
        return self.word(r).capitalize()

    def word(self, r):
        return self.content[int(len(self.content) * r.random() ** 1.5)]

    def name(self, r):
        return r.choice(self.names) if self.names else self.word(r).capitalize()

    def person(self, r):
        first = r.choice("ABCDEFGHJKLMNPRSTW") + "."
        return r.choice([f"{first} {self.name(r)}", f"{self.name(r)}", f"{first}{r.choice('ABHJMW')}. {self.name(r)}"])

    def heading(self, r):
        """One in three or four headings is one word; some are names, questions, or what the corpora have as lines of their own."""
        if self.nouns and r.random() < 0.9:
            return self.noun_heading(r)
        kind = r.choices(["word", "phrase", "pair", "name", "own", "question"], [26, 25, 14, 8, 22 if len(self.headings) > 200 else 0, 5])[0]
        if kind == "word":
            text = self.word(r)
        elif kind == "pair":
            text = f"{self.word(r)} {r.choice(self.words['joins'])} {self.word(r)}"
        elif kind == "name":
            text = self.name(r)
        elif kind == "own":
            text = r.choice(self.headings)
        elif kind == "question":
            text = next((s for s in (self.sentence(r, 3, 8) for _ in range(12)) if s.endswith("?")), self.phrase(r, 2, 6) + "?")
        else:
            text = self.phrase(r, 2, 7)
        return text[0].upper() + text[1:]

    def noun_heading(self, r):
        """Nouns with what belongs to them, two such, names, or a date as in news and chronicles."""
        noun = lambda: r.choice(self.nouns)
        kind = r.choices(["noun", "whole", "of", "pair", "name", "named", "date"], [37, 8, 15, 12, 17, 8, 3])[0]
        if kind == "noun":
            text = noun()[1]
        elif kind == "whole":
            text = " ".join(noun())
        elif kind == "of":
            text = f"{noun()[1]} {r.choice(self.words['joins'][1:])} {' '.join(noun())}"
        elif kind == "pair":
            text = f"{noun()[1]} {self.words['joins'][0]} {noun()[1]}"
        elif kind == "name":
            text = self.name(r)
        elif kind == "date":
            text = self.date(r)
        else:
            text = f"{noun()[1]} {r.choice(self.words['joins'])} {self.name(r)}"
        return text[0].upper() + text[1:]

    def about_text(self, r, text):
        """A heading of words with which a text begins: one to three that follow each other, or two that are joined."""
        weak = set(self.words["weak"])
        words = [re.sub(r"^\W+|\W+$", "", word) for word in text.split()[:8]]
        strong = [n for n, word in enumerate(words) if len(word) > 3 and word.lower() not in weak]
        if not strong:
            return self.heading(r)
        first = r.choice(strong)
        if r.random() < 0.25:
            out = f"{words[first]} {r.choice(self.words['joins'])} {words[r.choice(strong)] if len(strong) > 2 else self.word(r)}"
        else:
            last = r.choice([n for n in strong if first <= n <= first + 2])
            out = " ".join(words[first:last + 1])
            out = out if r.random() < 0.7 else f"{self.word(r)} {out}"
        return out[0].upper() + out[1:]

    def date(self, r):
        d, m, y = r.randint(1, 28), r.choice(self.words["months"]), r.randint(1880, 2025)
        return r.choice([f"{m[0].upper() + m[1:]} {y}", f"{d} {m} {y}"])

    def address(self, r):
        street = self.word(r).capitalize() + r.choice(self.words["streets"])
        return [f"{street} {r.randint(1, 240)}", f"{r.randint(1000, 9999)} {r.choice(['AB', 'CD', 'XZ', 'KL', ''])} {self.name(r)}".replace("  ", " ")]


def _nouns(files, words):
    """(article, what stands between it and a stop or a weak word), if the last word is known to stand there alone."""
    article, weak = "|".join(words["articles"]), "|".join(words["weak"])
    found = re.compile(rf"(?<!\w)({article}) ((?:[\w-]+ ){{0,1}}?[\w-]+)(?=[.,;:)]| (?:{weak})(?!\w))")
    seen = [m.groups() for file in files for text in file[::2] for m in found.finditer(text)]
    alone = collections.Counter(noun for _, noun in seen if " " not in noun)
    known = {noun for noun, count in alone.items() if count > 1 and len(noun) > 2 and noun not in set(words["weak"])}
    return sorted({(article, noun) for article, noun in seen if noun.split()[-1] in known and not any(c.isdigit() for c in noun)})


def _cut(text, most):
    if len(text) <= most:
        return text
    ends = [m.end() for m in re.finditer(r"[.!?](?= )", text[:most])]
    return text[:ends[-1]] if ends else text[:most].rsplit(" ", 1)[0] + "."
