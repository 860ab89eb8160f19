#!/usr/bin/env python3
"""Learns what stands around the text of a page, and what a heading looks like where words have places, from what
`--example learn_regions` saw of pages whose regions people labelled, and of made pages.

learn.py SEEN.jsonl… --models MODELS [--only NAME]    writes MODELS/NAME/table.forest; NAME is furniture or headings-placed
learn.py SEEN.jsonl… --report [--only NAME]           only says how good forests are on each collection when they were learnt from the others

Each SEEN.jsonl is one collection. `SEEN.jsonl:furniture` takes part in that forest alone: a collection of which only
some regions are labelled would teach the other that what is not labelled is none. Beside a made page NAME.tsv lies NAME.truth.json.
One thread and fixed seeds: the same lines give the same bytes.
"""
import argparse, collections, json, os, re, sys
import lightgbm
import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from forest import write

FURNITURE = ("Running", "PageNumber", "CatchWord", "Signature")
HEADINGS = ("heading", "subheading")
# A line of a made page is a heading if at least the first share of its words is, and is not if at most the second.
IS, IS_NOT = 0.6, 0.3
TREES = dict(objective="binary", learning_rate=0.08, max_depth=5, lambda_l2=5, bagging_fraction=0.7, bagging_freq=1,
             max_bin=63, verbose=-1, seed=1, num_threads=1, deterministic=True, force_row_wise=True)
FORESTS = {
    "furniture": (dict(TREES, num_leaves=24, min_data_in_leaf=20, feature_fraction=0.5), 200,
                  "Log odds that a bit of a line is none of the text of its page: boosted decision trees,\nlearnt from pages whose regions people labelled.\nWhat is asked: furniture/features.rs."),
    "headings-placed": (dict(TREES, num_leaves=32, min_data_in_leaf=30, feature_fraction=0.4, learning_rate=0.05), 400,
                        "Log odds that a line whose words have places is one of a heading: boosted decision\ntrees, learnt from pages whose regions people labelled and from made pages.\nWhat is asked: heading features and printed.rs."),
}
FORM = "\nA number, then a tree a line: a question, the tree of those for which it holds, the\ntree of the others."


class Collection:
    """What was seen of the pages of a collection."""

    def __init__(self, argument):
        path, _, only = argument.partition(":")
        self.name, self.only = re.sub(r"^seen\.|\.jsonl$", "", os.path.basename(path)), only
        rows = open(path, encoding="utf-8")
        head = json.loads(next(rows))
        self.names = {"furniture": head["of_bit"], "headings-placed": head["seen"] + head["printed"]}
        seen, true, truths = collections.defaultdict(list), collections.defaultdict(list), {}
        for row in map(json.loads, rows):
            if "bit" in row:
                seen["furniture"].append(row["bit"])
                true["furniture"].append(row["role"] in FURNITURE)
            else:
                is_heading = self.heading(row, truths)
                if is_heading is not None:
                    seen["headings-placed"].append(row["seen"] + row["printed"])
                    true["headings-placed"].append(is_heading)
        self.seen = {name: numpy.array(rows, "float32") for name, rows in seen.items()}
        self.true = {name: numpy.array(rows) for name, rows in true.items()}

    @staticmethod
    def heading(row, truths):
        """Whether a line is one of a heading; None where that is not known."""
        beside = re.sub(r"\.\w+$", ".truth.json", row["page"])
        if row["page"] not in truths:
            truths[row["page"]] = json.load(open(beside)) if os.path.exists(beside) else None
        truth = truths[row["page"]]
        if truth is None:
            return None if row["role"] in FURNITURE else row["role"] == "Heading"
        stood = [truth[at] for at in row["tokens"] if at < len(truth) and truth[at]]
        # A title looks like a heading, and is told from it by its place: neither.
        share = sum(word[4] in HEADINGS for word in stood) / len(stood) if stood else (IS + IS_NOT) / 2
        if any(word[4] == "title" for word in stood):
            return None
        return None if IS_NOT < share < IS else share >= IS

    def serves(self, name):
        return self.only in ("", name) and name in self.seen

    def weights(self, name):
        """A collection counts as the square root of its size."""
        many = len(self.true[name])
        return numpy.full(many, 100 / many**0.5)


def learn(name, collections):
    options, rounds, _ = FORESTS[name]
    join = lambda of: numpy.concatenate([of(one) for one in collections])
    data = lightgbm.Dataset(join(lambda one: one.seen[name]), label=join(lambda one: one.true[name]), weight=join(lambda one: one.weights(name)))
    return lightgbm.train(options, data, num_boost_round=rounds)


def report(name, collections):
    for out in collections:
        odds = learn(name, [one for one in collections if one is not out]).predict(out.seen[name], raw_score=True)
        true = out.true[name]
        figures = []
        for least in (0, 1, 1.5, 2):
            said = odds > least
            precision = f"{true[said].mean():.3f}" if said.any() else "-"
            figures.append(f"{least}: {precision} of {said.sum()}, recall {(said & true).sum() / max(1, true.sum()):.3f}")
        print(f"{name} without {out.name}: {len(true)}, {true.sum()} true; precision at {'; '.join(figures)}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seen", nargs="+")
    parser.add_argument("--models")
    parser.add_argument("--report", action="store_true")
    parser.add_argument("--only", choices=FORESTS, action="append")
    arguments = parser.parse_args()
    every = [Collection(path) for path in arguments.seen]
    for name in arguments.only or FORESTS:
        own = [one for one in every if one.serves(name)]
        if arguments.report:
            report(name, own)
        else:
            write(learn(name, own), os.path.join(arguments.models, name, "table.forest"), own[0].names[name], FORESTS[name][2] + FORM)


if __name__ == "__main__":
    main()
