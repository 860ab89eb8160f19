#!/usr/bin/env python3
"""Learns what fragments of lines read like lines of headings from what `--example learn_likeness` saw.

learn.py FRAGMENTS.jsonl LIKENESS.weights    learns from all pages
learn.py FRAGMENTS.jsonl --report [OTHER.jsonl]    says how well headings are told on pages that were held out (one in eight,
kinds HELD too), and on other pages, beside how the program takes them now
Needs numpy.
"""
import json, sys
import numpy

HELD = ("newspaper", "unequal")
# What the squares of weights cost, so that none is without bound.
RIDGE = 1.0
BOUNDS = ("doubtful", "likely", "plain")
TALK = """# Log odds that a fragment of a line reads like a line of a heading: what each thing
# that is seen of it adds (src/layout/heading.rs), and the log odds above which it is
# doubtful, likely and plain.
"""


def load(path):
    rows = open(path, encoding="utf-8")
    names, all, kinds, pages = json.loads(next(rows))["seen"], [], [], []
    for number, row in enumerate(rows):
        page = json.loads(row)
        all += page["fragments"]
        kinds += [page["kind"]] * len(page["fragments"])
        pages += [number] * len(page["fragments"])
    all = numpy.array(all)
    return names, all[:, 0], all[:, 1], all[:, 2:], numpy.array(kinds), numpy.array(pages)


def learn(seen, label, pages):
    """Logistic regression by Newton's steps; every page counts the same, however many ways there are to cut its lines."""
    counts = 1 / numpy.bincount(pages)[pages]
    counts *= len(counts) / counts.sum()
    weights, ridge = numpy.zeros(seen.shape[1]), RIDGE * numpy.eye(seen.shape[1])
    for _ in range(30):
        told = 1 / (1 + numpy.exp(-(seen @ weights)))
        slope = seen.T @ (counts * (label - told)) - ridge @ weights
        step = numpy.linalg.solve((seen * (counts * told * (1 - told))[:, None]).T @ seen + ridge, slope)
        weights = weights + step
        if abs(step).max() < 1e-6:
            break
    return weights


def bounds(odds, now):
    """As many fragments are taken in each way as are now: the weights of the search (models/columns) know them so."""
    return [float(numpy.quantile(odds, (now < way).mean())) for way in (1, 2, 3)]


def report(what, label, now, odds, bounds):
    ways = numpy.digitize(odds, bounds)
    share = lambda ways: " ".join(f"{label[ways == way].mean() if (ways == way).any() else 0:.3f}" for way in range(4))
    told = lambda ways: " ".join(f"{(label[ways >= way] > 0).sum() / max(1, label.sum()):.3f}" for way in (1, 2, 3))
    print(f"{what:12} fragments {len(label):8} headings {int(label.sum()):6}  share of headings in each way {share(ways)}, now {share(now)};"
          f" headings found in ways from 1, 2, 3 on {told(ways)}, now {told(now)}")


def main():
    names, label, now, seen, kinds, pages = load(sys.argv[1])
    if sys.argv[2] != "--report":
        weights = learn(seen, label, pages)
        with open(sys.argv[2], "w", encoding="utf-8") as out:
            out.write(TALK)
            for name, number in zip(list(names) + list(BOUNDS), list(weights) + bounds(seen @ weights, now)):
                out.write(f"{name} {number:.3f}\n")
        return
    held = (pages % 8 == 7) | numpy.isin(kinds, HELD)
    weights = learn(seen[~held], label[~held], pages[~held])
    edges = bounds(seen[~held] @ weights, now[~held])
    for kind in sorted(set(kinds)):
        here = held & (kinds == kind)
        if label[here].any():
            report(kind, label[here], now[here], seen[here] @ weights, edges)
    report("held out", label[held], now[held], seen[held] @ weights, edges)
    for path in sys.argv[3:]:
        _, label, now, seen, _, _ = load(path)
        report("others", label, now, seen @ weights, edges)


if __name__ == "__main__":
    main()
