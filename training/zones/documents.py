#!/usr/bin/env python3
"""Cuts plain-text documents that nobody made for us into pages, to learn from: one column, tables and lists, none of which may move.

documents.py OUT PACKAGES REPOSITORIES

OUT is a folder for KIND.LANGUAGE.jsonl, rows as of `simulate.py`. PACKAGES has a folder for each unpacked Debian package of
`sources` (`apt-get download NAME`, `dpkg-deb -x NAME_*.deb PACKAGES/NAME`), REPOSITORIES a clone `owner+name` of each
repository. Needs man-db and bsdextrautils. Each page comes twice, as it stands and with one blank for several, as engines
give it, and every third of those in another language once more as text that the model does not know.
"""
import glob, gzip, json, os, random, re, subprocess, sys

MOST = 150
LENGTHS = (20, 35, 50, 70, 100, 140)


def sources(packages, repositories):
    """Kinds, their languages, and what their documents are read from."""

    def package(name, path, manual=False):
        found = sorted(p for p in glob.glob(os.path.join(packages, name, "usr/share", path), recursive=True) if os.path.isfile(p))
        return [("man" if manual else "file", p) for p in found]

    def manual(name, language=""):
        return package(name, os.path.join("man", language, "man*/*.gz"), manual=True)

    def clone(name, pattern):
        folder = os.path.join(repositories, name.replace("/", "+"))
        names = subprocess.run(["git", "-c", "core.quotepath=off", "-C", folder, "ls-tree", "-r", "HEAD", "--name-only"], capture_output=True, text=True, check=True).stdout
        return [("git", folder, n) for n in names.split("\n") if re.search(pattern, n)]

    def each(names, path):
        return [source for name in names for source in package(name, path)]

    return {
        "man-en": ("en", manual("manpages")), "man-de": ("de", manual("manpages-de", "de")), "man-nl": ("nl", manual("manpages-nl", "nl")),
        "man-es-it": ("nl", manual("manpages-es", "es") + manual("manpages-it", "it")), "perl-pod": ("en", manual("perl-doc")),
        "fortunes-en": ("en", each(["fortunes", "fortunes-min"], "games/fortunes/*.u8")),
        "fortunes": ("de", package("fortunes-de", "games/fortunes/de/*") + package("fortunes-es", "games/fortunes/es/*") + package("fortunes-it", "games/fortunes/*") + package("fortunes-pl", "games/fortunes/pl/*")),
        "number-tables": ("en", package("miscfiles", "misc/*.gz") + package("tzdata", "zoneinfo/*.tab") + package("hwdata", "hwdata/*") + package("units", "units/*")),
        "calendar": ("en", each(["calendar", "bsdmainutils"], "calendar/**/calendar*")),
        "entries": ("en", each(["dict-devil", "dict-elements", "dict-foldoc", "dict-gcide", "dict-jargon", "dict-vera"], "dictd/*.dict*") + package("jargon-text", "doc/jargon-text/jargon.txt.gz")),
        "definitions": ("en", clone("GITenberg/The-Devil-s-Dictionary_972", r"^972.txt")),
        "law-de": ("de", clone("bundestag/gesetze", r"index\.md$")),
        "statutes-en": ("en", package("doc-debian", "doc/debian/*") + package("debian-policy", "doc/debian-policy/*.txt.gz")),
        "faq": ("en", each(["debian-faq", "debian-faq-de", "debian-faq-fr", "debian-faq-nl", "maint-guide", "maint-guide-de", "maint-guide-fr", "installation-guide-amd64"], "doc/**/*.txt*")),
        "essays": ("en", package("anarchism", "doc/anarchism/markdown/*")),
        "recipes-en": ("en", clone("jeffThompson/Recipes", r"\.md$")),
        "plays": ("en", clone("GITenberg/Modern-Icelandic-PlaysEyvind-of-the-Hills--The-Hraun-Farm_21937", r"21937-8") + clone("GITenberg/Two-Latin-Plays-for-High-School-Students_31894", r"31894-0")
                  + clone("GITenberg/The-Flying-Dutchman--Der-Fliegende-Hollaender---Romantic-Opera-in-Three-Acts_31963", r"31963-0")),
        "old-print-fr": ("fr", clone("Gallicorpora/HTR-imprime-17e-siecle", r"^data/.*\.txt$") + clone("Gallicorpora/HTR-imprime-18e-siecle", r"^data/.*\.txt$") + clone("Gallicorpora/HTR-incunable-15e-siecle", r"^data/.*\.txt$")),
        "handbook-nl": ("nl", clone("MinBZK/Algoritmekader", r"docs/.*\.md$") + clone("MinBZK/NeRDS", r"\.md$") + clone("DigiGilde/handboek", r"\.md$") + clone("RijksICTGilde/toetsingskader-archiefwet", r"\.md$") + clone("developer-overheid-nl/don-site", r"\.mdx?$")),
    }


def read(source, r):
    """The text of a document, tabs and page ends as blanks and line ends; none where it is no plain text."""
    if source[0] == "git":
        data = subprocess.run(["git", "-C", source[1], "show", "HEAD:" + source[2]], capture_output=True, check=True).stdout
    elif source[0] == "man":
        width = dict(os.environ, MANWIDTH=r.choice(["60", "72", "80"]), LC_ALL="C.UTF-8")
        page = subprocess.run(["man", "--nh", "-l", source[1]], capture_output=True, env=width).stdout
        data = subprocess.run(["col", "-bx"], input=page, capture_output=True, env=width).stdout
    else:
        data = (gzip.open if source[1].endswith((".gz", ".dz")) else open)(source[1], "rb").read()
    if b"\0" in data[:4000]:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = re.sub(r"\r\n?|\f", "\n", text).expandtabs(8)
    text = "".join(c for c in text if c == "\n" or ord(c) >= 32)
    text = re.sub(r"^---\n.*?\n---\n", "", text, flags=re.S)
    return None if text.lstrip().startswith("<") else text


def pages(text, most, r):
    """Up to so many pages of a document, each of some lines from the beginning or from a blank line on."""
    lines = [line.rstrip() for line in text.split("\n")]
    for _ in range(most):
        length = r.choice(LENGTHS)
        whole = len(lines) <= 1.3 * length
        first = 0 if whole or r.random() < 0.35 else r.randrange(len(lines) - length + 1)
        last = len(lines) if whole else first + length
        while last - first > length // 2 and first > 0 and lines[first - 1].strip():
            first += 1
        full = [line for line in lines[first:last] if line.strip()]
        body = "\n".join(lines[first:last]).strip("\n") + "\n"
        # Words mostly, no code or pictures of letters.
        is_text = sum(c.isalnum() or c.isspace() for c in body) >= 0.6 * len(body) and "\ufffd" not in body and "<!" not in body
        if len(full) >= 8 and len(body.split()) >= 40 and max(map(len, full)) <= 400 and is_text:
            yield body
        if whole:
            return


def single(text):
    """The text with one blank for several, as engines give it."""
    return re.sub(r"(?m)^ +", "", re.sub(r"[ \u00a0]+", " ", text))


def main():
    out, packages, repositories = sys.argv[1:]
    os.makedirs(out, exist_ok=True)
    for kind, (language, found) in sources(packages, repositories).items():
        r = random.Random(kind)
        r.shuffle(found)
        texts = {}
        for source in found:
            if len(texts) >= MOST:
                break
            text = read(source, r)
            for page in pages(text, min(60, -(-160 // len(found))), r) if text else ():
                texts.setdefault(" ".join(page.split())[:300], page)
        texts = list(texts.values())[:MOST]
        rows = [form for text in texts for form in dict.fromkeys([text, single(text)])]
        rows = [json.dumps({"kind": kind, "text": text, "order": list(range(len(text.split()))), "zones": []}, ensure_ascii=False) + "\n" for text in rows]
        print(kind, len(texts), flush=True)
        open(os.path.join(out, f"{kind}.{language}.jsonl"), "w", encoding="utf-8").writelines(rows)
        if language != "nl":
            open(os.path.join(out, f"{kind}.nl.jsonl"), "w", encoding="utf-8").writelines(rows[::3])


if __name__ == "__main__":
    main()
