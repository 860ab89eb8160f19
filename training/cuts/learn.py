#!/usr/bin/env python3
"""Learns where cuts between columns belong from what `--example learn_cuts` saw of them.

learn.py CUTS.jsonl PLACES.forest DOUBTS.forest

Beside each page of CUTS.jsonl, NAME.txt, lies NAME.truth.json (training/pages). Pages whose number leaves 3 when divided
by 4 are held out first and reported on; then all are learnt from. Needs numpy and lightgbm.
"""
import collections, json, os, re, sys
import lightgbm
import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from forest import write

# A whole line of a heading is worth so many pairs of words, and one mixed with other text costs so many.
WHOLE, MIXED = 2.0, 1.2
# What a cut is worth by being where it is, in pairs of words, and how sharply pairs tell places apart.
STAYING, SHARPNESS = 0.4, 3.0
HEADS = ("title", "date", "heading", "subheading")
# Cuts that are doubted less than this (log odds) are not learnt from.
LEARNT = -2.3
# The log odds at which the program looks at other places, and by how much another must be likelier.
DOUBT, CLEAR = -0.8, 0.7
TALK = {
    "places": "Log odds, up to a number that is the same for all places of a cut, that it stands\nin a place: boosted decision trees, learnt from the lines of printed pages on which\ndoubts.forest doubts the cut.",
    "doubts": "Log odds that a cut between two columns stands in a wrong place: boosted decision\ntrees, learnt from the lines of printed pages, by what is seen of that place.",
}
ASKED = "\nWhat is asked: cut_classifier.rs. A number, then a tree a line: a question, the tree of\nthose for which it holds, the tree of the others."


def worth(cut, truth):
    """How many neighbouring words each place of a cut keeps together, and whole lines of headings."""
    words, ranks, sizes = truth
    known = lambda span: [at for at in range(*span) if at in ranks] if span else []

    def heading(part):
        stood = [words[at] for at in part]
        if not any(word[4] in HEADS for word in stood):
            return 0
        lines = {tuple(word[:3]) for word in stood}
        return -MIXED if len(lines) > 1 else WHOLE if len(stood) == sizes[lines.pop()] else 0

    def pairs(run):
        return sum(ranks[b] == ranks[a] + 1 for a, b in zip(run, run[1:]))

    (start, end), out = cut["tokens"], []
    around = [(known(above)[-1:], known(below)[:1]) for above, below in zip(cut["above"], cut["below"])]
    for at, _ in cut["places"]:
        parts = [known((start, at)), known((at, end))]
        out.append(sum(heading(part) + pairs(above + part + below) for part, (above, below) in zip(parts, around)))
    return out


def load(path):
    rows = open(path, encoding="utf-8")
    names, truths = json.loads(next(rows))["seen"], {}
    seen, worths, sizes, now, pages = [], [], [], [], []
    for row in rows:
        cut = json.loads(row)
        page = cut["page"]
        if page not in truths:
            words = json.load(open(re.sub(r"\.txt$", ".truth.json", page)))
            order = sorted((at for at, word in enumerate(words) if word), key=lambda at: words[at][:4])
            ranks = {at: rank for rank, at in enumerate(order)}
            whole = len(words) == len(open(page, encoding="utf-8").read().split())
            truths[page] = (words, ranks, collections.Counter(tuple(word[:3]) for word in words if word)) if whole else None
        if not truths[page]:
            continue
        seen += [place[1] for place in cut["places"]]
        worths += worth(cut, truths[page])
        sizes.append(len(cut["places"]))
        now.append([place[0] for place in cut["places"]].index(cut["now"]))
        pages.append(int(re.match(r"\d+", os.path.basename(page)).group()))
    return names, Cuts(*map(numpy.array, (seen, worths, sizes, now, pages)))


class Cuts:
    def __init__(self, seen, worth, sizes, now, pages):
        self.seen, self.worth, self.sizes, self.pages, self.now = seen, worth, sizes, pages, now
        self.starts = numpy.concatenate([[0], numpy.cumsum(sizes)[:-1]])
        self.at = self.starts + now
        self.gain = numpy.maximum.reduceat(worth, self.starts) - worth[self.at]

    def of(self, which):
        places = numpy.repeat(which, self.sizes)
        return Cuts(self.seen[places], self.worth[places], self.sizes[which], self.now[which], self.pages[which])


def shares(odds, cut, many):
    most = numpy.full(many, -1e9)
    numpy.maximum.at(most, cut, odds)
    e = numpy.exp(odds - most[cut])
    return e / numpy.bincount(cut, e, many)[cut]


def learn_doubts(cuts):
    options = dict(objective="binary", learning_rate=0.25, num_leaves=16, max_depth=4, min_data_in_leaf=60, lambda_l2=5, verbose=-1,
                   seed=1, num_threads=1, deterministic=True, force_row_wise=True)
    data = lightgbm.Dataset(cuts.seen[cuts.at], label=cuts.gain > 0, weight=1 + numpy.minimum(cuts.gain, 4) / 2)
    return lightgbm.train(options, data, num_boost_round=24)


def learn_places(cuts):
    many = len(cuts.sizes)
    cut = numpy.repeat(numpy.arange(many), cuts.sizes)
    worth = cuts.worth.astype(float)
    worth[cuts.at] += STAYING
    target, weight = shares(SHARPNESS * worth, cut, many), (1 + numpy.minimum(cuts.gain, 4))[cut]

    def softmax(odds, _):
        p = shares(odds, cut, many)
        return (p - target) * weight, numpy.maximum(p * (1 - p), 1e-3) * weight

    options = dict(objective=softmax, learning_rate=0.3, num_leaves=32, max_depth=5, min_data_in_leaf=60, lambda_l2=3,
                   feature_fraction=0.6, bagging_fraction=0.7, bagging_freq=1, max_bin=127, min_sum_hessian_in_leaf=1, verbose=-1,
                   seed=1, num_threads=1, deterministic=True, force_row_wise=True)
    return lightgbm.train(options, lightgbm.Dataset(cuts.seen, label=target), num_boost_round=64)


def learn(cuts):
    doubts = learn_doubts(cuts)
    return doubts, learn_places(cuts.of(doubts.predict(cuts.seen[cuts.at], raw_score=True) > LEARNT))


def report(cuts, doubts, places):
    doubted = doubts.predict(cuts.seen[cuts.at], raw_score=True) > DOUBT
    odds, better, worse, gain = places.predict(cuts.seen, raw_score=True), 0, 0, 0
    for nth in numpy.flatnonzero(doubted):
        start = cuts.starts[nth]
        best = start + int(odds[start:start + cuts.sizes[nth]].argmax())
        if odds[best] > odds[cuts.at[nth]] + CLEAR:
            by = cuts.worth[best] - cuts.worth[cuts.at[nth]]
            better, worse, gain = better + (by > 0), worse + (by < 0), gain + by
    print(f"held out: {len(cuts.sizes)} cuts, {doubted.mean():.2f} doubted; {better} moved for the better and {worse} for the worse; "
          f"{gain:.0f} pairs of words gained of at most {cuts.gain.sum():.0f}")


def main(path, places_path, doubts_path):
    names, cuts = load(path)
    held = cuts.pages % 4 == 3
    report(cuts.of(held), *learn(cuts.of(~held)))
    doubts, places = learn(cuts)
    write(places, places_path, names, TALK["places"] + ASKED)
    write(doubts, doubts_path, names, TALK["doubts"] + ASKED)


if __name__ == "__main__":
    main(*sys.argv[1:])
