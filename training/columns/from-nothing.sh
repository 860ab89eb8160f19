#!/usr/bin/env bash
# Learns a table of weights for the search for columns from nothing: makes the pages, and lets the search read them.
#
# from-nothing.sh TEXT WORK OUT.weights [SCANS.jsonl…]
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line. WORK takes what is made on the way. SCANS
# are pages that Tesseract read (training/pages/scans.sh), if there are any. $LEARN is the learner, if it is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
text=$(realpath "$1") work=$(realpath "$2") out=$3
shift 3
learn=${LEARN:-cargo run --release --features training --example learn_search --}
nl=("$text"/nl/{verkiezingsprogrammas_old_scanned,nltk_alpino,nltk_conll2002_ned,rechtspraak_sample}.txt.xz)
kinds=filled,zones,unequal,boxes,filled,flow,newspaper,infographic,zones,lists,margin,tables,filled
make() { python3 "$here/../pages/make.py" --part 0/2 "$@"; }
make --count 1560 --seed 5701 --kinds $kinds --modes psm6,psm6,psm4s,psm3 --out "$work/columns.nl.jsonl" "${nl[@]}"
make --count 150 --seed 5703 --kinds single --modes psm6,psm4 --out "$work/single.nl.jsonl" "${nl[@]}"
for language in de en fr; do
    make --count 195 --seed 5702 --language $language --kinds $kinds --modes psm6,psm6,psm4s,psm3 --out "$work/columns.$language.jsonl" "$text/$language"
done
# First the columns are told and only what stands in which is learnt, then their numbers and widths as well.
$learn --rounds 3 --told 1 --rate 0.1 zero "$work/first.weights" "$work"/columns.*.jsonl "$@"
$learn --rounds 1 --across 1 --rate 0.05 --most 800 "$work/first.weights" "$out" "$work"/*.jsonl "$@"
