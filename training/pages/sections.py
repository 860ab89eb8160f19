#!/usr/bin/env python3
"""Cuts sections with their own headings out of repositories: what leaflets and web pages of public bodies say, as pages are set from.

    sections.py SOURCES.toml OUT_DIR [--given FOLDER …] [--without CORPUS …]

SOURCES.toml says of each source its repository, commit, licence, language, form and which files are read; nothing is fetched by
this program: a folder given holds a clone of each, as OWNER+NAME or NAME. Writes OUT_DIR/LANGUAGE/PART-NAME.txt, where the part
is `learn` or `measure`, told by the source, so that nothing of one repository stands in both:

    = the title of a document
    # the heading of a section
    a paragraph
    - an item

A paragraph that has eight words in a row with a line of a CORPUS (a file or a folder of .txt or .txt.xz) is left out: what the
language packs have counted is no text to learn layout from. A section without text or heading is left out, too.
"""
import argparse, glob, html, json, lzma, os, pathlib, re, sys, tomllib

here = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(here), str(here.parent / "packs")]
import gather
from words import WORDS

LONGEST_HEADING = 80
ROW = 8  # words that no paragraph may have in a row with what was counted
HEADED = re.compile(r"(?i)(titel|title|titre|heading|header|kop|label|vraag|question|name|naam|nom|subject|summary)\d*$")
ITEM = re.compile(r"^\s*(?:[-*+•]|\d{1,2}[.)])\s+")


def plain(text):
    """Text without marks of Markdown, of templates and of HTML within a line."""
    text = html.unescape(re.sub(r"<[^>]*>", " ", text)).replace("­", "")
    text = re.sub(r"!\[[^\]]*\](\([^)]*\)|\[[^\]]*\])?", " ", text)
    text = re.sub(r"\[([^\]]*)\](\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r"\{[{%#:].*?[}%#]\}|\{[^{}]*\}|\[\^?[^\]]*\]|:::\w*|&nbsp;|https?://\S+", " ", text)
    text = re.sub(r"\*\*|__|`+|(?<!\w)[*_](?=\w)|(?<=[\w.,!?])[*_](?!\w)|\\", "", text)
    text = re.sub(r"\s+([.,;:!?])(?=\s|$)", r"\1", " ".join(text.split()))
    return re.sub(r"\(\s*\)", "", text).strip(" |>")


class Cutter:
    """Collects headings, paragraphs and items in order."""

    def __init__(self):
        self.documents = []

    def title(self, text):
        self.documents.append([plain(text), []])

    def heading(self, text):
        if not self.documents:
            self.title("")
        text = re.sub(r"^[^\w«„“\"'(]+|\s*#+$|^\d+(\.\d+)*\.?\s+|:$", "", plain(text)).strip()
        self.documents[-1][1].append([text, []])

    def text(self, text, item=False):
        text = plain(text)
        if not self.documents or not self.documents[-1][1]:
            self.heading("")
        if text:
            self.documents[-1][1][-1][1].append(("- " if item else "") + text)

    def more(self, text):
        """What goes on with the item before."""
        lines = self.documents[-1][1][-1][1]
        if lines and plain(text):
            lines[-1] += " " + plain(text)


def markdown(text, out):
    front = re.match(r"\A\s*---\s*\n(.*?)\n---\s*\n", text, re.S)
    named = front and re.search(r"^(?:title|titel):\s*[\"']?(.+?)[\"']?\s*$", front[1], re.M)
    text = text[front.end():] if front else text
    text = re.sub(r"(?s)```.*?```|~~~.*?~~~|<!--.*?-->|<(script|style|svg)\b.*?</\1>", "\n", text)
    text = re.sub(r"(?m)^(import|export)\b.*$|^\s*(:::|!!!|\?\?\?|\{%|\{\{).*$", "", text)
    out.title(named[1] if named else "")
    paragraph = []

    def end():
        if paragraph:
            out.text(" ".join(paragraph))
            paragraph.clear()
    lines, in_item = text.splitlines(), False
    for number, line in enumerate(lines):
        line = re.sub(r"^\s*>\s?", "", line)
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        bold = re.match(r"^\s*\*\*([^*]{3,70})\*\*:?\s*$", line)
        head = re.match(r"^\s{0,3}(#+)\s*(.+)", line) or re.match(r"^\s*<h([1-6])[^>]*>(.*?)</h", line)
        if not line.strip() or re.match(r"^\s*([-=*_]\s*){3,}$", line) or line.lstrip().startswith("|"):
            end()
        elif head or bold or re.match(r"^(=+|-{3,})$", below) and len(line) < LONGEST_HEADING:
            end()
            text = head[2] if head else bold[1] if bold else line
            if head and head[1] in ("#", "1") and out.documents[-1][0] == "" and not out.documents[-1][1]:
                out.documents[-1][0] = plain(text)
            else:
                out.heading(text)
        elif ITEM.match(line):
            end()
            out.text(ITEM.sub("", line), item=True)
            in_item = True
            continue
        elif in_item:
            out.more(line)
            continue
        else:
            paragraph.append(line.strip())
        in_item = False
    end()


def markup(text, out, fresh=True):
    text = re.sub(r"(?s)<(script|style|head|pre|code|nav|header|footer|svg|table|form|button)\b.*?</\1>|<!--.*?-->|\{%.*?%\}|\{#.*?#\}|\{\{.*?\}\}|<\?php.*?\?>", " ", text)
    if fresh:
        out.title("")
    for tag, inner in re.findall(r"(?s)<(h[1-6]|p|li|dt|dd|summary|blockquote)\b[^>]*>(.*?)(?=</\1>|<(?:h[1-6]|p|li|dt|dd|ul|ol|div|section)\b)", text):
        if tag == "h1" and not out.documents[-1][1]:
            out.documents[-1][0] = plain(inner)
        elif tag[0] == "h" or tag in ("dt", "summary"):
            out.heading(inner)
        else:
            out.text(inner, item=tag == "li")


def said(text, out):
    """A string of a locale: HTML, Markdown or plain."""
    if re.search(r"<(p|li|h\d)\b", text):
        markup(text, out, fresh=False)
    else:
        for paragraph in re.split(r"\n\s*\n|\n(?=\s*[-*]\s)", re.sub(r"<br\s*/?>", "\n\n", text)):
            head = re.match(r"^\s*(?:#+\s*(.+)|\*\*([^*]{3,70})\*\*:?)\s*$", paragraph)
            if head:
                out.heading(head[1] or head[2])
            else:
                out.text(ITEM.sub("", paragraph), item=bool(ITEM.match(paragraph)))


def strings(value, path=()):
    if isinstance(value, dict):
        for key, of in value.items():
            yield from strings(of, (*path, *str(key).partition("__@__")[0].split(".")))
    elif isinstance(value, list):
        for number, of in enumerate(value):
            yield from strings(of, (*path, str(number)))
    elif isinstance(value, str):
        yield path, value


def named_strings(text):
    """The strings that stand under the names of a YAML file, without what is nested in it."""
    found = re.finditer(r"(?m)^(\w+):[ \t]*(?:[|>][-+]?[ \t]*)?(.*(?:\n(?:[ \t]+.*|(?=\n)))*)", text)
    values = ((of[1], " ".join(of[2].split()).strip("'\"")) for of in found)
    return {name: value for name, value in values if not re.match(r"- |\w+: ", value)}


def locale(text, out):
    """Strings under keys: one whose key says that it is a title heads those that stand beside it."""
    try:
        value = json.loads(text) if text.lstrip()[:1] in "{[" else named_strings(text)
    except ValueError:
        return
    groups = {}
    for path, text in strings(value):
        groups.setdefault(path[:-1], []).append((path[-1], text))
    out.title("")
    for group in groups.values():
        heads = [text for key, text in group if HEADED.search(key) and len(text) < LONGEST_HEADING]
        texts = [text for key, text in group if len(text) > 60 and text not in heads]
        if heads and texts:
            out.heading(heads[0])
            for text in texts:
                said(text, out)


def gettext(text, out):
    """What is translated, in order: short strings without a stop head the long ones."""
    out.title("")
    for entry in re.findall(r'(?m)^msgstr((?:\s+"(?:[^"\\]|\\.)*")+)', text):
        said_here = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', entry)).replace('\\"', '"').replace("\\n", "\n")
        if not said_here.strip() or "Content-Type" in said_here:
            continue
        if len(plain(said_here)) < LONGEST_HEADING and not re.search(r"[.;,]\s*$", said_here):
            out.heading(said_here)
        else:
            said(said_here, out)


def restructured(text, out):
    text = re.sub(r"(?m)^(?:\.\. .*(?:\n[ \t]+.*)*|:\w+:.*)$", "", text)
    text = re.sub(r"`([^`<]*?)\s*<[^>]*>`_+|:\w+:`([^`]*)`", lambda m: m[1] or m[2] or "", text).replace("``", "")
    text = re.sub(r"(?m)^(\S.{2,78})\n([=\-~^\"'*+#])\2{2,}\s*$", lambda m: f"\n# {m[1]}\n", text)
    markdown(re.sub(r"(?m)^([=\-~^\"'*+#])\1{2,}\s*$", "", text), out)


FORMS = {"markdown": markdown, "html": markup, "locale": locale, "gettext": gettext, "rst": restructured}


def reads_as(text, language):
    """Whether a section is of the language, by its articles and weak words."""
    tokens = re.findall(r"[^\W\d_]+", text.lower())
    share = {name: sum(token in words for token in tokens) for name, words in WEAK.items()}
    return len(tokens) > 0 and share[language] >= max(share.values()) and share[language] > 0.12 * len(tokens)


WEAK = {name: set(of["weak"]) | set(of["articles"]) for name, of in WORDS.items()}


def fits(kind, line):
    letters = sum(c.isalpha() or c == " " for c in line)
    if kind == "heading":
        return 2 < len(line) <= LONGEST_HEADING and letters > 0.75 * len(line) and not re.search(r"[<>{}|=_\\/@#\[\]]", line)
    return letters > 0.85 * len(line) and not re.search(r"[<>{}|=\\\[\]]|\w_\w|^\W+$| [,.;]", line) and len(line.split()) > 1


def sections_of(documents, language, seen):
    """(title, heading, lines) of what is fit to print, each paragraph once."""
    for title, sections in documents:
        for heading, lines in sections:
            heading = heading or ("" if len(sections) > 1 else title)
            kept = []
            for line in lines:
                body = line.removeprefix("- ")
                if not fits("text", body) or body in seen or not line.startswith("- ") and (len(body) < 40 or body[-1] not in ".!?:”\"»)"):
                    continue
                seen.add(body)
                kept.append(line)
            text = " ".join(kept)
            if fits("heading", heading) and sum(not line.startswith("- ") for line in kept) and len(text.split()) >= 12 and reads_as(text, language):
                yield title if fits("heading", title) else "", heading, kept


def rows(text):
    of = gather.words(text)
    return [hash(row) for row in zip(*(of[at:] for at in range(ROW)))]


def counted(corpora, own):
    """Which of our runs of eight words stand in the corpora."""
    found = set()
    paths = [p for c in corpora for p in (sorted(glob.glob(os.path.join(c, "*.txt*"))) if os.path.isdir(c) else [c])]
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") if path.endswith(".xz") else open(path, encoding="utf-8") as file:
            for line in file:
                found.update(own.intersection(rows(line)))
        print(f"{path}: {len(found)} runs so far", file=sys.stderr)
    return found


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("sources")
    ask.add_argument("out")
    ask.add_argument("--given", action="append", default=[])
    ask.add_argument("--without", action="append", default=[])
    a = ask.parse_args()
    all_texts, seen = [], set()
    for source in tomllib.load(open(a.sources, "rb"))["source"]:
        out = Cutter()
        for text in gather.repository(a.given, source["repository"], source["files"]):
            FORMS[source.get("form", "markdown")](text, out)
        all_texts.append((source, list(sections_of(out.documents, source["language"], seen))))
    own = {row for _, of in all_texts for _, _, lines in of for line in lines for row in rows(line)} if a.without else set()
    known = counted(a.without, own) if a.without else set()
    for source, of in all_texts:
        folder = os.path.join(a.out, source["language"])
        os.makedirs(folder, exist_ok=True)
        name = f'{source["repository"].split("/")[1].lower()}-{source.get("form", "markdown")}'
        words = left = many = 0
        before = None
        with open(os.path.join(folder, f"{source['part']}-{name}.txt"), "w", encoding="utf-8") as file:
            for title, heading, lines in of:
                kept = [line for line in lines if known.isdisjoint(rows(line))]
                left += len(lines) - len(kept)
                if all(line.startswith("- ") for line in kept):
                    continue
                if title != before:
                    file.write(f"= {title}\n")
                    before = title
                file.write(f"# {heading}\n" + "".join(f"{line}\n" for line in kept))
                words += sum(len(line.split()) for line in kept)
                many += 1
        print(f"{source['language']} {source['part']} {source['repository']}: {many} sections, {words} words, {left} paragraphs left out")


if __name__ == "__main__":
    main()
