#!/usr/bin/env python3
"""Learns the forest that says what a reading of a word of old print is worth, of several languages at once.

    learn.py LEARN_RERANKER NAME=WORK_DIR[:COLLECTION,...[:ROWS]] ... [NAME=WORK_DIR@TEXT.txt[:ROWS] ...] [--rows 520]
        [--out models/reranker/table.forest] [--half a] [--keep DIR] [--left-out] [--trust KIND=NAME,... ...]
        [--packs DICTIONARIES] [--held LANGUAGE.SORT=BIAS ...] [--blanks-unsure NAME ...]

WORK_DIR is what `halves.py` beside this made: `a.jsonl` and `b.jsonl`, the pairs in two halves, and `a.pack` and
`b.pack`, of which each has learnt from its half alone. Each half is read by the pack of the other; LEARN_RERANKER is the
program beside this one, which writes down what is seen of every reading. The forest is boosted by the slope of a
conditional logistic regression: of the readings of each token in doubt the one that brings the text nearest to the truth
is right, and the text as it stands has the log odds 0. What the neighbours say is added with a weight that was set before.
A token of a segment of E errors counts (E + EASE) ** -.5: a few pages that can hardly be read have more errors than all that
are read well, and it is these that a wrong change harms. `--rows` is how many segments are taken of each half, so that no
language outweighs the others; with COLLECTION only those whose id begins so, at most ROWS. A language may stand several
times, with other collections, under names of which the first two letters are its own. TEXT.txt is text that no scanner
read, a paragraph a line (`gather.py` makes it as clean.toml beside this says): pages without a fault, which must stay.

Prints, for each NAME, what a forest learnt from half a of all makes of half b and the other way round: how many edits
the readings could save, how many are saved and lost, how many changes are right, change nothing, are wrong, of those
in each tenth of confidence the share that is right, and how many segments come out better and worse, of all and of those
with less than 8 % errors; and by how much the language is readier for each sort of change than all are (the rows of a
pack's `historical/weights.tsv`, which may be left out where they are small). With `--left-out` each NAME is judged by
forests that were learnt from the others alone. With `--trust` the NAMEs of a kind of print say together, each half by the
forest of the other, how far log odds can be trusted in it: KIND is a language, or `LANGUAGE-gothic` for its gothic type, or
any other name, of which it is only printed. With `--packs` what was learnt of the languages is written to DICTIONARIES
(`LANGUAGE/historical/weights.tsv`), but for what is `--held`: a number set by hand in place of the one that is learnt. What parts a word says nothing in the NAMEs after `--blanks-unsure`, whose transcripts
have words run together: such readings are left out of what the forest learns from them and of how far it can be trusted, though not of how
ready the language is to part words. Then writes the forest of both halves, or of one. What is seen is kept in
DIR and not looked at again. Needs the packages numpy, scipy and lightgbm.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import lightgbm
import numpy as np
from scipy.optimize import minimize

TRAINING = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TRAINING), str(TRAINING / "packs")]
import forest
import kinds

SORTS = ["known", "listed", "unseen", "several"]
TREES, LEAVES, DEPTH, RATE = 360, 28, 6, 0.09
LEAST = 0.4  # from here on a change is looked at; the program's own bound is of confidences as they are set here
NEAR = (0.3, 0.9)  # how far log odds can be trusted is asked about the bound; where they are higher next to all is right
RIDGE = 0.05  # how strongly the biases of a language are drawn to nothing, beside what its tokens weigh in the mean
EASE = 8.0  # see above: 4 does as well, without the root badly read gothic type is mended less, no weights at all do more harm
WELL = 0.08  # the share of errors below which a segment is read well
PIECE, TURN = 320, 12  # letters of a piece of text that no scanner read; paragraphs of it in a row
HEAD = 6  # numbers of a reading before what is seen of it
SMALL = 0.05  # a bias below this changes next to nothing, and is left out
WEIGHTS = """# What old print of the language adds to the log odds of each sort of change, beside what models/reranker says, and how far
# log odds can be trusted: the share of changes with such odds that are right is sigmoid(slope * log odds + offset).
# Learnt by training/reranker/learn.py. sort of change\tbias\tlog odds; kind of print\tslope or offset\tnumber
"""
HELD = "# Set by hand; training/reranker/groups.toml says why.\n"
TALK = """Log odds that a reading of a word of old print is right and the text as it stands is not, the neighbours
aside: boosted decision trees (training/reranker). What is asked: src/repair/decode/evidence.rs. A number, then
a tree a line: a question, the tree of those for which it holds, the tree of the others."""


class Doubts:
    """The readings of tokens in doubt, those of one token side by side, the text as it stands first."""

    def __init__(self, data, context):
        self.data, self.context = data, context
        self.of_rows = slice(None)  # which rows of what was seen these are
        starts = np.r_[True, data[1:, 0] != data[:-1, 0]]
        self.first = np.flatnonzero(starts)
        self.of = np.cumsum(starts) - 1
        self.keeps = starts
        self.segment, self.errors, self.letters = (data[:, at].astype(int) for at in (1, 2, 3))
        self.sort, self.saved = data[:, 4].astype(int), data[:, 5].astype(float)
        self.seen, self.around = data[:, HEAD:-1], context * data[:, -1].astype(float)
        self.weight = (self.errors + EASE) ** -0.5
        self.weight /= self.weight[starts].mean()

    def right(self):
        """The share that each reading has in being the right one."""
        best = np.maximum.reduceat(self.saved, self.first)[self.of]
        right = np.where(best > 0, self.saved == best, self.keeps).astype(float)
        return right / np.add.reduceat(right, self.first)[self.of]

    def odds(self, worth):
        worth = np.where(self.keeps, 0.0, worth)
        odds = np.exp(worth - np.maximum.reduceat(worth, self.first)[self.of])
        return odds / np.add.reduceat(odds, self.first)[self.of]


def without_parted(doubts):
    """The same without the readings that part a word."""
    keep = doubts.keeps | (doubts.sort != SORTS.index("several"))
    data = doubts.data[keep]
    starts = np.r_[True, data[1:, 0] != data[:-1, 0]]
    alone = np.bincount(np.cumsum(starts) - 1)[np.cumsum(starts) - 1] == 1
    left = Doubts(data[~alone], doubts.context)
    left.of_rows = np.flatnonzero(keep)[~alone]
    return left


def all_of(doubts):
    data, after = [], 0
    for one in doubts:
        data.append(one.data.copy())
        data[-1][:, 0] = one.of + after
        after += len(one.first)
    return Doubts(np.concatenate(data), doubts[0].context)


def pages(path, half):
    """Pieces of a text that must stay as they are; a few paragraphs in a row go to each half by turns."""
    paragraphs = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    of = [text for at, text in enumerate(paragraphs) if (at // TURN) % 2 == "ab".index(half)]
    piece = []
    for word in kinds.plain(" ".join(of)).split():
        piece.append(word)
        if sum(map(len, piece)) + len(piece) > PIECE:
            text, piece = " ".join(piece), []
            yield {"id": "clean", "text": text, "truth": text}


def read(learner, pack, given, rows, kept):
    """What is seen of the readings of some segments; the names of that."""
    if kept and kept.with_suffix(f"{kept.suffix}.names").exists():
        context, *names = kept.with_suffix(f"{kept.suffix}.names").read_text(encoding="utf-8").split("\t")
        return Doubts(np.load(kept.with_suffix(f"{kept.suffix}.npy")), float(context)), names
    lines = [json.dumps({**row, "truth": kinds.plain(row["truth"])}) for row in given]
    if len(lines) > rows:
        lines = random.Random(11).sample(lines, rows)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as pairs, tempfile.NamedTemporaryFile() as out:
        pairs.write("\n".join(lines) + "\n")
        pairs.flush()
        talk = subprocess.run([learner, out.name, pack, pairs.name], check=True, capture_output=True, text=True).stdout
        context, *names = talk.strip().split("\t")
        data = np.fromfile(out.name, dtype="<f4").reshape(-1, len(names) + HEAD + 1)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept.with_suffix(f"{kept.suffix}.npy"), data)
        kept.with_suffix(f"{kept.suffix}.names").write_text(talk.strip(), encoding="utf-8")
    return Doubts(data, float(context)), names


def train(doubts, names):
    use, right = ~doubts.keeps, doubts.right()
    worth = np.zeros(len(use))

    def slope(said, _):
        worth[use] = said + doubts.around[use]
        odds = doubts.odds(worth)
        weight = doubts.weight
        return (weight * (odds - right))[use], (weight * np.maximum(odds * (1 - odds), 1e-4))[use]

    data = lightgbm.Dataset(doubts.seen[use], np.zeros(use.sum()), feature_name=names)
    options = {
        "objective": slope, "num_leaves": LEAVES, "max_depth": DEPTH, "learning_rate": RATE, "min_data_in_leaf": 30,
        "min_sum_hessian_in_leaf": 1.0, "lambda_l2": 5.0, "feature_fraction": 0.4, "bagging_fraction": 0.8,
        "bagging_freq": 1, "num_threads": 1, "seed": 7, "deterministic": True, "force_row_wise": True, "verbose": -1,
    }
    return lightgbm.train(options, data, TREES)


def biases(doubts, worths):
    """What is best added to each sort of change."""

    def loss(bias):
        ridge = RIDGE * sum(one.keeps.sum() for one in doubts) / 100
        value, slope = ridge * (bias**2).sum(), 2 * ridge * bias
        for one, worth in zip(doubts, worths):
            odds, right = one.odds(worth + bias[one.sort]), one.right()
            value -= (one.weight * right * np.log(np.maximum(odds, 1e-12))).sum()
            slope += np.bincount(one.sort, one.weight * np.where(one.keeps, 0.0, odds - right), len(SORTS))
        return value, slope

    return minimize(loss, np.zeros(len(SORTS)), jac=True, method="L-BFGS-B").x


def trust(doubts, worths):
    """How far log odds can be trusted: the share of changes that are right is sigmoid(slope * log odds + offset)."""
    odds_of, right = [], []
    for one, worth in zip(doubts, worths):
        odds = one.odds(worth)
        best = np.maximum.reduceat(odds, one.first)[one.of]
        taken = np.flatnonzero((odds == best) & ~one.keeps & (odds >= NEAR[0]) & (odds <= NEAR[1]))
        odds_of.append(odds[taken])
        right.append(one.saved[taken] > 0)
    odds, right = np.concatenate(odds_of), np.concatenate(right).astype(float)
    log_odds = np.log(odds / (1 - odds))

    def loss(of):
        said = of[0] * log_odds + of[1]
        return np.logaddexp(0, said).sum() - (right * said).sum()

    slope, offset = minimize(loss, np.array([1.0, 0.0])).x
    sure = 1 / (1 + np.exp(-(slope * log_odds + offset)))
    bands = [(sure >= at) & (sure < at + 0.05) for at in (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)]
    return slope, offset, " ".join(f"{right[band].mean():.2f}" if band.any() else "-" for band in bands)


def write_weights(packs, language, bias, trusts, held):
    """Writes what was learnt of a language to its pack."""
    rows = [(sort, "bias", value) for sort, value in zip(SORTS, bias) if abs(value) >= SMALL and sort not in held]
    for kind, (slope, offset) in trusts.items():
        if kind.split("-")[0] == language:
            name = "-".join(["confidence", *kind.split("-")[1:]])
            rows += [(name, "slope", slope), (name, "offset", offset)]
    text = WEIGHTS + "".join(f"{name}\t{what}\t{value:.2f}\n" for name, what, value in rows)
    if held:
        text += HELD + "".join(f"{sort}\tbias\t{value:.2f}\n" for sort, value in held.items())
    (packs / language / "historical" / "weights.tsv").write_text(text, encoding="utf-8")


def judge(name, doubts, worth):
    odds = doubts.odds(worth)
    best = np.maximum.reduceat(odds, doubts.first)[doubts.of]
    taken = np.flatnonzero((odds == best) & ~doubts.keeps & (odds >= LEAST))
    saved = doubts.saved[taken]
    could = int(np.maximum.reduceat(doubts.saved, doubts.first).sum())
    won, lost = int(saved[saved > 0].sum()), int(-saved[saved < 0].sum())
    tenths = [saved[np.minimum(9, (odds[taken] * 10).astype(int)) == tenth] for tenth in range(int(LEAST * 10), 10)]
    shares = " ".join(f"{(of > 0).mean():.2f}" if len(of) else "-" for of in tenths)
    of_segment = np.zeros(doubts.segment.max() + 1)
    np.add.at(of_segment, doubts.segment[taken], saved)
    well = np.zeros(len(of_segment), bool)
    well[doubts.segment] = doubts.errors < WELL * doubts.letters
    better, worse = of_segment > 0, of_segment < 0
    print(f"{name}\tpossible {could}\tsaved {won}\tlost {lost}\tnet {100 * (won - lost) / max(1, could):.1f} %\t"
          f"right {(saved > 0).sum()} neither {(saved == 0).sum()} wrong {(saved < 0).sum()}\tright by tenth {shares}\t"
          f"segments {better.sum()} better {worse.sum()} worse\tof {well.sum()} read well {(better & well).sum()} better "
          f"{(worse & well).sum()} worse, net {of_segment[well].sum():.0f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("learner")
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--rows", type=int, default=520)
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--keep", type=pathlib.Path)
    parser.add_argument("--left-out", action="store_true")
    parser.add_argument("--trust", type=lambda text: text.split("=", 1), action="append", default=[])
    parser.add_argument("--packs", type=pathlib.Path)
    parser.add_argument("--held", nargs="*", default=[])
    parser.add_argument("--blanks-unsure", nargs="*", default=[])
    parser.add_argument("--out", default="models/reranker/table.forest")
    arguments = parser.parse_args()
    seen, names = {}, []
    for name, place in (pair.split("=", 1) for pair in arguments.languages):
        place, _, text = place.partition("@")
        work, collections, rows = (*place.split(":"), "", "")[:3] if not text else (place, "", text.partition(":")[2])
        for half, other in (("a", "b"), ("b", "a")):
            if text:
                given = list(pages(text.partition(":")[0], half))
            else:
                given = map(json.loads, open(pathlib.Path(work) / f"{half}.jsonl", encoding="utf-8"))
                given = [row for row in given if row["id"].startswith(tuple(collections.split(",")))]
            kept = arguments.keep and arguments.keep / f"{name}.{half}"
            pack = pathlib.Path(work) / f"{other}.pack"
            seen[name, half], names = read(arguments.learner, pack, given, int(rows or arguments.rows), kept)
    groups = list(dict.fromkeys(name for name, _ in seen))
    taught = {key: without_parted(of) if key[0] in arguments.blanks_unsure else of for key, of in seen.items()}
    if arguments.left_out:
        for group in groups:
            others = [name for name in groups if name != group]
            for half, other in (("a", "b"), ("b", "a")):
                doubts = seen[group, half]
                model = train(all_of([taught[name, other] for name in others]), names)
                judge(f"without {group} {half}", doubts, model.predict(doubts.seen, raw_score=True) + doubts.around)
    forests = {half: train(all_of([taught[name, half] for name in groups]), names) for half in "ab"}
    worths = {}
    for (name, half), doubts in seen.items():
        other = "ba"["ab".index(half)]
        worths[name, half] = forests[other].predict(doubts.seen, raw_score=True) + doubts.around
        judge(f"{name} {half}", doubts, worths[name, half])
    found, trusts = {}, {}
    for language in dict.fromkeys(name[:2] for name in groups):
        own = [key for key in seen if key[0][:2] == language]
        bias = found[language] = biases([seen[key] for key in own], [worths[key] for key in own])
        for key in own:
            worths[key] = worths[key] + np.where(abs(bias) < SMALL, 0.0, bias)[seen[key].sort]
        print(f"{language}\t" + "\t".join(f"{sort} bias {value:.2f}" for sort, value in zip(SORTS, bias)))
    for kind, of in arguments.trust:
        own = [(name, half) for name in of.split(",") for half in "ab" if (name, half) in seen]
        if own:
            # How right it is to part a word is not known where its transcripts do not say.
            kept = [(taught[key], taught[key].of_rows) for key in own]
            slope, offset, bands = trust([of for of, _ in kept], [worths[key][rows] for key, (_, rows) in zip(own, kept)])
            trusts[kind] = slope, offset
            print(f"{kind}\tconfidence slope {slope:.2f}\tconfidence offset {offset:.2f}\tright by twentieth from .5 {bands}")
    if arguments.packs:
        for language, bias in found.items():
            held = [row.removeprefix(f"{language}.").split("=") for row in arguments.held if row.startswith(f"{language}.")]
            write_weights(arguments.packs, language, bias, trusts, {sort: float(value) for sort, value in held})
    model = forests[arguments.half] if arguments.half else train(all_of(list(taught.values())), names)
    forest.write(model, arguments.out, names, TALK)


if __name__ == "__main__":
    main()
