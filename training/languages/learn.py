#!/usr/bin/env python3
"""Learns the table by which words tell their language: models/languages/words.txt.

learn.py --texts DIR --historical DIR [--out FILE]

TEXTS holds `<tag>.*.txt`: running text of languages of which `wordfreq` has no list (see README.md
for where each comes from); `zz.*.txt` is text of many other languages, which are told from the rest
and not from each other. HISTORICAL is the folder of an old layer of Dutch, `words.tsv` of which counts
old spellings. Seeded: the same table every time.

The model is a multinomial logistic regression over the letters of ONE word (all runs of two, three
and four letters with its edges, and the word itself, hashed), so that what the words of a text say
adds up. Written as one row of letters for each bucket, a letter a language.
"""
import argparse
import collections
import glob
import os
import re
import unicodedata

import numpy as np
import scipy.sparse as sp

BUCKETS = 1 << 15
LONGEST = 24
# Of these `wordfreq` has lists.
LISTED = "nl en de fr da sv nb is es pt ca it ro pl cs sk sl sh hu fi lv lt tr id vi fil".split()
# Of these there is text.
TEXTS = "fy nds af lb sco nn fo la gl oc et sq eu ga gd cy br mt eo pap jv sw gsw wa li nds-nl ksh stq pfl hrx".split()
TAGS = ["nl", "nl-old", "zxx", "und"] + LISTED[1:] + TEXTS
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LATIN = re.compile(r"[a-z\u00df-\u024f\u1e00-\u1eff']+")


def fold(word):
    return unicodedata.normalize("NFC", word).lower().replace("’", "'").replace("ſ", "s")


def is_latin(word):
    return bool(LATIN.fullmatch(word))


def listed(tag, most):
    import wordfreq

    out = {}
    counts = wordfreq.get_frequency_dict(tag, wordlist="best")
    for word in sorted(counts, key=lambda w: (-counts[w], w))[: 2 * most]:
        if is_latin(fold(word)) and len(out) < most:
            out[fold(word)] = out.get(fold(word), 0) + counts[word]
    return normalised(out)


def normalised(counts):
    total = sum(counts.values())
    return {w: c / total for w, c in counts.items()}


def tempered(counts, power):
    return normalised({w: c**power for w, c in counts.items()})


def of_texts(tag, folder):
    """Each text alike; those of a thousand words or two are about one thing, so their words are levelled."""
    mixed = collections.Counter()
    for path in sorted(glob.glob(os.path.join(folder, f"{tag}.*.txt"))):
        counts = collections.Counter(
            w for w in map(fold, WORD.findall(open(path, encoding="utf-8").read())) if is_latin(w)
        )
        small = sum(counts.values()) < 10000
        for w, p in tempered(counts, 0.75 if small else 0.9).items():
            mixed[w] += p * (0.5 if small else 1.0)
    return normalised(mixed)


def historical(folder):
    counts = {}
    for line in open(os.path.join(folder, "words.tsv"), encoding="utf-8"):
        if not line.startswith("#") and line.count("\t") >= 1:
            word, count = line.split("\t")[:2]
            if count.strip().isdigit() and is_latin(fold(word)):
                counts[fold(word)] = counts.get(fold(word), 0) + int(count)
    return tempered(counts, 0.9)


def junk(rng, many):
    """What a scanner reads in pictures and frames."""
    letters = np.array(list("iiillltttrrrjjffeeaaaoonnsscvmuwyhkbdgpxzq"))
    words = collections.Counter()
    for _ in range(many):
        words["".join(rng.choice(letters, rng.integers(1, 7)))] += 1
    return normalised(words)


CONFUSED = ["ec", "ce", "un", "nu", "il", "li", "hb", "bh", "sf", "fs", "oc", "co", "ao", "oa", "ea", "tl", "lt", "rn", "ij", "ck", "vy"]


def misread(word, rng):
    """The word as a scanner may read it: a letter exchanged, lost or doubled by a neighbour's."""
    at = int(rng.integers(len(word)))
    swaps = [pair[1] for pair in CONFUSED if pair[0] == word[at]]
    kind = rng.random()
    if kind < 0.7 and swaps:
        return word[:at] + swaps[int(rng.integers(len(swaps)))] + word[at + 1 :]
    if kind < 0.85 and len(word) > 3:
        return word[:at] + word[at + 1 :]
    return word[:at] + "abcdefghiklmnoprstuvwz"[int(rng.integers(22))] + word[at + 1 :]


def as_gothic(word, rng):
    """The word as gothic type is read that is taken for roman: d and v as b, h and y as p."""
    wrong = {"d": "b", "v": "b", "h": "p", "y": "p", "k": "b", "s": "f"}
    return "".join(wrong[c] if c in wrong and rng.random() < 0.6 else c for c in word)


def buckets(words):
    """For each word its buckets; the program computes the same."""
    longest = LONGEST + 2
    codes = np.zeros((len(words), longest), np.uint32)
    lengths = np.zeros(len(words), np.int64)
    for i, word in enumerate(words):
        chars = "<" + word[:LONGEST] + ">"
        codes[i, : len(chars)] = [ord(c) for c in chars]
        lengths[i] = len(chars)
    rows, cols = [], []
    step, last = np.uint32(0x01000193), np.uint32(0x2C1B3C6D)

    def finish(h):
        h = h ^ (h >> np.uint32(15))
        h = h * last
        h = h ^ (h >> np.uint32(12))
        return (h & np.uint32(BUCKETS - 1)).astype(np.int64)

    with np.errstate(over="ignore"):
        for n in (2, 3, 4):
            for at in range(longest - n + 1):
                here = np.nonzero(lengths >= at + n)[0]
                if not len(here):
                    break
                h = np.full(len(here), n, np.uint32)
                for k in range(n):
                    h = (h ^ codes[here, at + k]) * step
                rows.append(here)
                cols.append(finish(h))
        h = np.zeros(len(words), np.uint32)
        for k in range(longest):
            on = lengths > k
            h[on] = (h[on] ^ codes[on, k]) * step
        rows.append(np.arange(len(words)))
        cols.append(finish(h))
    rows, cols = np.concatenate(rows), np.concatenate(cols)
    return sp.csr_matrix((np.ones(len(rows), np.float32), (rows, cols)), (len(words), BUCKETS))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--texts", required=True)
    ap.add_argument("--historical", required=True)
    ap.add_argument("--most", type=int, default=6000)
    ap.add_argument("--rounds", type=int, default=6)
    ap.add_argument("--without", default="")
    ap.add_argument("--out", default="models/languages/words.txt")
    a = ap.parse_args()
    rng = np.random.default_rng(7)
    tags = [t for t in TAGS if t not in a.without.split(",")]
    p = {}
    for tag in tags:
        if tag == "zxx":
            p[tag] = junk(rng, 60000)
        elif tag == "und":
            p[tag] = of_texts("zz", a.texts)
        elif tag == "nl-old":
            p[tag] = historical(a.historical)
        elif tag in LISTED:
            p[tag] = listed(tag, 3 * a.most if tag in ("nl", "en", "de", "fr") else a.most)
        else:
            p[tag] = of_texts(tag, a.texts)
        print(tag, len(p[tag]), flush=True)
    types = sorted(set().union(*p.values()))
    index = {w: i for i, w in enumerate(types)}
    target = np.zeros((len(types), len(tags)), np.float32)
    for k, tag in enumerate(tags):
        for w, x in p[tag].items():
            target[index[w], k] = x
    mass = target.sum(1)
    target /= mass[:, None]
    # Rare words show the letters of a language: they count for more than they are used.
    weight = mass**0.6
    noisy = rng.choice(len(types), len(types) // 3, replace=False)
    words = types + [misread(types[i], rng) for i in noisy]
    target = np.vstack([target, target[noisy]])
    weight = np.concatenate([weight, 0.5 * weight[noisy]])
    # Old print is not to be taken for another language because its type was misread.
    old = [i for i, w in enumerate(types) if target[i, tags.index("nl-old")] > 0.05]
    words += [as_gothic(types[i], rng) for i in old]
    target = np.vstack([target, np.eye(len(tags), dtype=np.float32)[[tags.index("nl-old")] * len(old)]])
    weight = np.concatenate([weight, 0.1 * weight[old]])
    weight /= weight.mean()
    x = buckets(words)
    print(x.shape, x.nnz, flush=True)
    w = np.zeros((BUCKETS, len(tags)), np.float32)
    g2 = np.full((BUCKETS, 1), 1e-3, np.float32)
    order = np.arange(len(words))
    for round_ in range(a.rounds):
        rng.shuffle(order)
        loss = 0.0
        for at in range(0, len(order), 8192):
            b = order[at : at + 8192]
            xb = x[b]
            z = xb @ w
            z -= z.max(1, keepdims=True)
            q = np.exp(z)
            q /= q.sum(1, keepdims=True)
            loss -= float((weight[b, None] * target[b] * np.log(q + 1e-9)).sum())
            d = (q - target[b]) * weight[b, None]
            grad = (xb.T @ d) / len(b) * 100
            grad += 1e-5 * w
            g2 += (grad**2).mean(1, keepdims=True)
            w -= 0.3 * grad / np.sqrt(g2)
        print(round_, loss / len(words), flush=True)
    w -= w.mean(1, keepdims=True)
    save(a.out, tags, w)


def save(path, tags, w):
    # A letter of ASCII from '!' (33) to '~' (126); 79 is nothing.
    scale = 45 / np.quantile(np.abs(w), 0.99995)
    q = np.clip(np.rint(w * scale), -46, 46).astype(np.uint8) + 80
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "wb") as f:
        f.write(f"{1 / scale:.6f} {' '.join(tags)}\n".encode())
        for row in q:
            f.write(bytes(row) + b"\n")
    print("scale", 1 / scale, "clipped", float((np.abs(w * scale) > 46).mean()), os.path.getsize(path))


if __name__ == "__main__":
    main()
