#!/usr/bin/env python3
"""Learns when a reading in several columns is to be believed, from what `--example learn_zones` saw of simulated pages.

learn.py GATE.forest GAIN.forest READINGS.jsonl… [--report]

Pages whose number leaves 3 when divided by 4 are held out first and reported on, then whole kinds; then all are learnt
from. Needs numpy, scikit-learn and lightgbm.
"""
import argparse, json, os, sys
import lightgbm
import numpy
from sklearn.metrics import roc_auc_score

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from forest import write

# What is seen and not asked: the number of known words tells languages, not columns.
UNASKED = {"known"}
OPTIONS = dict(learning_rate=0.08, num_leaves=24, max_depth=5, min_data_in_leaf=60, lambda_l2=5, feature_fraction=0.3,
               bagging_fraction=0.8, bagging_freq=1, seed=1, deterministic=True, force_row_wise=True, num_threads=1, verbose=-1)
TREES = 200
# Log odds asked by the program.
ASKED = 0.5
# So few words more out of order are no harm.
FEW = 2
# What a word that comes into order is worth, in pairs of neighbouring words.
ORDER = 0.3
ONE_COLUMN = {"table", "wordtable", "contents", "index", "programme", "form", "addresses", "verse", "short", "recipe", "bibliography", "register", "schedule", "prices",
              "names", "report", "statutes", "chronicle", "poem", "prose", "letter", "minutes", "items", "law", "dialogue", "glossary", "notes", "ruins", "narrow", "ragged", "questions", "transcribed"}
# Documents that nobody made for us (documents.py); some have rows in columns of their own, none is read down them.
DOCUMENTS = {"man-en", "man-de", "man-nl", "man-es-it", "perl-pod", "fortunes-en", "fortunes", "number-tables", "calendar", "entries", "definitions", "law-de", "statutes-en", "faq", "essays",
             "recipes-en", "plays", "old-print-fr", "handbook-nl"}
ONE_COLUMN |= DOCUMENTS
GROUPS = [{"table", "wordtable"}, {"contents", "index"}, {"programme", "form", "addresses", "schedule"}, {"verse", "short", "recipe", "bibliography"}, {"register", "names", "prices", "items"},
          {"prose", "letter", "minutes", "narrow", "ragged"}, {"law", "dialogue", "glossary", "notes", "questions", "ruins"},
          {"man-en", "man-de", "man-nl", "man-es-it", "perl-pod"}, {"law-de", "statutes-en", "essays", "faq"}, {"number-tables", "calendar"}, DOCUMENTS,
          {"margin", "lists"}, {"zones", "mixed"}, {"unequal"}, {"boxes"}, {"newspaper"}, {"infographic", "article", "parted"}]


def load(paths):
    names, seen, kinds, gain, moved, pages, whole, auto, lines = None, [], [], [], [], [], [], [], []
    for nth, path in enumerate(paths):
        rows = open(path, encoding="utf-8")
        names = json.loads(next(rows))["seen"]
        for row in rows:
            row = json.loads(row)
            seen.append(row["seen"]); kinds.append(row["kind"]); gain.append(row["kept"] - row["raw"]); moved.append(row["moved"][1] - row["moved"][0]); pages.append(row["page"] + 1000000 * nth)
            whole.append(row["whole"]); auto.append(row["columns"] == 0); lines.append(row["lines"][1] - row["lines"][0])
    seen = numpy.array(seen, dtype=numpy.float32)
    for n, name in enumerate(names):
        if name in UNASKED:
            seen[:, n] = 0
    # What was seen is rounded, so that no tree can know a page again by its exact figures.
    return names, Readings(numpy.round(seen, 3), *map(numpy.array, (kinds, gain, moved, pages, whole, auto, lines)))


class Readings:
    def __init__(self, seen, kinds, gain, moved, pages, whole, auto, lines):
        self.seen, self.kinds, self.gain, self.moved, self.pages, self.whole, self.auto, self.lines = seen, kinds, gain, moved, pages, whole, auto, lines
        # Blocks that stand side by side, each on lines of its own, come into order with hardly a neighbour won.
        net = gain + ORDER * moved
        self.harmful = (net < 0) | (moved < -FEW)
        self.good = ~self.harmful & (net > 0)
        self.size = numpy.minimum(abs(gain) + abs(moved) / 4, 20)

    def of(self, which):
        return Readings(*(x[which] for x in (self.seen, self.kinds, self.gain, self.moved, self.pages, self.whole, self.auto, self.lines)))


def learn_gate(readings):
    """The log odds that more neighbouring words are kept together, and no more words out of order."""
    r = readings.of(readings.size > 0)
    data = lightgbm.Dataset(r.seen, label=r.good, weight=r.size / 10)
    return lightgbm.train(dict(OPTIONS, objective="binary"), data, num_boost_round=TREES)


def learn_gain(r):
    """How many more are kept together, a line, and a share of those that come into order."""
    data = lightgbm.Dataset(r.seen, label=(r.gain + ORDER * r.moved) / r.lines, weight=numpy.sqrt(r.lines))
    return lightgbm.train(dict(OPTIONS, objective="regression"), data, num_boost_round=TREES)


def told(name, r, gate, gain):
    odds = gate.predict(r.seen, raw_score=True)
    bad, good, weight = r.harmful, r.good, r.size
    changed = weight > 0
    auc = roc_auc_score(good[changed], odds[changed], sample_weight=weight[changed]) if good.any() and bad.any() else float("nan")
    whole, through = r.whole & r.auto, odds >= ASKED
    guess = gain.predict(r.seen)
    fit = numpy.corrcoef(guess, (r.gain + ORDER * r.moved) / r.lines)[0, 1]
    print(f"{name:50} n {len(r.gain):6} auc {auc:.4f} gain r {fit:.3f} | pass: harmful {(bad & through).sum()} of {bad.sum()} (whole {(bad & through & whole).sum()} of {(bad & whole).sum()}), "
          f"good {(good & through).sum()} of {good.sum()} (whole {(good & through & whole).sum()} of {(good & whole).sum()}); pairs lost {-r.gain[bad & through].sum()}, won {r.gain[good & through].sum()} of {r.gain[good].sum()}")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("gate"); p.add_argument("gain"); p.add_argument("readings", nargs="+"); p.add_argument("--report", action="store_true")
    a = p.parse_args()
    names, r = load(a.readings)
    held = r.pages % 4 == 3
    gate, gain = learn_gate(r.of(~held)), learn_gain(r.of(~held))
    told("held-out pages", r.of(held), gate, gain)
    one = numpy.isin(r.kinds, list(ONE_COLUMN))
    told("  one column", r.of(held & one), gate, gain)
    for kind in sorted(set(r.kinds) - ONE_COLUMN):
        told("  " + kind, r.of(held & (r.kinds == kind)), gate, gain)
    if a.report:
        for group in GROUPS:
            out = numpy.isin(r.kinds, list(group))
            told("left out: " + ", ".join(sorted(group)), r.of(out), learn_gate(r.of(~out)), learn_gain(r.of(~out)))
        gate = learn_gate(r)
        rank = sorted(zip(gate.feature_importance("gain"), names), reverse=True)
        print("most asked:", ", ".join(name for _, name in rank[:25]))
    asked = "\nWhat is asked: src/layout/evidence.rs. A number, then a tree a line: a question, the tree of\nthose for which it holds, the tree of the others."
    write(learn_gate(r), a.gate, names, "Log odds that a reading in several columns keeps more neighbouring words together than the\nlines as they came: boosted decision trees, learnt from simulated pages (training/zones)." + asked)
    # Documents of one column have nothing to gain: how much columns do is learnt where there are some.
    write(learn_gain(r.of(~numpy.isin(r.kinds, list(DOCUMENTS)))), a.gain, names, "How many more neighbouring words a reading in several columns keeps together than the lines as\nthey came, a line: boosted decision trees, learnt from simulated pages (training/zones)." + asked)


if __name__ == "__main__":
    main()
