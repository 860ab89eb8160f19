#!/usr/bin/env python3
"""Learns how likely one column ends at a gap inside a line from what `--example learn_gaps` saw.

learn.py GAPS.jsonl GAPS.forest        learns from all pages
learn.py GAPS.jsonl --report [OTHER.jsonl]    says how well gaps of pages that were held out are told (one in eight, kinds HELD
too), and of other pages, beside what the program takes them for now
Needs numpy and lightgbm.
"""
import json, os, sys
import lightgbm
import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from forest import write

HELD = ("newspaper", "tables")
# One gap in so many ends a column: the weights of the search (models/columns) were learnt with such odds.
ONE_IN = 10
TREES, SETTINGS = 30, dict(objective="binary", learning_rate=0.25, num_leaves=24, max_depth=5, min_data_in_leaf=60, lambda_l2=5,
                           max_bin=63, seed=1, num_threads=1, deterministic=True, force_row_wise=True, verbose=-1)
TALK = """Log odds that two neighbours on a line have a seam between them: boosted
decision trees, learnt from lines of made pages that were read across their
columns. What is asked: gap_classifier.rs. A number, then a tree a line: a question,
the tree of those for which it holds, the tree of the others."""


def load(path):
    rows = open(path, encoding="utf-8")
    names, gaps, pages, kinds = json.loads(next(rows))["seen"], [], [], []
    for number, row in enumerate(rows):
        page = json.loads(row)
        gaps += page["gaps"]
        pages += [number] * len(page["gaps"])
        kinds += [page["kind"]] * len(page["gaps"])
    gaps = numpy.array(gaps, dtype=numpy.float32)
    return names, gaps[:, 0], gaps[:, 1], gaps[:, 2:], numpy.array(pages), numpy.array(kinds)


def learn(seen, label, names):
    ends = label.mean()
    weight = numpy.where(label > 0, 1 / ONE_IN / ends, (1 - 1 / ONE_IN) / (1 - ends))
    return lightgbm.train(SETTINGS, lightgbm.Dataset(seen, label, weight=weight, feature_name=names), TREES)


def precision(label, score):
    """The mean of the precision at each gap that ends a column."""
    label = label[numpy.argsort(-score, kind="stable")]
    return (numpy.cumsum(label) / numpy.arange(1, len(label) + 1))[label > 0].mean()


def report(what, label, now, score):
    print(f"{what:12} gaps {len(label):7} ends {label.mean():.3f}  average precision {precision(label, score):.3f}, now {precision(label, -now):.3f};"
          f" log odds {score.mean():.2f} +- {score.std():.2f}, of ends {score[label > 0].mean():.2f}; now {now.mean():.2f} +- {now.std():.2f}, of ends {now[label > 0].mean():.2f}")


def main():
    names, label, now, seen, pages, kinds = load(sys.argv[1])
    if sys.argv[2] != "--report":
        write(learn(seen, label, names), sys.argv[2], names, TALK)
        return
    held = (pages % 8 == 7) | numpy.isin(kinds, HELD)
    forest = learn(seen[~held], label[~held], names)
    score = forest.predict(seen, raw_score=True)
    for kind in sorted(set(kinds)):
        if label[held & (kinds == kind)].any():
            report(kind, *(x[held & (kinds == kind)] for x in (label, now, score)))
    report("held out", *(x[held] for x in (label, now, score)))
    for path in sys.argv[3:]:
        _, label, now, seen, _, _ = load(path)
        report("others", label, now, forest.predict(seen, raw_score=True))


if __name__ == "__main__":
    main()
