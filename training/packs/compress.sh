#!/bin/sh
# Packs the large tables of a pack: compress.sh PACK_DIR. The build script reads either form.
set -eu
for table in words seen rare onward wordfreq bigrams trigrams classes class-bigrams class-trigrams \
    historical/words historical/rare historical/bigrams; do
    if [ -e "$1/$table.tsv" ] && [ "$(wc -c <"$1/$table.tsv")" -gt 500000 ]; then
        xz -9e -T1 -f "$1/$table.tsv"
    fi
done
