#!/bin/sh
# Packs the large tables of a pack: compress.sh PACK_DIR. The build script reads either form.
set -eu
for table in words seen rare onward wordfreq bigrams trigrams classes class-bigrams class-trigrams \
    historical/words historical/rare historical/bigrams; do
    for file in "$1/$table.tsv" "$1/share-alike/$table.tsv"; do
        if [ -e "$file" ] && [ "$(wc -c <"$file")" -gt 500000 ]; then
            xz -9e -T1 -f "$file"
        fi
    done
done
