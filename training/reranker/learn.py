#!/usr/bin/env python3
"""Learns the forest that says what a reading of a word of old print is worth, of several languages at once.

    learn.py LEARN_RERANKER LANGUAGE=WORK_DIR[:COLLECTION,...[:ROWS]] ... [--rows 520] [--out models/reranker/table.forest]
        [--half a]

WORK_DIR is what `halves.py` beside this made: `a.jsonl` and `b.jsonl`, the pairs in two halves, and `a.pack` and
`b.pack`, of which each has learnt from its half alone. Each half is read by the pack of the other; LEARN_RERANKER is the
program beside this one, which writes down what is seen of every reading. The forest is boosted by the slope of a
conditional logistic regression: of the readings of each token in doubt the one that brings the text nearest to the truth
is right, and the text as it stands has the log odds 0. What the neighbours say is added with a weight that was set before.
`--rows` is how many segments are taken of each half, so that no language outweighs the others; with COLLECTION only those
whose id begins so, at most ROWS (most French pairs are of receipts and of Latin charters, which are no French print). A
LANGUAGE may stand twice under two names.

Prints, for each language, what a forest learnt from half a of all makes of half b and the other way round: how many edits
the readings could save, how many are saved and lost, how many changes are right, change nothing, are wrong, and of those
in each tenth of confidence the share that is right; and by how much the language is readier for each sort of change than
all are (the rows of a pack's `historical/weights.tsv`, which may be left out where they are small). Then writes the forest
of both halves, or of one. Needs the packages numpy, scipy and lightgbm.
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
TREES, LEAVES, DEPTH, RATE = 260, 28, 6, 0.12
LEAST = 0.4  # the bound of confidence that the program has
RIDGE = 2.0  # how strongly the biases of a language are drawn to nothing
TALK = """Log odds that a reading of a word of old print is right and the text as it stands is not, the neighbours
aside: boosted decision trees (training/reranker). What is asked: src/repair/decode/evidence.rs. A number, then
a tree a line: a question, the tree of those for which it holds, the tree of the others."""


class Doubts:
    """The readings of tokens in doubt, those of one token side by side, the text as it stands first."""

    def __init__(self, data, context):
        self.data, self.context = data, context
        starts = np.r_[True, data[1:, 0] != data[:-1, 0]]
        self.first = np.flatnonzero(starts)
        self.of = np.cumsum(starts) - 1
        self.keeps = starts
        self.sort, self.saved = data[:, 1].astype(int), data[:, 2].astype(float)
        self.seen, self.around = data[:, 3:-1], context * data[:, -1].astype(float)

    def right(self):
        """The share that each reading has in being the right one."""
        best = np.maximum.reduceat(self.saved, self.first)[self.of]
        right = np.where(best > 0, self.saved == best, self.keeps).astype(float)
        return right / np.add.reduceat(right, self.first)[self.of]

    def odds(self, worth):
        worth = np.where(self.keeps, 0.0, worth)
        odds = np.exp(worth - np.maximum.reduceat(worth, self.first)[self.of])
        return odds / np.add.reduceat(odds, self.first)[self.of]


def all_of(doubts):
    data, after = [], 0
    for one in doubts:
        data.append(one.data.copy())
        data[-1][:, 0] = one.of + after
        after += len(one.first)
    return Doubts(np.concatenate(data), doubts[0].context)


def read(learner, pack, path, rows, collections):
    """What is seen of the readings of some segments; the names of that."""
    given = map(json.loads, pathlib.Path(path).read_text(encoding="utf-8").splitlines())
    given = [row for row in given if row["id"].startswith(collections)]
    lines = [json.dumps({**row, "truth": kinds.plain(row["truth"])}) for row in given]
    if len(lines) > rows:
        lines = random.Random(11).sample(lines, rows)
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as pairs, tempfile.NamedTemporaryFile() as out:
        pairs.write("\n".join(lines) + "\n")
        pairs.flush()
        talk = subprocess.run([learner, out.name, pack, pairs.name], check=True, capture_output=True, text=True).stdout
        context, *names = talk.strip().split("\t")
        data = np.fromfile(out.name, dtype="<f4").reshape(-1, len(names) + 4)
    return Doubts(data, float(context)), names


def train(doubts, names):
    use, right = ~doubts.keeps, doubts.right()
    worth = np.zeros(len(use))

    def slope(said, _):
        worth[use] = said + doubts.around[use]
        odds = doubts.odds(worth)
        return (odds - right)[use], np.maximum(odds * (1 - odds), 1e-4)[use]

    data = lightgbm.Dataset(doubts.seen[use], np.zeros(use.sum()), feature_name=names)
    options = {
        "objective": slope, "num_leaves": LEAVES, "max_depth": DEPTH, "learning_rate": RATE, "min_data_in_leaf": 30,
        "min_sum_hessian_in_leaf": 1.0, "lambda_l2": 5.0, "feature_fraction": 0.6, "bagging_fraction": 0.8,
        "bagging_freq": 1, "num_threads": 1, "seed": 7, "deterministic": True, "force_row_wise": True, "verbose": -1,
    }
    return lightgbm.train(options, data, TREES)


def biases(doubts, worths):
    """What is best added to each sort of change."""

    def loss(bias):
        value, slope = RIDGE * (bias**2).sum(), 2 * RIDGE * bias
        for one, worth in zip(doubts, worths):
            odds, right = one.odds(worth + bias[one.sort]), one.right()
            value -= (right * np.log(np.maximum(odds, 1e-12))).sum()
            slope += np.bincount(one.sort, np.where(one.keeps, 0.0, odds - right), len(SORTS))
        return value, slope

    return minimize(loss, np.zeros(len(SORTS)), jac=True, method="L-BFGS-B").x


def judge(name, doubts, worth):
    odds = doubts.odds(worth)
    best = np.maximum.reduceat(odds, doubts.first)[doubts.of]
    taken = np.flatnonzero((odds == best) & ~doubts.keeps & (odds >= LEAST))
    saved = doubts.saved[taken]
    could = int(np.maximum.reduceat(doubts.saved, doubts.first).sum())
    won, lost = int(saved[saved > 0].sum()), int(-saved[saved < 0].sum())
    tenths = [saved[np.minimum(9, (odds[taken] * 10).astype(int)) == tenth] for tenth in range(int(LEAST * 10), 10)]
    shares = " ".join(f"{(of > 0).mean():.2f}" if len(of) else "-" for of in tenths)
    print(f"{name}\tpossible {could}\tsaved {won}\tlost {lost}\tnet {100 * (won - lost) / max(1, could):.1f} %\t"
          f"right {(saved > 0).sum()} neither {(saved == 0).sum()} wrong {(saved < 0).sum()}\tright by tenth {shares}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("learner")
    parser.add_argument("languages", nargs="+")
    parser.add_argument("--rows", type=int, default=520)
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--out", default="models/reranker/table.forest")
    arguments = parser.parse_args()
    seen, names = {}, []
    for language, place in (pair.split("=", 1) for pair in arguments.languages):
        work, collections, rows = (*place.split(":"), "", "")[:3]
        for half, other in (("a", "b"), ("b", "a")):
            pack, pairs = (pathlib.Path(work) / name for name in (f"{other}.pack", f"{half}.jsonl"))
            of = tuple(collections.split(","))
            seen[language, half], names = read(arguments.learner, pack, pairs, int(rows or arguments.rows), of)
    languages = list(dict.fromkeys(language for language, _ in seen))
    forests = {half: train(all_of([seen[language, half] for language in languages]), names) for half in "ab"}
    for language in languages:
        worths = []
        for half, other in (("a", "b"), ("b", "a")):
            doubts = seen[language, half]
            worths.append(forests[other].predict(doubts.seen, raw_score=True) + doubts.around)
            judge(f"{language} {half}", doubts, worths[-1])
        bias = biases([seen[language, half] for half in "ab"], worths)
        print(f"{language}\t" + "\t".join(f"{sort} bias {value:.2f}" for sort, value in zip(SORTS, bias)))
    model = forests[arguments.half] if arguments.half else train(all_of(list(seen.values())), names)
    forest.write(model, arguments.out, names, TALK)


if __name__ == "__main__":
    main()
