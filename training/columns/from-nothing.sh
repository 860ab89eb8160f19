#!/usr/bin/env bash
# Learns a table of weights for the search for columns from nothing: makes the pages, and lets the search read them. Several
# tables are learnt, each from other pages; what comes out is their mean.
#
# from-nothing.sh TEXT WORK OUT.weights [SCANS.jsonl…]
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line, and in `sections` a folder a language of
# sections with their own headings (training/pages/sections.py), from which 60 of 100 pages are set. WORK takes what is made
# on the way. SCANS are pages that Tesseract read (training/pages/scans.sh), if there are any. $TURNS is how many tables are
# learnt; $LEARN is the learner, if it is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
text=$(realpath "$1") work=$(realpath "$2") out=$3
shift 3
learn=${LEARN:-cargo run --release --features training --example learn_search --}
nl=("$text"/nl/{nltk_alpino,nltk_conll2002_ned,rechtspraak_sample}.txt.xz)
kinds=filled,zones,filled,boxes,filled,flow,newspaper,filled,unequal,tables,filled,margin,filled,unequal,zones
# make LANGUAGE …
make() { python3 "$here/../pages/make.py" --part 0/2 --about 0.55 --language "$1" --sections "$text/sections/$1" "${@:2}"; }
modes=psm6,psm4s,psm4s,psm4s
tables=()
for turn in $(seq 1 "${TURNS:-3}"); do
    own=$work/$turn
    mkdir -p "$own"
    make nl --count 1600 --seed "68${turn}1" --kinds $kinds --modes $modes --out "$own/columns.nl.jsonl" "${nl[@]}"
    make nl --count 130 --seed "68${turn}3" --kinds single --modes psm6,psm4 --out "$own/single.nl.jsonl" "${nl[@]}"
    for language in de en fr; do
        make $language --count 180 --seed "68${turn}2" --kinds $kinds --modes $modes --out "$own/columns.$language.jsonl" "$text/$language"
    done
    # First the columns are told and only what stands in which is learnt, then their numbers and widths as well.
    $learn --rounds 8 --told 1 --rate 0.1 zero "$own/first.weights" "$own"/columns.*.jsonl "$@"
    $learn --rounds 1 --across 1 --rate 0.05 --most 800 "$own/first.weights" "$own/table.weights" "$own"/*.jsonl "$@"
    tables+=("$own/table.weights")
done
python3 "$here/mean.py" "$out" "${tables[@]}"
