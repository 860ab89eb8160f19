#!/usr/bin/env bash
# Makes a table such as models/likeness: pages, what the program sees of their fragments, and the regression.
#
# remake.sh TEXT WORK LIKENESS.weights
#
# TEXT is as training/pages/columns.sh has it. WORK takes what is made on the way. $LEARN is the program that sees, if
# it is built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
text=$1 work=$(cd "$2" && pwd) out=$3
learn=${LEARN:-cargo run --release --features training --example learn_likeness --}
"$here/../pages/columns.sh" "$text" "$work"
(cd "$here/../.." && $learn "$work"/{nl,de,en,fr}.jsonl) > "$work/fragments.jsonl"
python3 "$here/learn.py" "$work/fragments.jsonl" "$out"
