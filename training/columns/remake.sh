#!/usr/bin/env bash
# Makes models/columns/second.weights: pages as Tesseract reads them, what the search finds there by the first table, and
# the weights that like the best of it best.
#
# remake.sh TEXT WORK SECOND.weights
#
# TEXT is as training/pages/scans.sh has it. WORK takes what is made on the way. $LEARN is the program that searches, if it
# is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
text=$1 work=$(cd "$2" && pwd) out=$3
learn=${LEARN:-cargo run --release --features training --example learn_columns --}
"$here/../pages/scans.sh" "$text" "$work"
(cd "$here/../.." && $learn models/columns/table.weights "$work"/scan-*.jsonl) > "$work/1.found"
python3 "$here/learn.py" "$work/1.found" --only columns,zone,end --price 0.001 --one-as-before "$out"
