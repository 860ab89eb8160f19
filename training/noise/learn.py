#!/usr/bin/env python3
"""Learns what is noise from the tokens that `--example learn_noise` saw.

learn.py NOISE.forest LETTERS.letters TOKENS.jsonl…     learns both tables
learn.py --report TOKENS.jsonl…                         what they are worth on kinds of page that were kept out

Needs numpy and lightgbm. Seeded; the same tokens give the same bytes.
"""
import collections, json, os, sys
import lightgbm
import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
from forest import write

TREES = 120
# A right word that goes is worse on a page without noise, where nobody looks for it. Noise is rare among the tokens, so that
# each counts more than its worth: what is asked of the sum (LEAST, ALONE) is asked beside that.
NOISE, RIGHT, CLEAN = 5.0, 2.5, 9.0
# Letters after each other are counted as if they had been seen so often more, in the share of each letter alone.
PRIOR = 20.0
# Log odds from which on the program takes a token for noise (src/repair/noise/mod.rs).
LEAST, ALONE = -1.0, 0.5
TALK = """Log odds that a token is noise: boosted decision trees, learnt from printed pages
whose text is known, and from clean text, names, tables and other languages. What
is asked: features.rs. A number, then a tree a line: a question, the tree of those
for which it holds, the tree of the others."""
LETTERS_TALK = """# How much likelier a letter is after another in noise than in text: ten times the
# natural logarithm. A row a letter before, a column a letter after, in the order
# of the rows: the edge of the token, the letters of ASCII, digits, marks, others.
"""
ROWS = ["_"] + [chr(c) for c in range(ord("a"), ord("z") + 1)] + ["0", "-", "é"]


def sort(letter):
    letter = letter.lower() if letter.isascii() else letter
    if "a" <= letter <= "z":
        return ord(letter) - ord("a") + 1
    return 27 if letter.isascii() and letter.isdigit() else 29 if letter.isalpha() else 28


def pairs(text):
    sorts = [0, *map(sort, text), 0]
    return list(zip(sorts, sorts[1:]))


def letters(texts, noise):
    """The table of letters, in tenths."""
    counts = [numpy.zeros((30, 30)), numpy.zeros((30, 30))]
    for text, is_noise in zip(texts, noise):
        for a, b in pairs(text):
            counts[int(is_noise)][a, b] += 1

    def shares(count):
        alone = (count.sum(0) + 1) / (count.sum() + 30)
        return (count + PRIOR * alone) / (count.sum(1, keepdims=True) + PRIOR)

    return numpy.round(10 * numpy.log(shares(counts[1]) / shares(counts[0])))


def odds(table, texts):
    return numpy.array([sum(table[a, b] for a, b in pairs(text)) / 10 for text in texts])


def load(paths):
    texts, noise, pages, kinds, seen, names = [], [], [], [], [], None
    for path in paths:
        rows = open(path, encoding="utf-8")
        names = json.loads(next(rows))["seen"]
        for row in map(json.loads, rows):
            texts.append(row["text"])
            noise.append(row["noise"])
            pages.append(row["page"])
            kinds.append(row["kind"])
            seen.append(row["seen"])
    return names, Tokens(numpy.array(texts, object), numpy.array(noise), numpy.array(pages, object), numpy.array(kinds, object), numpy.array(seen))


class Tokens:
    def __init__(self, texts, noise, pages, kinds, seen):
        self.texts, self.noise, self.pages, self.kinds, self.seen = texts, noise, pages, kinds, seen
        numbers = {page: n for n, page in enumerate(dict.fromkeys(pages))}
        self.numbers = numpy.array([numbers[page] for page in pages])
        dirty = numpy.zeros(len(numbers), bool)
        numpy.logical_or.at(dirty, self.numbers, noise)
        self.dirty = dirty[self.numbers]

    def of(self, which):
        return Tokens(*(column[which] for column in (self.texts, self.noise, self.pages, self.kinds, self.seen)))


def learn(names, tokens):
    """The forest and the table of letters. The forest sees letters as a table says of them that was counted on other pages."""
    seen, fold, at = tokens.seen.copy(), tokens.numbers % 5, names.index("random")
    for held in range(5):
        table = letters(tokens.texts[fold != held], tokens.noise[fold != held])
        seen[fold == held, at] = odds(table, tokens.texts[fold == held])
    weight = numpy.where(tokens.noise, NOISE, numpy.where(tokens.dirty, RIGHT, CLEAN))
    options = dict(objective="binary", learning_rate=0.12, num_leaves=16, max_depth=6, min_data_in_leaf=25, lambda_l2=4, feature_fraction=0.5,
                   bagging_fraction=0.8, bagging_freq=1, max_bin=127, verbose=-1, seed=1, num_threads=1, deterministic=True, force_row_wise=True)
    forest = lightgbm.train(options, lightgbm.Dataset(seen, label=tokens.noise, weight=weight), num_boost_round=TREES)
    return forest, letters(tokens.texts, tokens.noise)


def told(names, forest, table, tokens):
    seen = tokens.seen.copy()
    seen[:, names.index("random")] = odds(table, tokens.texts)
    return forest.predict(seen, raw_score=True)


def report(names, tokens):
    """Each group of kinds, by what was learnt from the others."""
    groups = collections.defaultdict(list)
    for kind in sorted(set(tokens.kinds)):
        groups[int.from_bytes(kind.encode(), "big") % 4].append(kind)
    for kinds in groups.values():
        held = numpy.isin(tokens.kinds, kinds)
        forest, table = learn(names, tokens.of(~held))
        rest = tokens.of(held)
        says = told(names, forest, table, rest)
        print(", ".join(kinds[:12]) + (f" and {len(kinds) - 12} others" if len(kinds) > 12 else ""))
        for least in (LEAST, ALONE):
            goes = says > least
            clean = goes & ~rest.dirty
            print(f"  from {least:4.1f}: {goes.sum()} go, {(goes & rest.noise).sum()} of {rest.noise.sum()} that are noise; of {(~rest.dirty).sum()} on pages without noise {clean.sum()}")


def main(arguments):
    if arguments[0] == "--report":
        return report(*load(arguments[1:]))
    names, tokens = load(arguments[2:])
    forest, table = learn(names, tokens)
    write(forest, arguments[0], names, TALK)
    with open(arguments[1], "w") as file:
        file.write(LETTERS_TALK)
        for name, row in zip(ROWS, table):
            file.write(f"{name} " + " ".join(f"{int(cell)}" for cell in row) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
