#!/usr/bin/env python3
"""Learns what the steps of the search for columns are worth from the readings that `--example learn_columns` found.

learn.py FOUND.jsonl… TABLE.weights [--price P] [--only NAMES] [--one-as-before]    learns from the readings of all rounds, the newest last
learn.py FOUND.jsonl… --report    says how good the readings are that the weights of the newest round like best

P is what it costs to move a weight; NAMES, parted by commas, are the first parts of the names of those that move (all, if left out). With
--one-as-before what one column is worth is put back afterwards, so that as much is proposed as before.

Every fifth page is held out. Needs numpy and scipy.
"""
import argparse, collections, itertools, json
import numpy
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

# What a pair of neighbours that is lost costs, in words out of order.
PAIR = 0.5
# How much better, in natural logarithms, a reading must be than one that has one word more out of order, and the most that is asked.
MARGIN, MOST = 0.1, 15.0
# Readings are told apart on this scale of natural logarithms.
SOFT = 2.0
HELD = 5
TALK = """# What a step of the search for columns is worth, in natural logarithms, learnt from pages whose columns
# are known (training/columns). What each name is, and what its numbers are of: weights.rs. A name that is
# left out is of zeros."""


class Found:
    """All readings, stretch after stretch."""

    def __init__(self, paths, newest=False):
        stretches, self.names, self.now = {}, None, None
        for path in paths[-1:] if newest else paths:
            rows = open(path, encoding="utf-8")
            head = json.loads(next(rows))
            self.names, self.now = head["names"], numpy.array(head["now"])
            for row in rows:
                row = json.loads(row)
                own = stretches.setdefault((row["page"], *row["lines"]), (row, {}))[1]
                for columns, kept, moved, steps in row["readings"]:
                    own[json.dumps(steps)] = (columns, kept, moved, steps)
        data, at, ends, starts, losses, self.columns = [], [], [0], [0], [], []
        self.rows = []
        for row, readings in stretches.values():
            readings = list(readings.values())
            for columns, kept, moved, steps in readings:
                losses.append(PAIR * (row["words"] - kept) + moved)
                self.columns.append(columns)
                at += [s[0] for s in steps]
                data += [s[1] for s in steps]
                ends.append(len(at))
            row["whole"] = row["lines"][1] - row["lines"][0] == row["of"]
            del row["readings"]
            self.rows.append(row)
            starts.append(len(losses))
        self.steps = csr_matrix((data, at, ends), shape=(len(losses), len(self.names)))
        self.starts, self.losses = numpy.array(starts), numpy.array(losses)
        self.columns = numpy.array(self.columns)
        self.held = numpy.array([int(row["page"].rsplit(":", 1)[1]) % HELD == HELD - 1 for row in self.rows])

    def chosen(self, weights):
        scores = self.steps @ weights
        return [start + int(scores[start:end].argmax()) for start, end in itertools.pairwise(self.starts)]


def report(found, weights, what):
    chosen = found.chosen(weights)
    sums = collections.defaultdict(lambda: numpy.zeros(6))
    for nth, (row, best) in enumerate(zip(found.rows, chosen)):
        span = slice(found.starts[nth], found.starts[nth + 1])
        one, least = found.losses[span][found.columns[span] == 1].min(), found.losses[span].min()
        kind = row["kind"] if row["kind"] in ("infographic", "zones", "unequal", "boxes", "flow", "tables", "newspaper", "lists", "margin") else "one column"
        for group in (("held" if found.held[nth] else "learnt", "page" if row["whole"] else "part", kind), ("held" if found.held[nth] else "learnt", "page" if row["whole"] else "part", "ALL")):
            sums[group] += [1, found.losses[best], one, row["words"], least, found.columns[best] == 1]
    print(what)
    for group, (many, lost, one, words, least, ones) in sorted(sums.items()):
        print(f"  {' '.join(group):28} {int(many):5}  lost {100 * lost / max(words, 1):6.2f} of 100 words, as they came {100 * one / max(words, 1):6.2f}, at best {100 * least / max(words, 1):6.2f}; one column {ones / many:.2f}")


def learn(found, begin, price, free):
    own = numpy.flatnonzero(~found.held)
    rows = numpy.concatenate([numpy.arange(found.starts[n], found.starts[n + 1]) for n in own])
    steps, sizes = found.steps[rows], numpy.diff(found.starts)[own]
    starts = numpy.concatenate([[0], numpy.cumsum(sizes)])[:-1]
    of = numpy.repeat(numpy.arange(len(own)), sizes)
    losses = found.losses[rows]
    asked = numpy.minimum(MARGIN * (losses - numpy.minimum.reduceat(losses, starts)[of]), MOST)
    # Each page counts alike.
    pages = collections.Counter(found.rows[n]["page"] for n in own)
    share = numpy.array([1 / pages[found.rows[n]["page"]] for n in own])

    def soft(scores):
        most = numpy.maximum.reduceat(scores, starts)
        odds = numpy.exp((scores - most[of]) / SOFT)
        sums = numpy.add.reduceat(odds, starts)
        return most + SOFT * numpy.log(sums), odds / sums[of]

    def cost(moved):
        weights = begin.copy()
        weights[free] += moved
        scores = steps @ weights
        fear, up = soft(scores + asked)
        hope, down = soft(scores - asked)
        slope = steps.T @ ((up - down) * share[of])
        value = (share * (fear - hope)).sum() / len(pages) + price * (moved @ moved)
        return value, slope[free] / len(pages) + 2 * price * moved

    result = minimize(cost, numpy.zeros(len(free)), jac=True, method="L-BFGS-B", options=dict(maxiter=120))
    print(f"cost {cost(numpy.zeros(len(free)))[0]:.4f} -> {result.fun:.4f} in {result.nit} steps; moved {numpy.abs(result.x).mean():.4f}, most {numpy.abs(result.x).max():.3f}")
    weights = begin.copy()
    weights[free] += result.x
    return weights


def write(names, weights, path):
    lines = [TALK]
    for name, row in itertools.groupby(zip(names, weights), key=lambda pair: pair[0]):
        row = [round(float(w), 3) + 0.0 for _, w in row]
        if any(row):
            lines.append(" ".join([name, *(f"{w:g}" for w in row)]))
    open(path, "w", encoding="utf-8").write("\n".join(lines) + "\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("paths", nargs="+"); p.add_argument("--report", action="store_true"); p.add_argument("--price", type=float, default=0.01)
    p.add_argument("--only", default=""); p.add_argument("--one-as-before", action="store_true")
    a = p.parse_intermixed_args()
    if a.report:
        found = Found(a.paths, newest=True)
        report(found, found.now, "found by these weights")
        return
    *paths, out = a.paths
    found = Found(paths)
    # The price is on what is moved from where the first round began.
    begin = numpy.array(json.loads(next(open(paths[0], encoding="utf-8")))["now"])
    free = numpy.array([n for n, name in enumerate(found.names) if not a.only or name.split(".")[0] in a.only.split(",")])
    report(found, found.now, "before, of all readings")
    weights = learn(found, begin, a.price, free)
    if a.one_as_before:
        one = [n for n, name in enumerate(found.names) if name == "columns.1"] + [found.names.index("zone")]
        weights[one] = begin[one]
    report(found, weights, "after, of all readings")
    write(found.names, weights, out)


if __name__ == "__main__":
    main()
