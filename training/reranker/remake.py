#!/usr/bin/env python3
"""Makes models/reranker anew, from the sources to the table.

    remake.py WORK --pairs nl=PAIRS.jsonl --pairs de=... --given CLONES ... --corpus nl=CORPUS_DIR --fonts FONTS
              [--out TABLE]
              [--left-out] [--half a] [--programs FOLDER] [--keep]

PAIRS.jsonl has rows of `id`, `text` and `truth`; CLONES hold what clean.toml, printed.toml and groups.toml name; FONTS are the
families that printed.toml names (@fontsource, from npm); CORPUS_DIR is what `gather.py` made of
the road of a pack that has words of its pairs. groups.toml says what is learnt from. The steps: text that no scanner read
is gathered; pages are printed and lines taken, and read by Tesseract (`printed.py`, `lines.py`); two packs of each language are made, of which each has learnt from half of the pairs; each half is read by
the pack of the other; the forest is learnt (`learn.py`, which says what is printed), and how far it can be trusted in each
language is written to the packs. The programs are built where
`--programs` does not say in which folder `ontwar`, `packs` and `learn_reranker` are. With `--keep` what lies in WORK
already is not made again. The same input gives the same bytes. Needs the packages numpy, scipy, lightgbm, pillow and rapidfuzz, and Tesseract
with the models that printed.toml names and frk.
"""
import argparse
import json
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
    if "lines" in language:
        lines = arguments.work / f"lines.{tag}.jsonl"
        run(sys.executable, HERE / "lines.py", clone(language["lines"], arguments.given), lines)
        command += ["--more", lines]
    if language.get("words_of_pairs"):
        road = ROOT / "training" / "packs" / f"{tag}.toml"
        command += ["--packs", packs, "--road", road, "--corpus", arguments.corpus[tag]]
    run(*command)


def clone(repository, folders):
    """Where a clone of a repository is."""
    names = (repository.replace("/", "+"), repository.split("/")[1])
    return next(path for folder in folders for name in names if (path := pathlib.Path(folder) / name).exists())


def printed_halves(group, arguments):
    """The halves of what was printed for a group, beside the packs of its language, which know nothing of either."""
    work = arguments.work / f"printed.{group['name']}"
    work.mkdir(exist_ok=True)
    rows = {"a": [], "b": []}
    for name in group["printed"]:
        for line in (arguments.work / "printed" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)["id"].partition(":")[0]
            rows["ab"[int(document.rpartition("/")[2]) % 2]].append(f"{line}\n")
    for half, lines in rows.items():
        (work / f"{half}.jsonl").write_text("".join(lines), encoding="utf-8")
        pack = work / f"{half}.pack"
        pack.unlink(missing_ok=True)
        pack.symlink_to(arguments.work / group["name"][:2] / pack.name)
    return work


def place(group, arguments):
    """A group as learn.py takes it."""
    name, rows = group["name"], group["rows"]
    work = printed_halves(group, arguments) if "printed" in group else arguments.work / name[:2]
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
    parser.add_argument("--fonts", type=pathlib.Path, required=True)
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
    arguments.given = [full(path) for path in arguments.given]
    without = [part for path in arguments.pairs.values() for part in ("--without", path)]
    given = [part for path in arguments.given for part in ("--given", path)]
    for name, texts in (("clean", "clean"), ("printed", "texts")):
        if not (arguments.keep and (arguments.work / texts).exists()):
            gather = [sys.executable, ROOT / "training" / "packs" / "gather.py", HERE / f"{name}.toml"]
            run(*gather, arguments.work / texts, *given, *without)
    if not (arguments.keep and (arguments.work / "printed").exists()):
        run(sys.executable, HERE / "printed.py", arguments.work / "texts", arguments.fonts.resolve(), arguments.work / "printed")
    for language in table["language"]:
        halves(language, arguments, ontwar, packs)
    learn = [sys.executable, HERE / "learn.py", learner, *(place(group, arguments) for group in table["group"])]
    learn += ["--out", full(arguments.out)]
    learn += ["--keep", arguments.work / "seen"] if arguments.keep else []
    learn += [part for kind, of in table["trust"].items() for part in ("--trust", f"{kind}={','.join(of)}")]
    # What a forest of one half says of languages is for measuring, not for the packs.
    learn += [] if arguments.half else ["--packs", ROOT / "dictionaries"]
    learn += ["--held", *(f"{of}={value}" for of, value in table.get("held", {}).items())]
    learn += ["--blanks-unsure", *(group["name"] for group in table["group"] if group.get("blanks_unsure"))]
    learn += ["--left-out"] if arguments.left_out else []
    learn += ["--half", arguments.half] if arguments.half else []
    run(*learn)


if __name__ == "__main__":
    main()
