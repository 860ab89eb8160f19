#!/usr/bin/env python3
"""Makes models/reranker anew, from the sources to the table.

    remake.py WORK --pairs nl=PAIRS.jsonl --pairs de=... --given CLONES ... --corpus nl=CORPUS_DIR [--out TABLE]
              [--left-out] [--half a] [--programs FOLDER] [--keep]

PAIRS.jsonl has rows of `id`, `text` and `truth`; CLONES hold what clean.toml names; CORPUS_DIR is what `gather.py` made of
the road of a pack that has words of its pairs. groups.toml says what is learnt from. The steps: text that no scanner read
is gathered; two packs of each language are made, of which each has learnt from half of the pairs; each half is read by
the pack of the other; the forest is learnt (`learn.py`, which says what is printed), and how far it can be trusted in each
language is written to the packs. The programs are built where
`--programs` does not say in which folder `ontwar`, `packs` and `learn_reranker` are. With `--keep` what lies in WORK
already is not made again. The same input gives the same bytes. Needs the packages numpy, scipy, lightgbm and rapidfuzz.
"""
import argparse
import pathlib
import subprocess
import sys
import tomllib

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PROGRAMS = ("ontwar", "packs", "learn_reranker")


def run(*command):
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def build():
    run("cargo", "build", "--release")
    run("cargo", "build", "--release", "--features", "training", "--example", "packs", "--example", "learn_reranker")
    folder = ROOT / "target" / "release"
    return [folder / "ontwar", folder / "examples" / "packs", folder / "examples" / "learn_reranker"]


def halves(language, arguments, ontwar, packs):
    """Two packs of a language, of which each has learnt from half of its pairs."""
    tag = language["tag"]
    work = arguments.work / tag
    if arguments.keep and (work / "b.pack").exists():
        return
    command = [sys.executable, HERE / "halves.py", arguments.pairs[tag], ROOT / "dictionaries" / tag, work]
    command += ["--ontwar", ontwar, "--worst", language["worst"], "--fewest", language["fewest"]]
    command += [part for name in language.get("without", []) for part in ("--without", name)]
    if language.get("words_of_pairs"):
        road = ROOT / "training" / "packs" / f"{tag}.toml"
        command += ["--packs", packs, "--road", road, "--corpus", arguments.corpus[tag]]
    run(*command)


def place(group, arguments):
    """A group as learn.py takes it."""
    name, rows = group["name"], group["rows"]
    work = arguments.work / name[:2]
    if "text" in group:
        return f"{name}={work}@{arguments.work / 'clean' / group['text']}.txt:{rows}"
    return f"{name}={work}:{','.join(group.get('collections', ['']))}:{rows}"


def main():
    def pair(text):
        return text.split("=", 1)

    def full(path):
        return str(pathlib.Path(path).resolve())

    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=lambda path: pathlib.Path(path).resolve())
    parser.add_argument("--pairs", type=pair, action="append", required=True)
    parser.add_argument("--given", nargs="+", default=[])
    parser.add_argument("--corpus", type=pair, action="append", default=[])
    parser.add_argument("--out", default=ROOT / "models" / "reranker" / "table.forest")
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--programs", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true")
    arguments = parser.parse_args()
    arguments.pairs = {tag: full(path) for tag, path in arguments.pairs}
    arguments.corpus = {tag: full(path) for tag, path in arguments.corpus}
    table = tomllib.loads((HERE / "groups.toml").read_text(encoding="utf-8"))
    folder = arguments.programs
    ontwar, packs, learner = [(folder / name).resolve() for name in PROGRAMS] if folder else build()
    arguments.work.mkdir(parents=True, exist_ok=True)
    clean = arguments.work / "clean"
    if not (arguments.keep and clean.exists()):
        gather = [sys.executable, ROOT / "training" / "packs" / "gather.py", HERE / "clean.toml", clean]
        without = [part for path in arguments.pairs.values() for part in ("--without", path)]
        run(*gather, "--given", *map(full, arguments.given), *without)
    for language in table["language"]:
        halves(language, arguments, ontwar, packs)
    learn = [sys.executable, HERE / "learn.py", learner, *(place(group, arguments) for group in table["group"])]
    learn += ["--out", full(arguments.out)]
    learn += ["--keep", arguments.work / "seen"] if arguments.keep else []
    learn += [part for kind, of in table["trust"].items() for part in ("--trust", f"{kind}={','.join(of)}")]
    # What a forest of one half says of languages is for measuring, not for the packs.
    learn += [] if arguments.half else ["--packs", ROOT / "dictionaries"]
    learn += ["--left-out"] if arguments.left_out else []
    learn += ["--half", arguments.half] if arguments.half else []
    run(*learn)


if __name__ == "__main__":
    main()
