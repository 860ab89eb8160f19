#!/usr/bin/env python3
"""Makes pages to try things with: make_pages.py DIR PAGES PARTS"""
import json
import pathlib
import random
import sys

SENTENCES = [
    "De gemeente heeft in dejaren na de oorlog veel huizen gebouwd.",
    "In het archief liggen de brieven van de dijkgraaf en voort gezette stukken.",
    "De haven werd in de zomer uitgebreid met een tweede sluis.",
    "Wie de kaart bekijkt, ziet datde rivier vroeger anders liep.",
    "Het bestuur van de school vergaderde elke eerste maandag van de maand.",
    "Boeren uit de omtrek brachten hun graan naarde molen aan de vaart.",
]


def page(number):
    chance = random.Random(number)
    blocks = [f"Hoofdstuk {number}"]
    for _ in range(chance.randint(2, 5)):
        blocks.append("\n".join(chance.choices(SENTENCES, k=chance.randint(2, 6))))
    return {"id": f"page-{number:06}", "shelf": number % 17, "text": "\n\n".join(blocks)}


folder, pages, parts = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
folder.mkdir(parents=True, exist_ok=True)
for part in range(parts):
    with open(folder / f"pages-{part:03}.jsonl", "w", encoding="utf-8") as out:
        for number in range(pages * part // parts, pages * (part + 1) // parts):
            # One line in a thousand is broken, as it is in life.
            out.write("{broken\n" if number % 1000 == 999 else json.dumps(page(number), ensure_ascii=False) + "\n")
