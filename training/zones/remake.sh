#!/usr/bin/env bash
# Makes models/gate: pages, what the program sees of them, and the forests.
#
# remake.sh TEXT PRINT PACKAGES REPOSITORIES WORK
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line; PRINT the transcribed pages (PAGE XML) of
# ocrd and reichsanzeiger, a folder each. PACKAGES and REPOSITORIES hold documents that nobody made for us (documents.py says
# which). What they are: models/gate/README.md. WORK takes what is made on the way.
# $LEARN is the program that sees, if it is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
text=$(realpath "$1") print=$(realpath "$2") packages=$(realpath "$3") repositories=$(realpath "$4") work=$5
learn=${LEARN:-cargo run --release --features training --example learn_zones --}
nl=("$text"/nl/{verkiezingsprogrammas_old_scanned,nltk_alpino,nltk_conll2002_ned,rechtspraak_sample}.txt.xz)
kinds=infographic,zones,unequal,boxes,infographic,zones,unequal,flow,infographic,tables,single,zones,unequal,margin,lists,newspaper,boxes
make() { python3 "$here/../pages/make.py" --part 0/2 "$@"; }
mkdir -p "$work"
cd "$work"
python3 "$here/simulate.py" simulated.nl.jsonl 500 31 "${nl[@]}"
make --count 1000 --seed 704 --kinds $kinds --modes psm6,psm6,psm4,psm3 --out made-1.nl.jsonl "${nl[@]}"
make --count 1500 --seed 706 --kinds $kinds --modes psm6,psm6,psm6,psm4 --out made-2.nl.jsonl "${nl[@]}"
# Text that the model does not know is no evidence for columns.
for language in de fr en; do
    make --count 120 --seed 705 --language $language --kinds single,infographic,zones,unequal,boxes,flow,single --modes psm6,psm4,psm3 --out foreign-$language.nl.jsonl "$text/$language"
    # And text that it knows.
    cp foreign-$language.nl.jsonl foreign-$language.$language.jsonl
    make --count 200 --seed 707 --language $language --kinds $kinds --modes psm6,psm4,psm3,layout --out made-3.$language.jsonl "$text/$language"
done
# Columns that white space keeps apart.
make --count 400 --seed 708 --kinds $kinds,single --modes layout --out layout.nl.jsonl "${nl[@]}"
# Every second page of real print; the others are to measure on.
for collection in ocrd reichsanzeiger; do
    python3 "$here/transcribed.py" print-$collection.de.jsonl "$print/$collection" --part 0/2
done
python3 "$here/documents.py" . "$packages" "$repositories"
for pages in *.jsonl; do
    language=${pages%.jsonl}
    $learn "${language##*.}" "$pages" > "${pages%.jsonl}.readings"
done
python3 "$here/learn.py" "$here/../../models/gate/gate.forest" "$here/../../models/gate/gain.forest" *.readings
