#!/usr/bin/env bash
# Pages with pictures as Tesseract reads them, of many kinds and in four languages, for learning from.
#
# scans.sh TEXT WORK
#
# TEXT has a folder a language (nl, de, fr, en) of corpora, a paragraph a line. WORK takes scan-1.nl.jsonl and so on.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
text=$(realpath "$1")
nl=("$text"/nl/{verkiezingsprogrammas_old_scanned,nltk_alpino,nltk_conll2002_ned,rechtspraak_sample}.txt.xz)
kinds=infographic,zones,boxes,unequal,infographic,flow,single,margin,lists,tables,newspaper,infographic
scan() { python3 "$here/make.py" --part 0/2 --scan --pictures --modes psm6,psm4,psm3,psm6 --kinds $kinds "$@"; }
cd "$2"
scan --count 160 --seed 811 --out scan-1.nl.jsonl "${nl[@]}"
scan --count 120 --seed 813 --out scan-2.nl.jsonl "${nl[@]}"
scan --count 120 --seed 821 --out scan-3.nl.jsonl "${nl[@]}"
scan --count 120 --seed 823 --out scan-4.nl.jsonl "${nl[@]}"
for language in de en fr; do
    scan --count 40 --seed 812 --language $language --out scan-5.$language.jsonl "$text/$language"
    scan --count 24 --seed 822 --language $language --out scan-6.$language.jsonl "$text/$language"
done
