#!/usr/bin/env bash
# Makes a forest such as models/gaps: pages, what the program sees of their gaps, and the forest.
#
# remake.sh TEXT WORK GAPS.forest
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line: old election programmes, Alpino and
# CoNLL-2002, court rulings in Dutch; novels and plays in the others. WORK takes what is made on the way. $LEARN is the
# program that sees, if it is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
text=$1 work=$(cd "$2" && pwd) out=$3
learn=${LEARN:-cargo run --release --features training --example learn_gaps --}
nl=("$text"/nl/{verkiezingsprogrammas_old_scanned,nltk_alpino,nltk_conll2002_ned,rechtspraak_sample}.txt.xz)
kinds=infographic,zones,unequal,boxes,infographic,flow,tables,zones,unequal,boxes,newspaper,report,letter
make() { python3 "$here/../pages/make.py" --part 0/2 --kinds $kinds --modes psm6,psm6,psm4 "$@"; }
make --count 650 --seed 5201 --out "$work/nl.jsonl" "${nl[@]}"
for language in de en fr; do
    make --count 195 --seed 5202 --language $language --out "$work/$language.jsonl" "$text/$language"
done
(cd "$here/../.." && $learn "$work"/{nl,de,en,fr}.jsonl) > "$work/gaps.jsonl"
python3 "$here/learn.py" "$work/gaps.jsonl" "$out"
