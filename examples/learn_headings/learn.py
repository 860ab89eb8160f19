#!/usr/bin/env python3
"""Learns what a heading looks like, and where it wraps onto the next line, from what `--example learn_headings` saw.

learn.py LINES.jsonl HEADINGS.forest WRAPS.forest [EARLIER.forest]

Beside each page of LINES.jsonl, NAME.txt or NAME.tsv, lies NAME.truth.json (examples/learn_cuts/print_pages.py). Pages
whose number leaves 3 when divided by 4 are held out first and reported on; then all are learnt from. With an earlier
forest of headings, what is written says the mean of both: each errs in its own way. Needs numpy and lightgbm.
"""
import collections, json, os, re, sys
import lightgbm
import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from forest import write

# A line is one of a heading if at least the first share of its words is, and none if at most the second.
IS, IS_NOT = 0.6, 0.3
HEADINGS = ("heading", "subheading")
TREES = dict(objective="binary", learning_rate=0.1, min_data_in_leaf=80, lambda_l2=5, bagging_fraction=0.7, bagging_freq=1,
             max_bin=63, verbose=-1, seed=1)
OF_LINE = dict(TREES, num_leaves=32, max_depth=5, feature_fraction=0.6), 150
OF_TWO = dict(TREES, num_leaves=16, max_depth=4, feature_fraction=0.5), 60
TALK = {
    "headings": "Log odds that a line is one of a heading: boosted decision trees, learnt from the\nlines of printed pages, as their columns stand and as the program finds them.",
    "wraps": "Log odds that two lines, each of them one of a heading, are of the same: boosted\ndecision trees, learnt from the lines of printed pages.",
}
ASKED = "\nWhat is asked: evidence.rs. A number, then a tree a line: a question, the tree of\nthose for which it holds, the tree of the others."


class Lines:
    """The lines of all pages; `lines` is the printed line that most of each line's words stood on."""

    def __init__(self, path):
        rows = open(path, encoding="utf-8")
        head = json.loads(next(rows))
        self.names, self.of_two = head["seen"], head["of_two"]
        truths, seen, self.shares, self.lines, self.pages = {}, [], [], [], []
        for row in map(json.loads, rows):
            page = row["page"]
            if page not in truths:
                truths[page] = json.load(open(re.sub(r"\.\w+$", ".truth.json", page)))
            stood = [truths[page][at] for at in row["tokens"] if at < len(truths[page]) and truths[page][at]]
            most = collections.Counter((*word[:3], word[4]) for word in stood).most_common(1)
            seen.append(numpy.array(row["seen"], "float32"))
            # What a line is of which none or that of a date was printed there is not asked.
            known = [word for word in stood if word[4] != "date"]
            self.shares.append(sum(word[4] in HEADINGS for word in known) / len(known) if known else (IS + IS_NOT) / 2)
            self.lines.append((page, *most[0][0]) if most and 2 * most[0][1] > len(stood) else None)
            self.pages.append(int(re.match(r"\d+", os.path.basename(page)).group()))
        self.seen, self.shares, self.pages = map(numpy.array, (seen, self.shares, self.pages))

    def headings(self):
        """What is seen of lines, whether they are a heading's, and their pages."""
        which = (self.shares >= IS) | (self.shares <= IS_NOT)
        return self.seen[which], self.shares[which] >= IS, self.pages[which]

    def pairs(self):
        """What is asked of two lines of headings that follow each other, whether they are of one, and their pages."""
        two = [at for at in range(len(self.lines) - 1) if self.lines[at] and self.lines[at + 1]
               and self.lines[at][0] == self.lines[at + 1][0] and min(self.shares[at:at + 2]) >= IS]
        parts = [name.split("-", 1) for name in self.of_two]
        columns = [(int(line == "next"), self.names.index(name)) for line, name in parts]
        same = lambda a, b: a[1:3] == b[1:3] and a[4] == b[4] and b[3] - a[3] in (0, 1)
        seen = [[self.seen[at + line, column] for line, column in columns] for at in two]
        return numpy.array(seen), numpy.array([same(self.lines[at], self.lines[at + 1]) for at in two]), self.pages[two]


def learn(options, seen, true):
    options, rounds = options
    return lightgbm.train(options, lightgbm.Dataset(seen, label=true), num_boost_round=rounds)


def report(what, options, seen, true, pages):
    held = pages % 4 == 3
    odds = learn(options, seen[~held], true[~held]).predict(seen[held], raw_score=True)
    true, said = true[held], odds > 0
    loss = numpy.log1p(numpy.exp(-numpy.where(true, odds, -odds))).mean()
    print(f"held out: {held.sum()} {what}, {true.mean():.2f} of them true; precision {true[said].mean():.3f}, recall {said[true].mean():.3f}, log loss {loss:.4f}")


def halve(path):
    """The talk of a forest, its number and its trees, each of which says half of what it said."""
    lines = open(path).read().splitlines()
    half = lambda word: word if "<=" in word else f"{float(word) / 2:.4g}"
    halved = [" ".join(map(half, line.split())) for line in lines if not line.startswith("#")]
    return [line for line in lines if line.startswith("#")], float(halved[0]), halved[1:]


def mean(path, earlier):
    """Writes the mean of two forests in the place of the first."""
    (talk, number, trees), (_, other, others) = halve(path), halve(earlier)
    open(path, "w").write("\n".join([*talk, "# The mean of two such forests.", f"{number + other:.4g}", *trees, *others]) + "\n")


def main(path, headings_path, wraps_path, earlier=None):
    lines = Lines(path)
    for kind, options, names, examples, out in [
        ("headings", OF_LINE, lines.names, lines.headings(), headings_path),
        ("wraps", OF_TWO, lines.of_two, lines.pairs(), wraps_path),
    ]:
        report(kind, options, *examples)
        write(learn(options, *examples[:2]), out, names, TALK[kind] + ASKED)
    if earlier:
        mean(headings_path, earlier)


if __name__ == "__main__":
    main(*sys.argv[1:])
