#!/usr/bin/env python3
"""Learns what a heading looks like, where it wraps onto the next line, which lines are rows to be kept (of tables, verse,
contents …), which are captions, and where paragraphs end, from what `--example learn_structure` saw.

learn.py LINES.jsonl MODELS [NAME…]     writes MODELS/NAME/table.forest; NAME is headings-made, wraps, rows, captions, paragraphs; all without
learn.py --report LINES.jsonl [NAME…]   only says how good forests are on pages, and on kinds of page, that they were not learnt from

LINES.jsonl may be several of them, one after the other. Beside each page of it, NAME.txt or NAME.tsv, lie NAME.truth.json and NAME.meta.json (training/pages).
One thread and fixed seeds: the same lines give the same bytes.
"""
import collections, json, os, re, sys
import lightgbm
import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from forest import write

# A line is of a kind if at least the first share of its words is, and is not if at most the second.
IS, IS_NOT = 0.6, 0.3
HEADINGS = ("heading", "subheading")
TREES = dict(objective="binary", learning_rate=0.1, min_data_in_leaf=80, lambda_l2=5, bagging_fraction=0.7, bagging_freq=1,
             max_bin=63, verbose=-1, seed=1, num_threads=1, deterministic=True, force_row_wise=True)
FORESTS = {
    "headings-made": (dict(TREES, num_leaves=32, max_depth=5, feature_fraction=0.6), 300,
                 "Log odds that a line is one of a heading: boosted decision trees, learnt from the\nlines of made pages of many kinds, as text and with the places of words.\nWhat is asked: heading features."),
    "wraps": (dict(TREES, num_leaves=16, max_depth=4, feature_fraction=0.5), 60,
              "Log odds that two lines, each of them one of a heading, are of the same: boosted\ndecision trees, learnt from the lines of made pages.\nWhat is asked: heading features of both."),
    "rows": (dict(TREES, num_leaves=32, max_depth=5, feature_fraction=0.6), 80,
             "Log odds that a line is a row to be kept as it stands, of a table, of verse, of\ncontents: boosted decision trees, learnt from the lines of made pages of many kinds.\nWhat is asked: rows.rs."),
    "captions": (dict(TREES, num_leaves=16, max_depth=4, feature_fraction=0.6), 40,
                 "Log odds that a line is one of a caption: boosted decision trees, learnt from the\nlines of made pages of many kinds.\nWhat is asked: rows.rs."),
    "paragraphs": (dict(TREES, num_leaves=32, max_depth=5, feature_fraction=0.6), 100,
                   "Log odds that two lines of text that follow each other are of one paragraph: boosted\ndecision trees, learnt from the lines of made pages of many kinds.\nWhat is asked: heading features of both."),
}
FORM = "\nA number, then a tree a line: a question, the tree of those for which it holds, the\ntree of the others."
# Entries that wrap may as well be paragraphs, and a form has a paragraph for each field.
NEITHER, FIELDS = ("bibliography",), ("form",)


def what(word):
    """What the lines are that a word stands in; printed pages (print_pages.py) do not say."""
    return word[7] if len(word) > 7 else None


class Lines:
    """The lines of all pages; `lines` is the printed line that most of each line's words stood on."""

    def __init__(self, path):
        rows = open(path, encoding="utf-8")
        head = json.loads(next(rows))
        self.names, self.of_two, self.as_row = head["seen"], head["of_two"], head["as_row"]
        truths, kinds, seen, as_rows = {}, {}, [], []
        self.words, self.lines, self.pages, self.kinds = [], [], [], []
        for row in map(json.loads, rows):
            if "page" not in row:
                continue  # the head of another
            page = row["page"]
            if page not in truths:
                truths[page] = json.load(open(re.sub(r"\.\w+$", ".truth.json", page)))
                meta = re.sub(r"\.\w+$", ".meta.json", page)
                kinds[page] = json.load(open(meta))["kind"] if os.path.exists(meta) else "printed"
            stood = [truths[page][at] for at in row["tokens"] if at < len(truths[page]) and truths[page][at]]
            most = collections.Counter((*word[:3], word[4], word[5] if len(word) > 5 else None, what(word)) for word in stood).most_common(1)
            seen.append(numpy.array(row["seen"], "float32"))
            as_rows.append(numpy.array(row["as_row"], "float32"))
            self.words.append(stood)
            self.lines.append((page, *most[0][0]) if most and 2 * most[0][1] > len(stood) else None)
            self.pages.append(int(re.match(r"\d+", os.path.basename(page)).group()))
            self.kinds.append(kinds[page])
        self.seen, self.rows, self.pages, self.kinds = map(numpy.array, (seen, as_rows, self.pages, self.kinds))
        # What a line is of which none or that of a date was printed there is not asked.
        known = [[word for word in words if word[4] != "date"] for words in self.words]
        share = lambda words, is_so: sum(map(is_so, words)) / len(words) if words else (IS + IS_NOT) / 2
        self.heads = numpy.array([share(words, lambda w: w[4] in HEADINGS) for words in known])
        self.kept = numpy.array([(IS + IS_NOT) / 2 if not line or any(what(w) in NEITHER for w in words)
                                 else share(words, lambda w: w[4] in ("lines", "table") and what(w) not in FIELDS) for words, line in zip(self.words, self.lines)])
        self.text = numpy.array([share(words, lambda w: w[4] == "text" or what(w) in FIELDS) for words in self.words])
        self.captions = numpy.array([share(words, lambda w: w[4] == "caption") for words in known])

    def examples(self, name):
        """Names of features, what is seen, what is true, and which lines these are."""
        if name == "wraps":
            # The same heading, and the next line of it.
            return self.pairs(name, self.heads, lambda a, b: a[1:3] == b[1:3] and a[4] == b[4] and b[3] - a[3] in (0, 1))
        if name == "paragraphs":
            # No field of a form goes on below.
            return self.pairs(name, self.text, lambda a, b: a[1] == b[1] and a[5] == b[5] and a[6] not in FIELDS)
        share = {"headings-made": self.heads, "rows": self.kept, "captions": self.captions}[name]
        which = numpy.flatnonzero((share >= IS) | (share <= IS_NOT))
        names, seen = (self.names, self.seen) if name == "headings-made" else (self.as_row, self.rows)
        return names, seen[which], share[which] >= IS, which

    def pairs(self, name, share, same):
        two = [at for at in range(len(self.lines) - 1) if self.lines[at] and self.lines[at + 1]
               and self.lines[at][0] == self.lines[at + 1][0] and min(share[at:at + 2]) >= IS]
        parts = [name.split("-", 1) for name in self.of_two[name]]
        columns = [(int(line == "next"), self.names.index(name)) for line, name in parts]
        seen = [[self.seen[at + line, column] for line, column in columns] for at in two]
        return self.of_two[name], numpy.array(seen), numpy.array([same(self.lines[at], self.lines[at + 1]) for at in two]), numpy.array(two)


def learn(name, seen, true):
    options, rounds, _ = FORESTS[name]
    return lightgbm.train(options, lightgbm.Dataset(seen, label=true), num_boost_round=rounds)


def figures(odds, true):
    said = odds > 0
    order = numpy.argsort(-odds)
    hits = numpy.cumsum(true[order])
    average = (hits / (1 + numpy.arange(len(hits))))[true[order]].mean() if true.any() else float("nan")
    part = lambda a, b: f"{a[b].mean():.3f}" if b.any() else "-"
    return f"{len(true)} lines, {true.mean():.3f} true; precision {part(true, said)}, recall {part(said, true)}, average precision {average:.3f}"


def report(lines, name):
    _, seen, true, which = lines.examples(name)
    pages, kinds = lines.pages[which], lines.kinds[which]
    held = pages % 4 == 3
    print(f"{name}: held-out pages: {figures(learn(name, seen[~held], true[~held]).predict(seen[held], raw_score=True), true[held])}")
    for kind in sorted(set(kinds)):
        # Each kind is told by a forest that never saw it.
        out = kinds == kind
        if true[out].any() and out.sum() > 200:
            odds = learn(name, seen[~out], true[~out]).predict(seen[out], raw_score=True)
            print(f"  {name} without {kind}: {figures(odds, true[out])}", flush=True)
        elif out.sum() > 200:
            odds = learn(name, seen[~out], true[~out]).predict(seen[out], raw_score=True)
            print(f"  {name} without {kind}: {out.sum()} lines, none true; said {(odds > 0).mean():.4f}", flush=True)


def main(arguments):
    if arguments[0] == "--report":
        lines = Lines(arguments[1])
        for name in arguments[2:] or FORESTS:
            report(lines, name)
        return
    lines, models = Lines(arguments[0]), arguments[1]
    for name in arguments[2:] or FORESTS:
        names, seen, true, _ = lines.examples(name)
        write(learn(name, seen, true), os.path.join(models, name, "table.forest"), names, FORESTS[name][2] + FORM)


if __name__ == "__main__":
    main(sys.argv[1:])
