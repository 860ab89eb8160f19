#!/usr/bin/env bash
# Makes the pages of columns that training/gaps and training/likeness learn from: WORK/{nl,de,en,fr}.jsonl.
#
# columns.sh TEXT WORK
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line: old election programmes, Alpino and
# CoNLL-2002, court rulings in Dutch; novels and plays in the others.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
text=$1 work=$2
mkdir -p "$work"
nl=("$text"/nl/{verkiezingsprogrammas_old_scanned,nltk_alpino,nltk_conll2002_ned,rechtspraak_sample}.txt.xz)
kinds=infographic,zones,unequal,boxes,infographic,flow,tables,zones,unequal,boxes,newspaper,report,letter
make() { python3 "$here/make.py" --part 0/2 --kinds $kinds --modes psm6,psm6,psm4 "$@"; }
make --count 650 --seed 5201 --out "$work/nl.jsonl" "${nl[@]}"
for language in de en fr; do
    make --count 195 --seed 5202 --language $language --out "$work/$language.jsonl" "$text/$language"
done
