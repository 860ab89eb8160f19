#!/usr/bin/env bash
# Makes models/paragraphs, headings-made and wraps: pages of text in four languages, what the program sees of their lines, and the forests.
#
# remake.sh TEXT WORK MODELS
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line. What they are: models/paragraphs/README.md.
# WORK takes what is made on the way. $LEARN is the program that sees, if it is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
text=$(realpath "$1") work=$(cd "$2" && pwd) models=$(realpath "$3")
learn=${LEARN:-cargo run --release --features training --example learn_structure --}
nl=("$text"/nl/{verkiezingsprogrammas_old_scanned,nltk_alpino,nltk_conll2002_ned,colonial_heritage_research_aids}.txt.xz)
kinds=all,single,single,report,letter,zones,unequal,boxes,infographic,flow,newspaper
make() { python3 "$here/../pages/make.py" --part 0/2 --nouns --kinds $kinds --modes psm6,psm4,psm3,psm3,pdftotext,layout "$@"; }
cd "$work"
make --count 1500 --seed 61 --files nl "${nl[@]}"
for language in de fr en; do
    make --count 250 --seed 62 --language $language --files $language "$text/$language"
done
# Text as people type it is for paragraphs alone: it has no headings.
typed() { python3 "$here/typed.py" --part 0/2 "$@"; }
typed --count 400 --seed 63 typed-nl "${nl[@]}"
for language in de fr en; do
    typed --count 100 --seed 64 --language $language typed-$language "$text/$language"
done
for language in nl de fr en; do
    (cd "$here/../.." && PACK=$language $learn "$work/$language"/*.txt "$work/$language"/*.tsv)
done > lines.jsonl
for language in nl de fr en; do
    (cd "$here/../.." && PACK=$language $learn "$work/typed-$language"/*.txt)
done > typed.jsonl
python3 "$here/learn.py" lines.jsonl "$models" headings-made wraps
cat lines.jsonl typed.jsonl > both.jsonl
python3 "$here/learn.py" both.jsonl "$models" paragraphs
