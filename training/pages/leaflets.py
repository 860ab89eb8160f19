"""Sections with their own headings (sections.py cuts them), as leaflets and web pages of public bodies have them."""
import glob, os, re


class Leaflets:
    """The documents of a folder of files: each a title and sections, a section a heading and lines of which items begin with `- `.
    Of files in two parts those of one are read."""

    def __init__(self, folder, part):
        self.files = []
        for path in sorted(glob.glob(os.path.join(folder, f"{part}-*.txt"))):
            documents = []
            with open(path, encoding="utf-8") as file:
                rows = file.read().split("\n")
            for line in rows:
                if line.startswith("= ") or line == "=":
                    documents.append((line[2:], []))
                elif line.startswith("# "):
                    documents[-1][1].append((line[2:], []))
                elif line:
                    documents[-1][1][-1][1].append(line)
            documents = [(title, [section for section in sections if section[1]]) for title, sections in documents]
            documents = [of for of in documents if of[1]]
            if sum(len(of[1]) for of in documents) >= 10:
                self.files.append(documents)
        if not self.files:
            raise SystemExit(f"no sections: {folder} has no {part}-*.txt")
        # Long files do not drown short ones.
        self.sizes = [sum(len(of[1]) for of in documents) ** 0.5 for documents in self.files]

    def cursor(self, r):
        """Where a page begins, as [file, document, section]."""
        file = r.choices(range(len(self.files)), self.sizes)[0]
        return [file, r.randrange(len(self.files[file])), 0]

    def title(self, cursor):
        """The title of the document at the cursor."""
        return self.files[cursor[0]][cursor[1]][0]

    def next(self, cursor):
        """The section at the cursor, which goes on: the title of its document if it is the first there, its heading, its lines."""
        file, at, nth = cursor
        documents = self.files[file]
        title, sections = documents[at % len(documents)]
        heading, lines = sections[nth]
        cursor[1:] = [at, nth + 1] if nth + 1 < len(sections) else [(at + 1) % len(documents), 0]
        return (title if nth == 0 else ""), heading, lines


def short(lines, r):
    """As much of a section as stands in a leaflet: one to four short paragraphs, of sentences that are whole, and few items."""
    most, paragraphs, items = r.choice([150, 250, 350, 500, 700, 1000]), r.choice([1, 1, 2, 2, 3, 4]), r.randint(2, 7)
    out = []
    for line in lines:
        if line.startswith("- "):
            if out and items and most > -200:
                out.append(line)
                items, most = items - 1, most - len(line)
            continue
        if not paragraphs or most < 40:
            break
        ends = [m.end() for m in re.finditer(r"[.!?:](?=\s|$)", line[:most + 60])]
        line = line if len(line) <= most + 60 else line[:ends[-1]] if ends else line
        out.append(line)
        paragraphs, most = paragraphs - 1, most - len(line)
    return out
