#!/usr/bin/env python3
"""Learns what evidence for a reading weighs on old print, and how far the confidences that come of it can be trusted.

    learn.py LEARN_RERANKER PACK LEARN.jsonl [PACK LEARN.jsonl ...] [--pull .003] [--towards WEIGHTS.tsv] [--caution 1]
        >weights.tsv

LEARN_RERANKER is the program beside this one, which says what PACK and LEARN.jsonl are and writes the evidence down. The
weights are those of a conditional logistic regression over the readings of each token in doubt, drawn to nothing, and
hardly; `--pull` says how strongly they are drawn instead to those that packs without their own have, which matters where
pairs are few, or to those of a table given by `--towards`. `--caution` is taken off the bias of each sort of change. The weights are printed as a pack's
`historical/weights.tsv` has them; how often changes are right by them, on what they were learnt from, goes to standard
error. Needs the packages numpy and scipy.
"""
import argparse
import subprocess
import sys
import tempfile

import numpy as np
from scipy.optimize import minimize

RIDGE = 3e-5  # how strongly weights are drawn to nothing
LEAST_SCALE = 0.1  # evidence that never varies more than this says nothing
JOIN = 0.5  # how much of the model's worth of a join counts: the pairs have no line ends, so nothing is learnt of it
LEAST_WEIGHT = 0.0005


class Doubts:
    """The readings of all tokens in doubt, those of one token side by side."""

    def __init__(self, learner, pairs):
        with tempfile.NamedTemporaryFile(suffix=".f32") as file:
            rows = subprocess.run([learner, file.name, *pairs], check=True, capture_output=True, text=True).stdout
            rows = [row.split("\t") for row in rows.splitlines()]
            data = np.fromfile(file.name, dtype="<f4")
        self.context = float(rows[0][2])
        self.sorts = list(dict.fromkeys(row[0] for row in rows[1:]))
        self.evidence = list(dict.fromkeys(row[1] for row in rows[1:]))
        self.usual = np.array([float(row[2]) for row in rows[1:]]).reshape(len(self.sorts), len(self.evidence))
        width = len(self.evidence) + 4
        data = data.reshape(-1, width)
        first = np.flatnonzero(np.r_[True, data[1:, 0] != data[:-1, 0]])
        self.first, self.of = first, np.repeat(np.arange(len(first)), np.diff(np.r_[first, len(data)]))
        self.sort, self.saved = data[:, 1].astype(int), data[:, 2]
        self.seen, self.around = data[:, 3:-1].astype(float), data[:, -1].astype(float)
        self.keeps = np.zeros(len(data), dtype=bool)
        self.keeps[first] = True

    def towards(self, path):
        """Takes the weights of a table for the usual ones; what it does not name weighs nothing."""
        with open(path, encoding="utf-8") as file:
            rows = [row.rstrip("\n").split("\t") for row in file if row.strip() and not row.startswith("#")]
        given = {(row[0], row[1]): float(row[2]) for row in rows}
        self.context = given["context", "neighbours"]
        self.usual = np.array([[given.get((sort, kind), 0.0) for kind in self.evidence] for sort in self.sorts])

    def right(self):
        """The share that each reading has in being the right one."""
        best = np.maximum.reduceat(self.saved, self.first)[self.of]
        right = np.where(best > 0, self.saved == best, self.keeps)
        return right / np.add.reduceat(right.astype(float), self.first)[self.of]

    def odds(self, table, context):
        worth = context * self.around
        for sort in range(len(self.sorts)):
            of = self.sort == sort
            worth[of] += self.seen[of] @ table[sort]
        worth[self.keeps] = 0.0
        worth -= np.maximum.reduceat(worth, self.first)[self.of]
        odds = np.exp(worth)
        return odds / np.add.reduceat(odds, self.first)[self.of]


def fit(doubts, pull):
    """The weights: a table by sort of change and evidence, and one for the neighbours."""
    sorts, kinds = len(doubts.sorts), len(doubts.evidence)
    rows = [np.flatnonzero((doubts.sort == sort) & ~doubts.keeps) for sort in range(sorts)]
    scale = np.array([[LEAST_SCALE] * kinds] * sorts)
    for sort, of in enumerate(rows):
        if len(of):
            scale[sort] = np.maximum(LEAST_SCALE, np.abs(doubts.seen[of]).max(axis=0))
    wide = max(LEAST_SCALE, np.abs(doubts.around).max())
    scaled = [doubts.seen[of] / scale[sort] for sort, of in enumerate(rows)]
    around, right, count = doubts.around / wide, doubts.right(), len(doubts.first)
    start = np.zeros(sorts * kinds + 1)
    if pull is not None:
        start = np.r_[(doubts.usual * scale).ravel(), doubts.context * wide]
    strength = RIDGE if pull is None else pull

    def loss(weights):
        worth = weights[-1] * around
        table = weights[:-1].reshape(sorts, kinds)
        for sort, of in enumerate(rows):
            worth[of] += scaled[sort] @ table[sort]
        worth[doubts.keeps] = 0.0
        worth -= np.maximum.reduceat(worth, doubts.first)[doubts.of]
        odds = np.exp(worth)
        all_odds = np.add.reduceat(odds, doubts.first)[doubts.of]
        error = (odds / all_odds - right) / count
        error[doubts.keeps] = 0.0
        slope = np.concatenate([scaled[sort].T @ error[of] for sort, of in enumerate(rows)] + [[around @ error]])
        value = -(right * (worth - np.log(all_odds))).sum() / count + strength / 2 * ((weights - start) ** 2).sum()
        return value, slope + strength * (weights - start)

    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return weights[:-1].reshape(sorts, kinds) / scale, weights[-1] / wide


def calibration(doubts, table, context):
    """Of the changes made with some confidence, how many saved edits, changed nothing or cost some."""
    odds = doubts.odds(table, context)
    best = np.maximum.reduceat(odds, doubts.first)[doubts.of]
    taken = np.flatnonzero((odds == best) & ~doubts.keeps)
    print("confidence\tright\tneither\twrong\tshare right", file=sys.stderr)
    for tenth in range(10):
        won = doubts.saved[taken[np.minimum(9, (odds[taken] * 10).astype(int)) == tenth]]
        if len(won):
            right, neither, wrong = (won > 0).sum(), (won == 0).sum(), (won < 0).sum()
            print(f".{tenth}\t{right}\t{neither}\t{wrong}\t{right / len(won):.2f}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("learner")
    parser.add_argument("pairs", nargs="+")
    parser.add_argument("--pull", type=float)
    parser.add_argument("--towards")
    parser.add_argument("--caution", type=float, default=0.0)
    arguments = parser.parse_args()
    doubts = Doubts(arguments.learner, arguments.pairs)
    if arguments.towards:
        doubts.towards(arguments.towards)
    table, context = fit(doubts, arguments.pull)
    calibration(doubts, table, context)
    table[:, doubts.evidence.index("bias")] -= arguments.caution
    print("# What each piece of evidence for a reading weighs on old print.")
    print(f"# Learnt by training/reranker; a caution of {arguments.caution:g} was taken off each bias. sort of change\tevidence\tweight")
    print(f"context\tneighbours\t{context:.3f}\njoin\tmodel\t{JOIN}")
    for sort, row in zip(doubts.sorts, table):
        for name, weight in zip(doubts.evidence, row):
            if abs(weight) >= LEAST_WEIGHT:
                print(f"{sort}\t{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
